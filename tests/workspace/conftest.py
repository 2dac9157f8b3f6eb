"""A workspace with a clock of its own, and Slack's own clients as its counterpart."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any

import pytest
import uvicorn
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.workspace import Workspace, serve_workspace

START = 1_800_000_000.0


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manifest() -> dict[str, Any]:
    command = {"command": "/cpt", "description": "Look up", "usage_hint": "a code", "should_escape": True}
    return {
        "display_information": {"name": "Codebook", "description": "Answers coding questions."},
        "features": {"bot_user": {"display_name": "Codebook"}, "slash_commands": [command]},
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "app_mentions:read", "im:history"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_mention", "message.im"]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@pytest.fixture
def everything() -> dict[str, Any]:
    """A manifest with all features that the workspace knows."""
    command = {"command": "/cpt", "description": "Look up", "should_escape": True}
    shortcut = {"name": "Ask about this", "type": "message", "callback_id": "ask_about", "description": "Looks it up"}
    scopes = ["commands", "chat:write", "app_mentions:read", "im:history", "im:write", "users:read", "files:write"]
    return {
        "display_information": {"name": "Codebook"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {"agent_description": "Answers coding questions."},
            "bot_user": {"display_name": "Codebook"},
            "slash_commands": [command],
            "shortcuts": [shortcut],
        },
        "oauth_config": {"scopes": {"bot": scopes, "bot_optional": ["assistant:write"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_mention", "message.im", "app_home_opened"]},
            "interactivity": {"is_enabled": True},
        },
    }


@pytest.fixture
async def workspace(manifest: dict[str, Any], clock: Clock) -> AsyncIterator[Workspace]:
    async with serve_workspace(manifest, now=clock, ack_seconds=0.4, retry_delays=(0.0, 0.05, 0.05)) as workspace:
        yield workspace


@pytest.fixture
async def web(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])


class App:
    """What an app received, and how it acknowledges: `answer` gives the payload of an acknowledgement, or raises
    Silence where none shall be sent."""

    def __init__(self) -> None:
        self.received: list[SocketModeRequest] = []
        self.answer: Callable[[SocketModeRequest], Any] = lambda request: None
        self._heard = asyncio.Condition()

    async def heard(self, count: int) -> None:
        """Returns once so many envelopes came."""
        async with asyncio.timeout(5), self._heard:
            await self._heard.wait_for(lambda: len(self.received) >= count)

    async def hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        async with self._heard:
            self.received.append(request)
            self._heard.notify_all()
        try:
            payload = self.answer(request)
        except Silence:
            return
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))


class Silence(Exception):
    """No acknowledgement."""


@pytest.fixture
def silence() -> Callable[[Any], Any]:
    def never(request: Any) -> Any:
        raise Silence

    return never


Connect = Callable[[], AbstractAsyncContextManager[tuple[App, SocketModeClient]]]


@pytest.fixture
def connect(workspace: Workspace) -> Connect:
    """Opens a Socket Mode connection with slack_sdk's client."""

    @asynccontextmanager
    async def connected() -> AsyncIterator[tuple[App, SocketModeClient]]:
        app = App()
        client = SocketModeClient(
            workspace.app_token, web_client=AsyncWebClient(base_url=workspace.api_url), ping_interval=0.3
        )
        client.socket_mode_request_listeners.append(app.hear)
        before = workspace.connections
        await client.connect()
        await workspace.wait_for(lambda: workspace.connections == before + 1)
        try:
            yield app, client
        finally:
            await client.close()

    return connected


class Endpoint:
    """A request URL that keeps what comes, and answers with `answer`."""

    def __init__(self) -> None:
        self.url = ""
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.answer: Callable[[], Awaitable[Response]] = self.ok

    async def ok(self) -> Response:
        return PlainTextResponse("")

    async def take(self, request: Request) -> Response:
        self.received.append((dict(request.headers), await request.body()))
        return await self.answer()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self.stopping = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.stopping.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@pytest.fixture
async def endpoint(workspace: Workspace) -> AsyncIterator[Endpoint]:
    """Has the workspace deliver over HTTP."""
    endpoint = Endpoint()
    web = Starlette(routes=[Route("/slack/events", endpoint.take, methods=["POST"])])
    server = _Server(uvicorn.Config(web, port=0, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve())
    await server.ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    endpoint.url = workspace.request_url = f"http://127.0.0.1:{port}/slack/events"
    yield endpoint
    server.stopping.set()
    await serving


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
