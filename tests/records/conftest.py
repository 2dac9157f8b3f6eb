"""Each test of the records on a SQLite file and on a real PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.records import Records
from tests.patience import patience

__all__ = ["patience"]


class Database:
    """A database by its URL, to look into beside the program."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """What a statement returns; a statement that changes rows returns none."""
        engine = create_async_engine(self.url)
        try:
            async with engine.begin() as connection:
                result = await connection.execute(text(sql), values)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            await engine.dispose()

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        return int((await self.rows(f"SELECT count(*) FROM {table}"))[0][0])


def sqlite_url(folder: Path) -> str:
    """A file of this name, in a folder that is not there yet."""
    return f"sqlite+aiosqlite:///{folder}/data/records.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return str(request.getfixturevalue("postgres").create())


@pytest.fixture
def database(url: str) -> Database:
    """The database that the records are in."""
    return Database(url)


@pytest.fixture
async def records(url: str) -> AsyncIterator[Records]:
    """Records in an empty database."""
    opened = Records(url)
    await opened.open()
    yield opened
    await opened.close()
