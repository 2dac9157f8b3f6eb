"""A bare Bolt app that says what it was sent: in the acknowledgement, or by its response_url after it.

Run: python -m tests.benchmarks.slack_load.echo {ack,post} {http,socket} API_URL
"""

import asyncio
import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.http import listen
from tests.benchmarks.slack_load.commands import APP_TOKEN, BOT_TOKEN, COMMAND, SECRET


def build_echo(answer: str, api_url: str) -> AsyncApp:
    """The app."""
    app = AsyncApp(signing_secret=SECRET, client=AsyncWebClient(token=BOT_TOKEN, base_url=api_url))
    if answer == "ack":

        @app.command(COMMAND)
        async def say_in_ack(ack: AsyncAck, command: dict[str, Any]) -> None:
            await ack(command["text"])
    else:

        @app.command(COMMAND)
        async def say_after_ack(ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond) -> None:
            await ack()
            await respond(command["text"])

    return app


async def main() -> None:
    answer, mode, api_url = sys.argv[1:]
    app = build_echo(answer, api_url)
    if mode == "socket":
        await AsyncSocketModeHandler(app, APP_TOKEN).start_async()
        return
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    listening = listen("127.0.0.1", 0)
    print(f"port={listening.getsockname()[1]}", flush=True)
    config = uvicorn.Config(web, log_config=None, access_log=False, lifespan="off", server_header=False, ws="none")
    await uvicorn.Server(config).serve(sockets=[listening])


if __name__ == "__main__":
    asyncio.run(main())
