"""How a connection can go wrong, against a server that says what a test wants."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web

from bot.doctor.app_token import check_app_token
from bot.doctor.finding import Finding, Status
from bot.settings import read_settings

Serve = Callable[[web.WebSocketResponse], Awaitable[None]]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def slack(serve: Serve | None, status: int = 200) -> AsyncIterator[str]:
    """The root of an API that opens a connection on which `serve` speaks; None answers with the status instead."""
    runner = web.AppRunner(web.Application(), shutdown_timeout=0.1)

    async def opened(request: web.Request) -> web.Response:
        address = f"ws://{request.host}/link?ticket=secret-ticket"
        return web.json_response({"ok": True, "url": address})

    async def link(request: web.Request) -> web.StreamResponse:
        if serve is None:
            return web.Response(status=status)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        await serve(connection)
        return connection

    runner.app.router.add_post("/api/apps.connections.open", opened)
    runner.app.router.add_get("/link", link)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        await runner.cleanup()


async def found(serve: Serve | None, status: int = 200) -> list[Finding]:
    """What is found where `serve` speaks."""
    async with slack(serve, status) as address:
        settings = read_settings(SLACK_APP_TOKEN="xapp-invented", SLACK_API_URL=address)
        findings = await check_app_token(settings)
    assert "secret-ticket" not in str(findings)
    return findings


def says(*frames: Mapping[str, object]) -> Serve:
    """Sends the frames, then waits for the close."""

    async def serve(connection: web.WebSocketResponse) -> None:
        for frame in frames:
            await connection.send_str(json.dumps(frame))
        async for message in connection:
            raise AssertionError(f"Nothing was to be sent, and {message.type} came.")

    return serve


async def test_what_comes_before_the_greeting_is_not_acknowledged() -> None:
    event = {"envelope_id": "1", "type": "events_api", "payload": {}}
    hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A1"}}
    token, connections = await found(says(event, hello))
    assert token.status is Status.OK and "the app A1" in token.what
    assert connections.status is Status.OK


async def test_a_greeting_without_a_count() -> None:
    _, connections = await found(says({"type": "hello"}))
    assert connections.status is Status.LOOK
    assert connections.what == "Slack did not say how many are open."


@pytest.mark.parametrize(
    ("reason", "what", "do"),
    [
        ("link_disabled", "Socket Mode is off.", "Turn Socket Mode on"),
        ("too_many_websockets", "Ten connections are open", "Stop the other processes"),
        ("refresh_requested", "Slack takes it, but closes the connection: refresh_requested.", "Look again"),
    ],
)
async def test_slack_takes_leave_at_once(reason: str, what: str, do: str) -> None:
    (finding,) = await found(says({"type": "disconnect", "reason": reason}))
    assert finding.status is Status.BAD
    assert finding.what.startswith(what) and finding.do.startswith(do)


async def test_a_connection_that_is_cut() -> None:
    async def cut(connection: web.WebSocketResponse) -> None:
        await connection.close(code=aiohttp.WSCloseCode.GOING_AWAY)

    (finding,) = await found(cut)
    assert finding.status is Status.BAD
    assert "closes the connection" in finding.what


async def test_no_greeting_comes() -> None:
    (finding,) = await found(says())
    assert finding.status is Status.BAD
    assert finding.what == "Slack takes it, but 127.0.0.1 cannot be reached by WebSocket: no answer came within 3 s."
    assert finding.do.startswith("Allow outgoing WebSockets")


async def test_a_proxy_refuses_the_websocket() -> None:
    (finding,) = await found(None, status=403)
    assert "the WebSocket was refused with HTTP 403" in finding.what
