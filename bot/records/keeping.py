"""Work on a database that may be away, full or broken."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger, type_and_place
from bot.records.failures import FAILURES, NewerDatabase, is_conflict, is_refused

PATIENCE_SECONDS = 2.0
"""How long an answer waits for the database before it goes on without."""

RETRY_SECONDS = 15.0
"""How long a database that failed is left alone at most, so that each answer does not wait for it again."""

LEAST_RETRY_SECONDS, TIMES_AS_LONG = 1.0, 10
"""It is left alone ten times as long as its failure took: one that refuses at once is asked again soon."""

TRIES = 3
"""Of work that was rolled back for the sake of another transaction."""

Found = TypeVar("Found")
log = get_logger("bot.records")


class Keep(Protocol):
    """Does a piece of work on the database; gives `otherwise`, and raises nothing, where the database fails."""

    async def __call__(self, work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found: ...


@dataclass(frozen=True)
class Away:
    """A database that cannot be used."""

    since: float
    """Seconds since 1970."""
    reason: str
    """The type of the first failure."""


class Keeping:
    """The one way to the database. `prepare` is done once before the first piece of work; it may take longer than an
    answer waits, and then goes on beside the answers. `write` writes anything: what can only be read, as on a full
    disk, is not back."""

    def __init__(self, prepare: Callable[[], Awaitable[None]], write: Callable[[], Awaitable[object]]) -> None:
        self._prepare = prepare
        self._write = write
        self._preparing: asyncio.Task[None] | None = None
        self._ready = False
        self._away_until = 0.0
        self._has_failed = asyncio.Event()
        self.away: Away | None = None

    @property
    def is_away(self) -> bool:
        """Whether the last piece of work that reached the database failed."""
        return self._away_until > 0

    async def keep(self, work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found:
        """As Keep promises. The first failure is logged in one line, and so is the return."""
        if time.monotonic() < self._away_until:
            return otherwise
        began = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._prepared()
                if self.away is not None:
                    await self._write()
                found = await _tried(work)
        except FAILURES as error:
            if is_refused(error):
                log.error("record-refused", **type_and_place(error))
            else:
                self._failed(error, began)
            return otherwise
        self._succeeded()
        return found

    async def pause(self) -> None:
        """Sleeps until it is time to look after the database: as soon as it was left alone for long enough, also where
        it fails meanwhile."""
        self._has_failed.clear()
        if not self.is_away:
            with suppress(TimeoutError):
                async with asyncio.timeout(RETRY_SECONDS):
                    await self._has_failed.wait()
        await asyncio.sleep(max(0.0, self._away_until - time.monotonic()))

    def hurry(self) -> None:
        """Lets the next piece of work try the database, even if that failed a moment ago."""
        self._away_until = 0.0

    async def close(self) -> None:
        """Ends a preparation that is under way."""
        if self._preparing is not None:
            self._preparing.cancel()
            await asyncio.gather(self._preparing, return_exceptions=True)

    async def _prepared(self) -> None:
        if self._ready:
            return
        if self._preparing is None:
            self._preparing = asyncio.create_task(self._prepare_once())
        await asyncio.shield(self._preparing)

    async def _prepare_once(self) -> None:
        began = time.monotonic()
        try:
            await self._prepare()
            self._ready = True
            self.hurry()
        except FAILURES as error:
            self._failed(error, began)
            raise
        finally:
            self._preparing = None

    def _failed(self, error: BaseException, began: float) -> None:
        now = time.monotonic()
        left_alone = min(max(LEAST_RETRY_SECONDS, TIMES_AS_LONG * (now - began)), RETRY_SECONDS)
        self._away_until = now + left_alone
        self._has_failed.set()
        if self.away is None:
            self.away = Away(time.time(), type(error).__name__)
            _log_away(error, left_alone)

    def _succeeded(self) -> None:
        if self.away is not None:
            self.hurry()
            log.warning("records-back", away=f"{time.time() - self.away.since:.0f}s")
            self.away = None


async def _tried(work: Callable[[], Awaitable[Found]]) -> Found:
    for _ in range(TRIES - 1):
        try:
            return await work()
        except SQLAlchemyError as error:
            if not is_conflict(error):
                raise
    return await work()


def _log_away(error: BaseException, left_alone: float) -> None:
    if isinstance(error, NewerDatabase):
        mend = "install the version that wrote this database; questions are answered without records until then"
        log.error("records-newer", revision=error.revision, known=error.known, mend=mend)
    else:
        log.error("records-away", **type_and_place(error), retried_in=f"{left_alone:.0f}s")
