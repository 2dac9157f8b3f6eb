"""Socket Mode: Slack's deliveries over a WebSocket that the bot opens, so that it needs no public address."""

import asyncio
import json
import logging
from contextlib import suppress
from typing import Any

from aiohttp import WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.logs import fields
from bot.slack.app import StartFault
from bot.slack.client import as_code, failure_of

PING_SECONDS = 2.5
"""slack_sdk notices a lost socket, and tries a failed connection again, after this long."""

FRESH_SECONDS = 10
"""How long a connection may be away before another address is asked for."""

log = logging.getLogger("bot.slack.socket")


async def serve_socket(app: AsyncApp, app_token: str, stop: asyncio.Event) -> None:
    """Receives until `stop`, then closes the socket; what is in flight goes on. Raises StartFault where Slack refuses
    the app-level token or cannot be reached at the start; later losses are reconnected."""
    handler = AsyncSocketModeHandler(app, app_token, logger=app.logger, ping_interval=PING_SECONDS)
    client = handler.client
    client.on_message_listeners.append(_log_frame)
    watch = None
    try:
        client.wss_uri = await _first_address(client)
        connecting = asyncio.create_task(client.connect())  # type: ignore[no-untyped-call]
        watch = asyncio.create_task(_watch(client))
        await stop.wait()
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
    finally:
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _first_address(client: SocketModeClient) -> str:
    # connect() goes on for ever where the token is refused, so the first address is asked for here.
    handlers, client.web_client.retry_handlers = client.web_client.retry_handlers, []
    try:
        return await client.issue_new_wss_url()
    except SlackApiError as error:
        code = failure_of(error).code
        raise StartFault(
            f"Slack refused SLACK_APP_TOKEN: {code}. It must be an app-level token of this app with "
            "connections:write, and Socket Mode must be on."
        ) from None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        code = failure_of(error).code
        raise StartFault(f"Slack cannot be reached for Socket Mode: {code}. Check the network.") from None
    finally:
        client.web_client.retry_handlers = handlers


async def _watch(client: SocketModeClient) -> None:
    """Logs losses and returns of the connection, and has connect() ask for another address where the one it has does
    not work: it would try the same one for ever."""
    connected, away = False, 0
    while True:
        await asyncio.sleep(1)
        before, connected = connected, await client.is_connected()
        if before and not connected:
            log.warning(fields("connection-lost"))
        elif connected and away:
            log.info(fields("connection-held", after=f"{away}s"))
        away = 0 if connected else away + 1
        if away and away % FRESH_SECONDS == 0:
            client.wss_uri = None


async def _log_frame(message: WSMessage) -> None:
    """Says when Slack greets or takes leave (docs.slack.dev/apis/events-api/using-socket-mode)."""
    frame: Any = None
    if message.type is WSMsgType.TEXT:
        with suppress(ValueError):
            frame = json.loads(message.data)
    if not isinstance(frame, dict):
        return
    if frame.get("type") == "hello":
        count = frame.get("num_connections")
        log.info(fields("connected", mode="socket", connections=count if isinstance(count, int) else None))
    elif frame.get("type") == "disconnect":
        log.info(fields("disconnected", reason=as_code(frame.get("reason"))))
