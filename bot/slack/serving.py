"""Serving a Slack workspace: the book, the records and the app, until it is told to stop."""

import asyncio
import logging

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.asking import Index
from bot.book import load_book
from bot.logs import configure, fields, watch_loop
from bot.records import Records
from bot.reference import ReferenceFault, SqliteReference, open_reference
from bot.settings import Mode, Settings
from bot.slack.app import StartFault, build_app, open_desk
from bot.slack.client import kept_connections
from bot.slack.http import build_web, listen, serve_http
from bot.slack.installing import Installing, open_installing
from bot.slack.socket import serve_socket
from bot.slack.stopping import stop_signals

PATIENCE_SECONDS = 20

log = logging.getLogger("bot.slack.serving")


async def serve(settings: Settings, mode: Mode, *, host: str = "127.0.0.1", port: int = 3000) -> None:
    """Serves Slack until SIGTERM or SIGINT, then finishes what is in flight and returns.

    Raises BookFaults where the book cannot be loaded, and StartFault
    where Slack refuses a token or cannot be reached, or the port is taken: each is for a person to read.
    """
    configure(settings.log_level)
    watch_loop(asyncio.get_running_loop())
    with stop_signals() as stop:
        await connect(settings, mode, stop, host=host, port=port)


def _reference(settings: Settings) -> SqliteReference | None:
    try:
        return open_reference(settings.reference)
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


async def connect(
    settings: Settings, mode: Mode, stop: asyncio.Event, *, host: str = "127.0.0.1", port: int = 3000
) -> None:
    """Serves until `stop` in Socket Mode or over HTTP, without touching signals or logging. Raises as `serve` does."""
    index = Index.of(load_book(settings.knowledge, _reference(settings)))
    listening = listen(host, port) if mode is Mode.HTTP else None
    records = Records(settings.database_url)
    connections = kept_connections()
    try:
        desk = await open_desk(settings, index, records)
        desk.client.session = connections
        await records.open()
        installing = await _open_installing(settings, records, desk.client)
        app = build_app(settings, desk, installing.installations if installing else None)
        log.info(fields("started", mode=mode))
        if listening is not None:
            await serve_http(build_web(app, installing.flow if installing else None), listening, stop, PATIENCE_SECONDS)
        elif settings.slack_app_token is not None:
            await serve_socket(app, settings.slack_app_token.get_secret_value(), stop)
        log.info(fields("stopping"))
        abandoned = await desk.in_flight.finished(PATIENCE_SECONDS)
        log.info(fields("stopped", abandoned=abandoned))
    finally:
        if listening is not None:
            listening.close()
        await connections.close()
        await records.close()
