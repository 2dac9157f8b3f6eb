"""Connections on which no whole request arrives: closed, since uvicorn waits for ever for one that trickles.

Slack sends a delivery in one piece and gives up on it after three seconds; so does a proxy that has all of it before it
passes it on. Whoever takes longer only keeps a connection from others.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

REQUEST_SECONDS = 10.0
"""For all of a request, and for the next one on a connection that is kept."""

MOST_WAITING = 500
"""Connections that may wait for the rest of a request at once; above it the oldest are closed. Processes may often open
1,024 files, and those for Slack and the database are among them."""


class Overdue:
    """Finds out, when it is asked, which of uvicorn's connections have waited too long. `clock` gives seconds."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._waiting: dict[Any, tuple[Any, float]] = {}
        """The request that was begun last on each, and since when it is that one; the oldest first."""

    def close(self, connections: Iterable[Any]) -> int:
        """Closes what is overdue, of all open connections, and returns how many that were."""
        now = self._clock()
        waiting = {connection: connection.cycle for connection in connections if _waits(connection)}
        self._waiting = {
            connection: (cycle, since)
            for connection, (cycle, since) in self._waiting.items()
            if connection in waiting and waiting[connection] is cycle
        }
        for connection, cycle in waiting.items():
            self._waiting.setdefault(connection, (cycle, now))
        late = [connection for connection, (_, since) in self._waiting.items() if now - since > self._seconds]
        above = list(self._waiting)[: max(0, len(self._waiting) - self._most)]
        closed = dict.fromkeys([*late, *above])
        for connection in closed:
            connection.transport.abort()
        return len(closed)


def _waits(connection: Any) -> bool:
    """Whether it waits for a request or the rest of one; not while one is answered."""
    cycle = connection.cycle
    return connection.transport is not None and (cycle is None or cycle.more_body or cycle.response_complete)
