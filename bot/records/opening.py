"""The database for a command that a person runs: it is there, or a plain line says why not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.database import let_go, open_engine
from bot.records.failures import FAILURES, plain_reason
from bot.records.revising import bring_up_to_date

PATIENCE_SECONDS = 10.0


class DatabaseFault(Exception):
    """Why the database cannot be used, as one plain line; no password is in it."""


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[AsyncEngine]:
    """The database at its newest revision, also while a bot runs. Raises DatabaseFault, also for what fails within the
    block."""
    engine = open_engine(url)
    named = engine.url.render_as_string(hide_password=True)
    if _is_missing(engine):
        raise DatabaseFault(f"There are no records at {named}. Set CODEBOOK_DATABASE_URL to the bot's database.")
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await bring_up_to_date(engine)
        yield engine
        await _clear_log(engine)
    except FAILURES as error:
        raise DatabaseFault(f"The database {named} cannot be used: {plain_reason(error)}.") from None
    finally:
        await let_go(engine.dispose)


def _is_missing(engine: AsyncEngine) -> bool:
    """SQLite would make the file."""
    file = engine.url.database
    return engine.dialect.name == "sqlite" and not (file and Path(file).is_file())


async def _clear_log(engine: AsyncEngine) -> None:
    """SQLite's write-ahead log would hold what was deleted until others have written over it."""
    if engine.dialect.name == "sqlite":
        async with engine.connect() as connection:
            await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
