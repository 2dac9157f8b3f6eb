"""The engine of the records: SQLite by itself, another database by its URL."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

BUSY_MILLISECONDS = 1000
CONNECTIONS = 6
LAST_SECONDS = 3.0


def open_engine(url: str) -> AsyncEngine:
    """An engine that connects at its first use. A SQLite file is written ahead (WAL) and waits for other writers."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        # Few connections, one of which is for Presence, and each is asked before use whether it still stands: many at
        # once take longer to open than an answer waits, and a server has only so many for all replicas.
        return create_async_engine(parsed, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True)
    # One connection: SQLite has one writer at a time, and waiting in the pool is fairer than waiting for the lock.
    engine = create_async_engine(parsed, pool_size=1, max_overflow=0)
    event.listen(engine.sync_engine, "connect", _prepare_connection)
    return engine


async def let_go(close: Callable[[], Awaitable[None]]) -> None:
    """Closes something of the database's, within a moment also where that does not answer."""
    with suppress(TimeoutError, SQLAlchemyError, OSError):
        async with asyncio.timeout(LAST_SECONDS):
            await close()


def prepare_file(engine: AsyncEngine) -> None:
    """Makes the folder and the file of a SQLite database, readable by its owner alone. Raises OSError."""
    if engine.dialect.name != "sqlite" or not engine.url.database or engine.url.database == ":memory:":
        return
    path = Path(engine.url.database)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # SQLite gives the files of its write-ahead log the mode of the database.
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)


def _prepare_connection(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    # With WAL a lost process loses nothing; a lost machine may lose the last moments, which Slack does not redeliver.
    cursor.execute("PRAGMA synchronous = NORMAL")
    # What is deleted is overwritten, and not only marked as free.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()
