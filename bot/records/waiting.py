"""What is to be written while the database is away: it waits in memory, in order and up to a bound."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger, type_and_place
from bot.records.failures import is_refused
from bot.records.keeping import Keep

Write = Callable[[bool], Awaitable[bool]]
"""Writes to the database, told whether it had to wait, and says whether that changed anything. May raise
SQLAlchemyError or OSError; done twice it is as if done once."""

log = get_logger("bot.records")


class Waiting:
    """Writes of one kind. At most so many wait; beyond that the oldest are dropped."""

    def __init__(self, keep: Keep, kind: str, most: int) -> None:
        self._keep = keep
        self._kind = kind
        self._most = most
        self._turn = asyncio.Lock()
        self._writes: deque[Write] = deque()
        self.dropped = 0
        """How many were dropped since the start."""

    def __len__(self) -> int:
        return len(self._writes)

    async def in_order(self, write: Write) -> bool:
        """Writes after all that came before. True where that changed something, or waits for the database."""
        async with self._turn:
            if not self._writes:
                written = await self._keep(lambda: _written(write, False), None)
                if written is not None:
                    return written
            self.add(write)
            return True

    def add(self, write: Write) -> None:
        """Lets it wait for the database."""
        if len(self._writes) >= self._most:
            self._writes.popleft()
            if self.dropped == 0:
                log.error("records-dropping", kind=self._kind, waiting=self._most)
            self.dropped += 1
        self._writes.append(write)

    async def flush(self) -> None:
        """Writes what waits, oldest first, as far as the database is there."""
        count = 0
        while self._writes and await self._write_oldest():
            count += 1
        if count:
            log.warning("records-caught-up", kind=self._kind, written=count, dropped=self.dropped)

    async def _write_oldest(self) -> bool:
        async with self._turn:
            if not self._writes:
                return False
            write, written = self._writes.popleft(), None
            try:
                written = await self._keep(lambda: _written(write, True), None)
            finally:
                if written is None:
                    self._writes.appendleft(write)
            return written is not None

    def give_up(self) -> None:
        """Says in the log how many are lost, where any still wait."""
        if self._writes:
            log.error("records-lost", kind=self._kind, count=len(self._writes), dropped=self.dropped)


async def _written(write: Write, waited: bool) -> bool:
    """As the write says; False where the database refuses this one, for it would refuse it for ever."""
    try:
        return await write(waited)
    except SQLAlchemyError as error:
        if not is_refused(error):
            raise
        log.error("record-refused", **type_and_place(error))
        return False
