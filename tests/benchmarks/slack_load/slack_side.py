"""Slack's side of the measurement: takes answers at response_url, holds sockets, knows the bot, and checks nothing."""

import asyncio
import json
import secrets
import time
from typing import Any

import aiohttp
from aiohttp import web

from bot.workspace.socket_envelopes import command_envelope
from tests.benchmarks.slack_load.commands import APP, BOT, BOT_USER, TEAM, Command


class SlackSide:
    """Listens on a free port of loopback between `open` and `close`. Each process that is measured has a name, which
    stands in its API address."""

    def __init__(self) -> None:
        self._waiting: dict[int, asyncio.Future[float]] = {}
        self._acks: dict[str, asyncio.Future[float]] = {}
        self._sockets: dict[str, web.WebSocketResponse] = {}
        self._runner = web.ServerRunner(web.Server(self._serve))
        self._base = ""
        self.lost = 0
        """Commands that were not acknowledged, or not answered."""
        self.twice = 0
        """Answers to a command that was answered already."""

    async def open(self) -> None:
        """Begins to listen."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=1)
        await site.start()
        self._base = f"127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Ends all connections."""
        await self._runner.cleanup()

    def api_url(self, name: str) -> str:
        """Where a process of this name calls Slack."""
        return f"http://{self._base}/{name}/api/"

    @property
    def response_url(self) -> str:
        """Where a command is answered, with a place for its number."""
        return f"http://{self._base}/commands/{{number}}"

    def answer_of(self, command: Command) -> asyncio.Future[float]:
        """Done with the moment when the answer has come whole. Call it before the command is sent."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting[command.number] = answer
        return answer

    def is_connected(self, name: str) -> bool:
        """Whether the process of this name has opened its socket."""
        return name in self._sockets

    async def deliver(self, name: str, command: Command) -> float:
        """Sends a command over the socket of a process; the moment of its acknowledgement."""
        envelope = command_envelope(dict(command.payload))
        ack = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = ack
        await self._sockets[name].send_str(json.dumps(envelope))
        acked: float = await ack
        return acked

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        first, _, rest = request.path.strip("/").partition("/")
        if first == "commands":
            return await self._take_answer(int(rest), request)
        match rest:
            case "link":
                return await self._hold_socket(first, request)
            case "api/apps.connections.open":
                return web.json_response({"ok": True, "url": f"ws://{self._base}/{first}/link"})
            case "api/auth.test":
                url = f"http://{self._base}/"
                known = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "team": "measured", "user": "codebook"}
                return web.json_response({"ok": True, "url": url, **known, "is_enterprise_install": False})
            case _:
                return web.json_response({"ok": False, "error": "unknown_method"})

    async def _take_answer(self, number: int, request: web.BaseRequest) -> web.StreamResponse:
        await request.read()
        waiting = self._waiting.pop(number, None)
        if waiting is None:
            self.twice += 1
        elif not waiting.done():
            waiting.set_result(time.perf_counter())
        return web.Response(text="ok")

    async def _hold_socket(self, name: str, request: web.BaseRequest) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        hello: dict[str, Any] = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}}
        hello["debug_info"] = {"host": f"applink-{secrets.token_hex(2)}", "approximate_connection_time": 18060}
        await socket.send_str(json.dumps(hello))
        self._sockets[name] = socket
        async for frame in socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                ack = self._acks.pop(str(json.loads(frame.data).get("envelope_id")), None)
                if ack is not None and not ack.done():
                    ack.set_result(time.perf_counter())
        self._sockets.pop(name, None)
        return socket
