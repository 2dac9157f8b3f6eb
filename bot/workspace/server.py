"""Serving the workspace on 127.0.0.1."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from bot.workspace.chat_methods import ChatMethods
from bot.workspace.courier import Courier, Patience
from bot.workspace.cutting import CUT
from bot.workspace.faults import FaultPlan
from bot.workspace.file_methods import FileMethods
from bot.workspace.guard import LocalOnly
from bot.workspace.installed_app import install
from bot.workspace.journal import Changes, Journal
from bot.workspace.messages import Conversations
from bot.workspace.page import Page
from bot.workspace.people import TEAM_ID, people_of
from bot.workspace.prompt_methods import PromptMethods
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room
from bot.workspace.signed_http import SignedHttp
from bot.workspace.sockets import Sockets
from bot.workspace.view_methods import ViewMethods
from bot.workspace.web_api import WebApi
from bot.workspace.web_methods import WebMethods
from bot.workspace.workspace import Workspace

HOST = "127.0.0.1"
ACCEPT_STEPS = 5
"""Turns of the event loop in which a connection that was accepted becomes known to uvicorn; asyncio needs three."""
EXAMPLES = (
    "can I use 26 with 38240?",
    "where can 38240 be done?",
    "when is modifier TC used?",
)


@asynccontextmanager
async def serve_workspace(
    manifest: dict[str, Any] | Path,
    *,
    port: int = 0,
    now: Callable[[], float] = time.time,
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0),
    ack_seconds: float = 3.0,
    examples: Sequence[str] = EXAMPLES,
    refused_scopes: Collection[str] = (),
    team_id: str = TEAM_ID,
    signing_secret: str | None = None,
) -> AsyncIterator[Workspace]:
    """Installs the app of the manifest in a new workspace and serves it on 127.0.0.1 until the block ends.

    `port` 0 takes a free one. `now` is the workspace's clock in seconds (ts, response_url, rate limit); waiting for
    acknowledgements and retries goes by the true time, in seconds: `ack_seconds` and `retry_delays` are Slack's.
    `examples` are questions that the page offers in an empty conversation, `refused_scopes` those optional scopes that
    the administrator does not grant. `team_id` and `signing_secret` are for several workspaces with one app. Raises
    ManifestFault, and OSError where the port cannot be had.
    """
    app = replace(install(manifest, refused_scopes), team_id=team_id)
    if signing_secret is not None:
        app = replace(app, signing_secret=signing_secret)
    listening = socket.create_server((HOST, port))
    base = f"http://{HOST}:{listening.getsockname()[1]}/"
    changes, closing = Changes(), asyncio.Event()
    journal, faults = Journal(changes), FaultPlan()
    sockets = Sockets(changes, app.app_id)
    patience = Patience(ack_seconds, retry_delays)
    courier = Courier(journal, sockets, SignedHttp(app.signing_secret), faults, patience, now)
    room = Room(app, Conversations(now), courier, changes, now, users=people_of(team_id))
    response_urls = ResponseUrls(room, lambda: base)
    files = FileMethods(room, lambda: base)
    methods = {
        **WebMethods(room, lambda: base, lambda: _socket_url(base, sockets)).table,
        **ChatMethods(room, faults, lambda: base).table,
        **ViewMethods(room).table,
        **PromptMethods(room, faults).table,
        **files.table,
    }
    api = WebApi(methods, response_urls, faults, journal, app, now, closing, files.receive)
    workspace = Workspace(room, courier, sockets, response_urls, faults, journal, base)
    web = Starlette(
        routes=[
            Route("/api/{method}", api.call, methods=["GET", "POST"]),
            Route("/commands/{team}/{key}", api.respond, methods=["POST"]),
            Route("/actions/{team}/{key}", api.respond, methods=["POST"]),
            Route("/app/{team}/{key}", api.respond, methods=["POST"]),
            Route("/upload/v1/{file}", api.upload, methods=["POST"]),
            WebSocketRoute("/link", sockets.serve),
            *Page(workspace, changes, closing, examples).routes,
        ]
    )
    try:
        async with _serving(LocalOnly(web, base), listening):
            try:
                yield workspace
            finally:
                closing.set()
                changes.tell()
    finally:
        await courier.close()


def _socket_url(base: str, sockets: Sockets) -> str:
    return f"ws{base.removeprefix('http')}link?ticket={sockets.ticket()}"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self.stopping = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Waits to be stopped; uvicorn's own loop would look ten times a second."""
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops accepting before anything is closed: asyncio (3.11) leaks a connection that it accepted in the same
        turn in which its server closes, and a browser that reloads what changed does connect at the last moment."""
        loop = asyncio.get_running_loop()
        for listening in sockets or []:
            with suppress(NotImplementedError):  # Windows has another kind of loop
                loop.remove_reader(listening)
        for _ in range(ACCEPT_STEPS):
            await asyncio.sleep(0)
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)

    def cut(self, client: tuple[str, int] | None) -> None:
        """Breaks the connection of a client, by its address."""
        for connection in self.server_state.connections:
            if getattr(connection, "client", None) == client and connection.transport is not None:
                connection.transport.abort()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to the program that the workspace is embedded in."""
        yield


@asynccontextmanager
async def _serving(web: Any, listening: socket.socket) -> AsyncIterator[None]:
    async def cuttable(scope: Scope, receive: Receive, send: Send) -> None:
        scope[CUT] = partial(server.cut, scope.get("client"))
        await web(scope, receive, send)

    config = uvicorn.Config(
        cuttable,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        ws="websockets-sansio",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await server.ready.wait()
        yield
    finally:
        server.stopping.set()
        await serving
        listening.close()
