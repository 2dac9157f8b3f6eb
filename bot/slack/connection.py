"""One WebSocket of Socket Mode, from its opening to its end."""

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from aiohttp import WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger, type_and_place
from bot.slack.client import as_code
from bot.slack.in_flight import InFlight

PING_SECONDS = 2.5
"""slack_sdk notices a lost socket, and tries a failed handshake again, after this long."""
CONNECT_SECONDS = 6.0
"""How long an address may take to be connected to before another one is asked for."""
HELLO_SECONDS = 10.0
ACKNOWLEDGE_SECONDS = 3.0
"""Slack waits no longer."""
LOST = "lost"
"""The reason of an end of which Slack said nothing."""

log = get_logger("bot.slack.socket")


class Connection(SocketModeClient):
    """A client of slack_sdk that lives for one WebSocket. By itself slack_sdk would close it before it opens the next
    one, at once and without any pause however often Slack ends it; here its keeper is told, and opens another."""

    def __init__(self, app: AsyncApp, app_token: str, web_client: AsyncWebClient) -> None:
        super().__init__(app_token, app.logger, web_client, ping_interval=PING_SECONDS)
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[str] = loop.create_future()
        """Why it ended or will soon: Slack's reason, or LOST."""
        self.gone: asyncio.Future[None] = loop.create_future()
        """Nothing comes over it any more."""
        self.greeted: asyncio.Future[int | None] = loop.create_future()
        """How many connections of this app Slack counts."""
        self._app = app
        self._opened = False
        self._is_finishing = False
        self._unacknowledged = InFlight()
        self.socket_mode_request_listeners.append(self._handle)
        self.on_message_listeners.append(self._read)
        self.on_error_listeners.append(self._fail)

    async def open(self, address: str | None = None) -> None:
        """Connects, to `address` where one was asked for already. Raises TimeoutError, and whatever slack_sdk and
        aiohttp raise."""
        self.wss_uri = address or await self.issue_new_wss_url()
        async with asyncio.timeout(CONNECT_SECONDS):
            await self.connect()  # type: ignore[no-untyped-call]
        self._opened = True

    @property
    def is_open(self) -> bool:
        """Whether Slack can deliver over it."""
        return self._opened and not self.closed and not self.gone.done()

    async def hello(self) -> None:
        """Returns once Slack has greeted; without a greeting this is logged, and deliveries are taken all the same."""
        either: set[asyncio.Future[Any]] = {self.greeted, self.ended}
        done, _ = await asyncio.wait(either, timeout=HELLO_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            log.warning("no-hello", after=f"{HELLO_SECONDS:.0f}s")

    async def finish(self) -> None:
        """Takes nothing more, acknowledges what was taken, and closes. What still comes is not acknowledged, so Slack
        delivers an event once more, by another connection."""
        self._is_finishing = True
        await self._unacknowledged.finished(ACKNOWLEDGE_SECONDS)
        await self.close()  # type: ignore[no-untyped-call]

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """slack_sdk calls this where the WebSocket is closed or stale, and where Slack takes leave."""
        self._end(LOST)
        if not await self.is_connected() and not self.gone.done():
            self.gone.set_result(None)

    def _end(self, reason: str) -> None:
        if not self.ended.done():
            self.ended.set_result(reason)

    async def _fail(self, message: WSMessage) -> None:
        await self.connect_to_new_endpoint()

    async def _read(self, message: WSMessage) -> None:
        """Reads when Slack greets or takes leave (docs.slack.dev/apis/events-api/using-socket-mode)."""
        frame: Any = None
        if message.type is WSMsgType.TEXT:
            with suppress(ValueError):
                frame = json.loads(message.data)
        kind = frame.get("type") if isinstance(frame, dict) else None
        if kind == "hello" and not self.greeted.done():
            count = frame.get("num_connections")
            self.greeted.set_result(count if isinstance(count, int) else None)
        elif kind == "disconnect":
            self._end(as_code(frame.get("reason")))

    async def _handle(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        if self._is_finishing:
            return
        start = time.time()
        async with self._unacknowledged:
            response = await run_async_bolt_app(self._app, request)
            try:
                await send_async_response(client, request, response, start)
            except Exception as error:  # Slack delivers an event once more, by another connection
                log.warning("not-acknowledged", **type_and_place(error))
