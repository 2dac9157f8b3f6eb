"""HTTP: Slack's deliveries to `POST /slack/events`, by Starlette on uvicorn."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.logs import get_logger, type_and_place
from bot.slack.app import StartFault
from bot.slack.deliveries import STALE_SECONDS, may_be_signed, read_delivery, seconds_ahead
from bot.slack.framing import OneLength
from bot.slack.overdue import MOST_WAITING, REQUEST_SECONDS, Overdue

BODY_BYTES = 1024 * 1024
"""Slack's largest deliveries are far below; without a limit one request could fill the memory."""

log = get_logger("bot.slack.http")


class _TooLarge(Exception):
    pass


def build_web(app: AsyncApp, more: Sequence[BaseRoute] = ()) -> Starlette:
    """The web application: Slack's deliveries, and `more` for others."""

    async def slack_events(request: Request) -> Response:
        if not may_be_signed(request.headers):
            return _refused(401, "signature")
        try:
            delivery = read_delivery(request.headers, await _body(request))
            response = to_starlette_response(await app.async_dispatch(delivery))
        except _TooLarge:
            return _refused(413, "too-large")
        except ClientDisconnect:
            return _refused(400, "disconnected")
        except Exception as error:  # Bolt parses before it verifies: whatever was sent, it is no delivery of Slack's
            log.warning("unreadable-request", **type_and_place(error))
            return PlainTextResponse("unreadable", status_code=400)
        if response.status_code == 401:
            ahead = seconds_ahead(request.headers)
            reason = {"reason": "stale", "seconds": ahead} if abs(ahead) > STALE_SECONDS else {"reason": "signature"}
            log.warning("request-refused", status=401, **reason)
        return response

    web = Starlette(
        routes=[Route("/slack/events", slack_events, methods=["POST"]), *more], middleware=[Middleware(OneLength)]
    )
    # A redirect would repeat host and query of whoever asks.
    web.router.redirect_slashes = False
    return web


async def _body(request: Request) -> bytes:
    """The whole body. Raises _TooLarge where it is longer than the limit, once all of it has come, and nothing above
    the limit is kept: uvicorn fails on what follows an answer that came before the end."""
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        body += chunk[: max(0, BODY_BYTES - len(body))]
    if length > BODY_BYTES:
        raise _TooLarge
    return bytes(body)


def _refused(status: int, reason: str) -> Response:
    log.warning("request-refused", status=status, reason=reason)
    return PlainTextResponse(reason, status_code=status)


def listen(host: str, port: int, mend: str = "Choose another with --host and --port.") -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises StartFault, with the way to mend it, where the address cannot
    be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not an address"
        raise StartFault(f"Cannot listen on {host} port {port}: {reason}. {mend}") from None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._overdue = Overdue(REQUEST_SECONDS, MOST_WAITING)

    async def on_tick(self, counter: int) -> bool:
        """Ten times a second."""
        if closed := self._overdue.close(self.server_state.connections):
            log.warning("connections-closed", reason="slow", count=closed)
        return await super().on_tick(counter)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to whoever runs us: uvicorn would raise them again before anything in flight is finished."""
        yield


async def serve_http(
    web: Starlette, listening: socket.socket, stop: asyncio.Event, patience: int, event: str = "connected"
) -> None:
    """Serves until `stop`; then takes no more requests and gives the open ones `patience` seconds. The address is
    logged under the name of `event`."""
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=patience,
        ws="none",
    )
    server = _Server(config)

    async def stop_server() -> None:
        await stop.wait()
        server.should_exit = True

    stopping = asyncio.create_task(stop_server())
    try:
        host, port = listening.getsockname()[:2]
        log.info(event, mode="http", host=host, port=port)
        await server.serve(sockets=[listening])
    finally:
        stopping.cancel()
        await asyncio.gather(stopping, return_exceptions=True)
        listening.close()
