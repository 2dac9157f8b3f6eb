"""What the bot keeps, in a database that may be away."""

import asyncio
import time

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.context import NO_CONTEXT, Context
from bot.logs import get_logger, type_and_place
from bot.records.claims import Claims, LeftBehind, MessageKey
from bot.records.database import let_go, open_engine, prepare_file
from bot.records.expert_requests import ExpertRequests
from bot.records.gaps import Gaps
from bot.records.keeping import Keeping
from bot.records.look_ups import LookUps
from bot.records.presence import Presence
from bot.records.recent import RecentClaims
from bot.records.retention import DAY, USUAL, Retention, purge
from bot.records.revising import bring_up_to_date
from bot.records.set_clock import SetClock
from bot.records.state import RecordsState
from bot.records.threads import ThreadKey, Threads
from bot.records.votes import Votes
from bot.records.waiting import Waiting

VOTES_WAITING = 1_000
ANSWERED_WAITING = 10_000

DOUBTED_SECONDS = 3600.0
"""A clock that was set is not believed for this long: by one that is a year ahead for a moment, all would be old."""

GONE_SECONDS = (0.1, 0.3, 0.6)
"""A process that was killed a moment ago seems to be there until its connection is found to be gone: for so long it is
asked again whether a message that it took is free."""

NO_MESSAGE = MessageKey("", "", "")

log = get_logger("bot.records")


class Records:
    """The records of one process. No method raises where the database is away, full or broken: the first failure is
    logged in one line, duplicates are still dropped as far as this process has seen them, and votes and what was
    answered wait for its return."""

    def __init__(self, url: str, retention: Retention = USUAL) -> None:
        self._retention = retention
        self._engine: AsyncEngine = open_engine(url)
        self._keeping = Keeping(self._prepare, self._write_anything)
        self._keep = self._keeping.keep
        self._presence = Presence(self._engine)
        self._claims = Claims(self._engine, self._presence)
        self._threads = Threads(self._engine, self._retention)
        self._recent = RecentClaims()
        self._answered = Waiting(self._keep, "answered", ANSWERED_WAITING)
        self._votes = Waiting(self._keep, "votes", VOTES_WAITING)
        self._tending: asyncio.Task[None] | None = None
        self.votes = Votes(self._engine, self._keep, self._votes)
        self.gaps = Gaps(self._engine, self._keep)
        self.expert_requests = ExpertRequests(self._engine, self._keep)
        self.look_ups = LookUps(self._engine, self._keep, self._retention)

    @property
    def state(self) -> RecordsState:
        """Whether the database is there, and what waits for it."""
        away = self._keeping.away
        return RecordsState(
            away_since=away.since if away else None,
            reason=away.reason if away else "",
            votes_waiting=len(self._votes),
            votes_dropped=self._votes.dropped,
        )

    @property
    def engine(self) -> AsyncEngine:
        """The database, for what keeps tables of its own there."""
        return self._engine

    async def open(self) -> None:
        """Makes or upgrades the tables, gives back what an earlier process left unanswered, and forgets what is old,
        now and daily."""
        await self._keep(self._probe, None)
        self._tending = asyncio.create_task(self._tend())

    async def close(self) -> None:
        """Writes what still waits, where the database is there, and lets go of it."""
        if self._tending is not None:
            self._tending.cancel()
            await asyncio.gather(self._tending, return_exceptions=True)
        self._keeping.hurry()
        for waiting in (self._votes, self._answered):
            await waiting.flush()
            waiting.give_up()
        await self._keeping.close()
        await let_go(self._presence.close)
        await let_go(self._engine.dispose)

    @property
    def is_away(self) -> bool:
        """Whether the database failed when it was last used."""
        return self._keeping.is_away

    async def claim(self, key: MessageKey, thread: str | None = None) -> bool:
        """True where the message is to be answered now; False where it was answered or is being answered. Of a
        question, `thread` is where its answer goes ("" is outside of any), so that it may be left behind."""
        if not self._recent.take(key):
            return False
        for pause in (*GONE_SECONDS, 0.0):
            if await self._keep(lambda: self._claims.take(key, thread), True):
                return True
            if await self.is_answered(key):
                return False
            await asyncio.sleep(pause)
        # Whoever is at it may yet be gone: the next delivery asks the database, and not this process's memory.
        self._recent.release(key)
        return False

    async def left_behind(self) -> list[LeftBehind]:
        """The questions of processes that were killed; whoever claims one may tell its asker."""
        return await self._keep(self._claims.left_behind, [])

    async def answered(self, key: MessageKey) -> None:
        """Closes a claim: no other delivery of the message is answered."""
        if not await self._keep(lambda: self._claims.answered(key), False):
            self._answered.add(lambda waited: self._claims.answered(key))

    async def is_answered(self, key: MessageKey) -> bool:
        """True where a claim is closed; False where its answer is on its way, and where the database is away."""
        return await self._keep(lambda: self._claims.is_answered(key), False)

    async def release(self, key: MessageKey) -> None:
        """Gives a claim back after an answer that certainly did not arrive."""
        self._recent.release(key)
        await self._keep(lambda: self._claims.release(key), None)

    async def recall(self, thread: ThreadKey) -> Context:
        """What the thread was about."""
        return await self._keep(lambda: self._threads.recall(thread), NO_CONTEXT)

    async def remember(self, thread: ThreadKey, context: Context) -> None:
        """Keeps what the thread is about now."""
        await self._keep(lambda: self._threads.remember(thread, context), None)

    async def _prepare(self) -> None:
        prepare_file(self._engine)
        await bring_up_to_date(self._engine)
        await self._presence.announce()
        if self._engine.dialect.name == "sqlite":
            await self._claims.release_earlier()
        await purge(self._engine, self._retention)

    async def _tend(self) -> None:
        """Looks after the database, so that its state is known and what waits is written also while nobody asks."""
        purged, clock = time.monotonic(), SetClock()
        while True:
            await self._keeping.pause()
            try:
                if by := clock.set_by():
                    log.warning("clock-set", seconds=round(by), purged_in=f"{DOUBTED_SECONDS:.0f}s")
                    purged = time.monotonic() - DAY + DOUBTED_SECONDS
                await self._keep(self._probe, None)
                await self._answered.flush()
                await self._votes.flush()
                if time.monotonic() - purged > DAY and await self._keep(self._purge, False):
                    purged = time.monotonic()
            except Exception as error:  # a fault of ours or of a driver's must not end this
                log.error("tending-failed", **type_and_place(error))

    async def _purge(self) -> bool:
        await purge(self._engine, self._retention)
        return True

    async def _write_anything(self) -> None:
        await self._claims.answered(NO_MESSAGE)

    async def _probe(self) -> None:
        await self._presence.announce()
        async with self._engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
