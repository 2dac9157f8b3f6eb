"""What the bot keeps: taken messages and thread contexts, in a database that may be away."""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.context import NO_CONTEXT, Context
from bot.logs import fields, type_and_place
from bot.records.claims import Claims, MessageKey
from bot.records.database import open_engine, prepare_file
from bot.records.recent import RecentClaims
from bot.records.tables import metadata
from bot.records.threads import ThreadKey, Threads

PATIENCE_SECONDS = 2.0
"""How long an answer waits for the database before it goes on without."""

RETRY_SECONDS = 15.0
"""How long a database that failed is left alone, so that each answer does not wait for it again."""

DAY = 24 * 3600.0

Found = TypeVar("Found")
log = logging.getLogger("bot.records")


class Records:
    """The records of one process. No method raises where the database is away, full or broken: the first failure is
    logged in one line, and duplicates are still dropped as far as this process has seen them."""

    def __init__(self, url: str) -> None:
        self._engine: AsyncEngine = open_engine(url)
        self._claims = Claims(self._engine, secrets.token_hex(8))
        self._threads = Threads(self._engine)
        self._recent = RecentClaims()
        self._ready = False
        self._away_until = 0.0
        self._expiring: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Makes tables, gives back what an earlier process left unanswered, and forgets what is old, now and daily."""
        await self._kept(self._nothing, None)
        self._expiring = asyncio.create_task(self._expire_daily())

    async def close(self) -> None:
        """Lets go of the database."""
        if self._expiring is not None:
            self._expiring.cancel()
            await asyncio.gather(self._expiring, return_exceptions=True)
        await self._engine.dispose()

    async def claim(self, key: MessageKey) -> bool:
        """True where the message is to be answered now; False where it was answered or is being answered."""
        if not self._recent.take(key):
            return False
        return await self._kept(lambda: self._claims.take(key), True)

    async def answered(self, key: MessageKey) -> None:
        """Closes a claim: no other delivery of the message is answered."""
        await self._kept(lambda: self._claims.answered(key), None)

    async def release(self, key: MessageKey) -> None:
        """Gives a claim back after an answer that certainly did not arrive."""
        self._recent.release(key)
        await self._kept(lambda: self._claims.release(key), None)

    async def recall(self, thread: ThreadKey) -> Context:
        """What the thread was about."""
        return await self._kept(lambda: self._threads.recall(thread), NO_CONTEXT)

    async def remember(self, thread: ThreadKey, context: Context) -> None:
        """Keeps what the thread is about now."""
        await self._kept(lambda: self._threads.remember(thread, context), None)

    async def _kept(self, work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found:
        if time.monotonic() < self._away_until:
            return otherwise
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                if not self._ready:
                    await self._prepare()
                found = await work()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            self._away_until = time.monotonic() + RETRY_SECONDS
            log.error(fields("records-away", **type_and_place(error), retried_in=f"{RETRY_SECONDS:.0f}s"))
            return otherwise
        if self._away_until:
            self._away_until = 0.0
            log.warning(fields("records-back"))
        return found

    async def _prepare(self) -> None:
        prepare_file(self._engine)
        async with self._engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        if self._engine.dialect.name == "sqlite":
            await self._claims.release_earlier()
        await self._claims.expire()
        await self._threads.expire()
        self._ready = True

    async def _expire_daily(self) -> None:
        while True:
            await asyncio.sleep(DAY)
            await self._kept(self._claims.expire, None)
            await self._kept(self._threads.expire, None)

    async def _nothing(self) -> None:
        return None
