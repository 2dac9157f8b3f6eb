"""Socket Mode (docs.slack.dev/apis/events-api/using-socket-mode): connections that the app opens."""

import asyncio
import json
import random
import secrets
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.journal import Changes

MOST_CONNECTIONS = 10
CLOSE_AFTER_WARNING = 10.0
REASONS = ("warning", "refresh_requested", "too_many_websockets", "link_disabled")


class ConnectionLost(Exception):
    """The connection closed before the envelope was acknowledged."""


class Connection:
    """One WebSocket of the app, with the envelopes that it has not acknowledged yet."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.waiting: dict[str, asyncio.Future[Any]] = {}

    async def send(self, frame: dict[str, Any]) -> None:
        """Sends one frame of JSON. Raises ConnectionLost."""
        try:
            await self.websocket.send_text(json.dumps(frame))
        except (RuntimeError, WebSocketDisconnect) as error:
            raise ConnectionLost from error

    async def ask(self, frame: dict[str, Any]) -> Any:
        """Sends an envelope and returns the payload of its acknowledgement, or None. Raises ConnectionLost."""
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.waiting[frame["envelope_id"]] = answer
        try:
            await self.send(frame)
            return await answer
        finally:
            self.waiting.pop(frame["envelope_id"], None)

    def hear(self, text: str) -> None:
        """Takes a frame of the app: the acknowledgement of an envelope. Others are passed over, as Slack does."""
        with suppress(ValueError):
            frame = json.loads(text)
            answer = self.waiting.get(str(frame.get("envelope_id"))) if isinstance(frame, dict) else None
            if answer is not None and not answer.done():
                answer.set_result(frame.get("payload"))

    def lost(self) -> None:
        """Fails whoever waits for an acknowledgement."""
        for answer in self.waiting.values():
            if not answer.done():
                answer.set_exception(ConnectionLost())


class Sockets:
    """All open connections. Each envelope goes to one of them at random."""

    def __init__(self, changes: Changes, app_id: str) -> None:
        self._changes = changes
        self._app_id = app_id
        self._tickets: set[str] = set()
        self.open: list[Connection] = []
        self.turned_away_for: str | None = None
        """The reason for which Slack takes leave of each connection at once after its greeting; None: it does not."""

    def ticket(self) -> str:
        """What an address of apps.connections.open is good for: one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    def any(self) -> Connection | None:
        """One of the open connections."""
        return random.choice(self.open) if self.open else None

    async def serve(self, websocket: WebSocket) -> None:
        """Serves a connection from its opening to its end."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close(1008)
            return
        self._tickets.remove(ticket)
        await websocket.accept()
        connection = Connection(websocket)
        if len(self.open) >= MOST_CONNECTIONS:
            await self._dismiss(connection, "too_many_websockets", 0)
            return
        self.open.append(connection)
        try:
            await connection.send(self._hello())
            self._changes.tell()
            if self.turned_away_for is not None:
                await self._dismiss(connection, self.turned_away_for, 0)
            while True:
                connection.hear(await websocket.receive_text())
        except (WebSocketDisconnect, ConnectionLost, RuntimeError):
            pass
        finally:
            self._forget(connection)

    async def disconnect(self, reason: str | None, close_after: float | None = None, most: int | None = None) -> None:
        """Takes leave of every open connection, or of the `most` oldest: a frame with the reason (none where it is
        None), then the close. After a "warning" Slack closes about ten seconds later; `close_after` in seconds says
        otherwise."""
        if close_after is None:
            close_after = CLOSE_AFTER_WARNING if reason == "warning" else 0.0
        await asyncio.gather(*(self._dismiss(connection, reason, close_after) for connection in self.open[:most]))

    async def _dismiss(self, connection: Connection, reason: str | None, close_after: float) -> None:
        with suppress(ConnectionLost, RuntimeError, WebSocketDisconnect):
            if reason is not None:
                await connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}})
            if close_after:
                await asyncio.sleep(close_after)
            self._forget(connection)
            await connection.websocket.close(1000)

    def _forget(self, connection: Connection) -> None:
        connection.lost()
        if connection in self.open:
            self.open.remove(connection)
            self._changes.tell()

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }
