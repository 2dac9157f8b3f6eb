"""Serving a Slack workspace: the book, the records and the app, until it is told to stop."""

import asyncio
import socket
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import Future
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette

from bot.live import LiveBook, open_live
from bot.logs import configure, get_logger, type_and_place, watch_loop
from bot.records import Records, retention_of
from bot.reference import ReferenceFault
from bot.settings import Mode, Settings
from bot.slack.app import StartFault, build_app, open_desk
from bot.slack.client import kept_connections, with_token
from bot.slack.desk import Desk
from bot.slack.digest import post_weekly
from bot.slack.health import Health, healthz
from bot.slack.http import build_web, listen, serve_http
from bot.slack.installing import Installing, open_installing
from bot.slack.installing.routes import install_routes
from bot.slack.interrupted import tell_interrupted
from bot.slack.socket import Sockets
from bot.slack.stopping import reload_signal, stop_signals

PATIENCE_SECONDS = 20

log = get_logger("bot.slack.serving")


async def serve(
    settings: Settings, mode: Mode, book: Future[LiveBook], *, host: str = "127.0.0.1", port: int = 3000
) -> None:
    """Serves Slack until SIGTERM or SIGINT, then finishes what is in flight and returns. SIGHUP reads the book anew.

    Raises BookFaults where the book cannot be loaded, and StartFault
    where Slack refuses a token or cannot be reached, or the port is taken: each is for a person to read.
    """
    configure(settings.log_level, as_json=settings.log_format == "json")
    watch_loop(asyncio.get_running_loop())
    with stop_signals() as stop, reload_signal() as reload:
        await connect(settings, mode, stop, book, host=host, port=port, reload=reload)


async def connect(
    settings: Settings,
    mode: Mode,
    stop: asyncio.Event,
    opening: Future[LiveBook] | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 3000,
    reload: asyncio.Event | None = None,
) -> None:
    """Serves until `stop` in Socket Mode or over HTTP, without touching signals or logging; reads the book anew
    whenever it changes, and when `reload` is set. The book is the one that is being opened, or that of the settings.
    Raises as `serve` does."""
    book = _open_book(settings, opening)
    async with AsyncExitStack() as open_now:
        listening = listen(host, port) if mode is Mode.HTTP else None
        if listening is not None:
            open_now.callback(listening.close)
        apart = _listen_apart(settings, mode, host, port)
        if apart is not None:
            open_now.callback(apart.close)
        records = Records(settings.database_url, retention_of(settings.keep_days, settings.keep_look_ups_days))
        open_now.push_async_callback(records.close)
        connections = await open_now.enter_async_context(kept_connections())
        desk = await open_desk(settings, book, records)
        desk.client.session = connections
        await records.open()
        installing = await _open_installing(settings, records, desk.client)
        app = build_app(settings, desk, installing.installations if installing else None)
        token = settings.slack_app_token if mode is Mode.SOCKET else None
        sockets = Sockets(app, token.get_secret_value(), settings.socket_connections, desk.metrics) if token else None
        watched = Health(desk, stop, sockets).routes()
        await open_now.enter_async_context(_meanwhile(book.follow(), _reload_when(reload or asyncio.Event(), book)))
        desk_of = partial(_desk_of, desk, installing)
        interrupted = tell_interrupted(desk, desk_of, stop)
        await open_now.enter_async_context(_meanwhile(interrupted))
        digests = post_weekly(_teams_with_experts(desk), desk_of, settings.digest, stop)
        await open_now.enter_async_context(_meanwhile(digests))
        await open_now.enter_async_context(_served_apart(Starlette(routes=watched), apart))
        log.info("started", mode=mode)
        if listening is not None:
            routes = install_routes(installing.flow) if installing else []
            web = build_web(app, [*routes, *(watched if apart is None else [healthz()])])
            await serve_http(web, listening, stop, PATIENCE_SECONDS)
        elif sockets is not None:
            await sockets.serve(stop)
        log.info("stopping")
        abandoned = await desk.in_flight.finished(PATIENCE_SECONDS)
        log.info("stopped", abandoned=abandoned)


def _open_book(settings: Settings, opening: Future[LiveBook] | None) -> LiveBook:
    try:
        return opening.result() if opening else open_live(settings.knowledge, settings.reference)
    except ReferenceFault as error:
        raise StartFault(str(error)) from None


async def _open_installing(settings: Settings, records: Records, client: AsyncWebClient) -> Installing | None:
    try:
        return await open_installing(settings, records, client)
    except (SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
        raise StartFault(
            f"The database cannot be reached ({kind}), and without it no workspace is known. "
            "Check CODEBOOK_DATABASE_URL."
        ) from None


def _teams_with_experts(desk: Desk) -> list[str]:
    """The workspaces, by id, of which one channel is the experts'."""
    if desk.client.token is None:
        return list(desk.experts_channels)
    return [desk.team_id or ""] if desk.experts_channel else []


async def _desk_of(desk: Desk, installing: Installing | None, team: str) -> Desk | None:
    if installing is None:
        return desk
    organization = await installing.organizations.of(team)
    bot = await installing.installations.bot(organization, team, is_enterprise_install=False)
    return None if bot is None else desk.at(team, with_token(desk.client, bot.bot_token))


def _listen_apart(settings: Settings, mode: Mode, host: str, port: int) -> socket.socket | None:
    """For health and metrics: a port of their own where one is set, and it is not the one where Slack's requests come
    in."""
    if settings.health_port is None or (mode is Mode.HTTP and settings.health_port == port):
        return None
    mend = "Choose another with CODEBOOK_HEALTH_HOST and CODEBOOK_HEALTH_PORT."
    return listen(settings.health_host or host, settings.health_port, mend)


@asynccontextmanager
async def _meanwhile(*work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Does the work in the background until the block ends; a failure is logged."""
    tasks = [asyncio.create_task(each) for each in work]
    for task in tasks:
        task.add_done_callback(_log_failure)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _reload_when(reload: asyncio.Event, book: LiveBook) -> None:
    while True:
        await reload.wait()
        reload.clear()
        await book.look(anyway=True)


def _log_failure(task: asyncio.Task[None]) -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("background-failed", **type_and_place(error))


@asynccontextmanager
async def _served_apart(web: Starlette, listening: socket.socket | None) -> AsyncIterator[None]:
    """Serves meanwhile, also while the bot stops."""
    if listening is None:
        yield
        return
    closing = asyncio.Event()
    serving = asyncio.create_task(serve_http(web, listening, closing, patience=1, event="health"))
    try:
        yield
    finally:
        closing.set()
        await serving
