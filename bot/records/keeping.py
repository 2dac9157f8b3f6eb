"""Work on a database that may be away, full or broken."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.logs import fields, type_and_place

PATIENCE_SECONDS = 2.0
"""How long an answer waits for the database before it goes on without."""

RETRY_SECONDS = 15.0
"""How long a database that failed is left alone, so that each answer does not wait for it again."""

Found = TypeVar("Found")
log = logging.getLogger("bot.records")


class Keep(Protocol):
    """Does a piece of work on the database; gives `otherwise`, and raises nothing, where the database fails."""

    async def __call__(self, work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found: ...


class Keeping:
    """The one way to the database. `prepare` is done before the first piece of work that reaches it."""

    def __init__(self, prepare: Callable[[], Awaitable[None]]) -> None:
        self._prepare = prepare
        self._ready = False
        self._away_until = 0.0

    @property
    def is_away(self) -> bool:
        """Whether the last piece of work that reached the database failed."""
        return self._away_until > 0

    async def keep(self, work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found:
        """As Keep promises. The first failure is logged in one line, and so is the return."""
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                if not self._ready:
                    await self._prepare()
                    self._ready = True
                found = await work()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            self._away_until = time.monotonic() + RETRY_SECONDS
            log.error(fields("records-away", **type_and_place(error), retried_in=f"{RETRY_SECONDS:.0f}s"))
            return otherwise
        if self._away_until:
            self._away_until = 0.0
            log.warning(fields("records-back"))
        return found
