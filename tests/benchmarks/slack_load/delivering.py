"""How commands reach the processes that are measured: over HTTP or over their sockets, in turn."""

import asyncio
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from tests.benchmarks.slack_load.commands import Command, signed_request
from tests.benchmarks.slack_load.slack_side import SlackSide

KEPT_SECONDS = 2.0
"""How long a connection may be idle and still be used: well below what uvicorn grants, which closes it after five."""

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


class NotAcknowledged(Exception):
    """The app answered with another status than 200."""


class Door(Protocol):
    """A way to one or more processes of one kind, which have the commands in turn."""

    async def deliver(self, command: Command) -> float:
        """Sends a command; the moment of its acknowledgement. Raises NotAcknowledged."""


class SocketDoor:
    """Over the sockets that the processes of these names have opened."""

    def __init__(self, slack: SlackSide, names: Sequence[str]) -> None:
        self._slack = slack
        self._names = names

    async def deliver(self, command: Command) -> float:
        """As Door says."""
        return await self._slack.deliver(self._names[command.number % len(self._names)], command)


class HttpDoor:
    """Over HTTP to these ports, by connections that are kept. A client of few lines, so that on a machine of two
    cores it leaves time to what it measures."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = ports
        self._idle: dict[int, list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]]] = {
            port: [] for port in ports
        }

    async def deliver(self, command: Command) -> float:
        """As Door says."""
        port = self._ports[command.number % len(self._ports)]
        reader, writer = await self._connection(port)
        writer.write(signed_request(command, f"127.0.0.1:{port}"))
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        acked = time.perf_counter()
        self._idle[port].append((acked, reader, writer))
        if head.split(b" ", 2)[1] != b"200":
            raise NotAcknowledged
        return acked

    async def close(self) -> None:
        """Closes the connections."""
        for idle in self._idle.values():
            for _, _, writer in idle:
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()
            idle.clear()

    async def _connection(self, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        idle = self._idle[port]
        while idle:
            since, reader, writer = idle.pop()
            if since > time.perf_counter() - KEPT_SECONDS and not writer.is_closing():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", port)
