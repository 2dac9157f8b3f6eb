"""The tables of the records: of which revision they are, and whether they take what the bot writes."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import delete, insert, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.records.migrations import REVISIONS
from bot.records.revising import revision_of
from bot.records.tables import claims, metadata

BUSY_SECONDS = 1
"""How long another writer of a SQLite file is waited for."""


class Age(StrEnum):
    """How the tables stand to those of this program."""

    NONE = "none"
    BEHIND = "behind"
    CURRENT = "current"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Tables:
    """What is in a database."""

    revision: str | None
    """What it says of itself; None where there is nothing, and where the first version made it."""
    names: frozenset[str]

    @property
    def age(self) -> Age:
        """How the tables stand to those of this program."""
        if self.revision is None:
            return Age.BEHIND if claims.name in self.names else Age.NONE
        if self.revision not in REVISIONS:
            return Age.UNKNOWN
        return Age.CURRENT if self.revision == REVISIONS[-1] else Age.BEHIND

    @property
    def missing(self) -> frozenset[str]:
        """The tables that should be there and are not; in an earlier revision, those that every one has."""
        expected = frozenset(metadata.tables) if self.age is Age.CURRENT else frozenset({claims.name})
        return frozenset() if self.age in (Age.NONE, Age.UNKNOWN) else expected - self.names


def untouched_engine(url: str) -> AsyncEngine:
    """An engine that leaves a database as it is: the bot's own turns a SQLite file's write-ahead log on."""
    parsed = make_url(url)
    waits = {"timeout": BUSY_SECONDS} if parsed.get_backend_name() == "sqlite" else {}
    return create_async_engine(parsed, poolclass=NullPool, connect_args=waits)


async def try_tables(connection: AsyncConnection) -> Tables:
    """What is there. A row is written and removed, and tables that are missing are made; then all of it is rolled
    back. The tables of a newer version are not written to. May raise what the driver raises."""
    if connection.dialect.name == "sqlite":
        # Its driver begins a transaction before a row is written, but not before a table is made.
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
    found = await look_at_tables(connection)
    if found.age is not Age.UNKNOWN and not found.missing:
        await connection.run_sync(metadata.create_all)
        row = {"team": "doctor", "channel": "doctor", "ts": "0"}
        await connection.execute(insert(claims).values(**row, state="taken", holder="doctor", changed_at=0))
        await connection.execute(delete(claims).where(claims.c.team == "doctor"))
    await connection.rollback()
    return found


async def look_at_tables(connection: AsyncConnection) -> Tables:
    """What is there, without writing."""
    names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    return Tables(await revision_of(connection), frozenset(names))
