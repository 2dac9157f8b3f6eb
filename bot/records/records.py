"""What the bot keeps, in a database that may be away."""

import asyncio
import secrets

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.context import NO_CONTEXT, Context
from bot.records.claims import Claims, MessageKey
from bot.records.database import open_engine, prepare_file
from bot.records.expert_requests import ExpertRequests
from bot.records.gaps import Gaps
from bot.records.keeping import Keeping
from bot.records.look_ups import LookUps
from bot.records.recent import RecentClaims
from bot.records.tables import metadata
from bot.records.threads import ThreadKey, Threads
from bot.records.votes import Votes

DAY = 24 * 3600.0


class Records:
    """The records of one process. No method raises where the database is away, full or broken: the first failure is
    logged in one line, and duplicates are still dropped as far as this process has seen them."""

    def __init__(self, url: str) -> None:
        self._engine: AsyncEngine = open_engine(url)
        self._keeping = Keeping(self._prepare)
        self._keep = self._keeping.keep
        self._claims = Claims(self._engine, secrets.token_hex(8))
        self._threads = Threads(self._engine)
        self._recent = RecentClaims()
        self._expiring: asyncio.Task[None] | None = None
        self.votes = Votes(self._engine, self._keep)
        self.gaps = Gaps(self._engine, self._keep)
        self.expert_requests = ExpertRequests(self._engine, self._keep)
        self.look_ups = LookUps(self._engine, self._keep)

    @property
    def engine(self) -> AsyncEngine:
        """The database, for what keeps tables of its own there."""
        return self._engine

    async def open(self) -> None:
        """Makes tables, gives back what an earlier process left unanswered, and forgets what is old, now and daily."""
        await self._keep(self._nothing, None)
        self._expiring = asyncio.create_task(self._expire_daily())

    async def close(self) -> None:
        """Lets go of the database."""
        if self._expiring is not None:
            self._expiring.cancel()
            await asyncio.gather(self._expiring, return_exceptions=True)
        await self._engine.dispose()

    @property
    def is_away(self) -> bool:
        """Whether the database failed when it was last used."""
        return self._keeping.is_away

    async def claim(self, key: MessageKey) -> bool:
        """True where the message is to be answered now; False where it was answered or is being answered."""
        if not self._recent.take(key):
            return False
        return await self._keep(lambda: self._claims.take(key), True)

    async def answered(self, key: MessageKey) -> None:
        """Closes a claim: no other delivery of the message is answered."""
        await self._keep(lambda: self._claims.answered(key), None)

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
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        if self._engine.dialect.name == "sqlite":
            await self._claims.release_earlier()
        await self._expire()

    async def _expire(self) -> None:
        for kept in (self._claims, self._threads, self.votes, self.gaps, self.expert_requests, self.look_ups):
            await kept.expire()

    async def _expire_daily(self) -> None:
        while True:
            await asyncio.sleep(DAY)
            await self._keep(self._expire, None)

    async def _nothing(self) -> None:
        return None
