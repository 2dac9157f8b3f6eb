"""Reading the records beside the bot that serves them: failures are raised, and nothing of the bot's is touched."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.asking import Subject
from bot.records import MessageKey, Records
from bot.records.direct import open_directly
from bot.records.opening import DatabaseFault

KEY = MessageKey("T1", "C1", "1700000000.000100")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"


async def test_what_a_running_bot_has_taken_stays_taken(url: str, tmp_path: Path) -> None:
    serving = Records(url)
    await serving.open()
    assert await serving.claim(KEY)
    await serving.gaps.note("T1", "unknown", Subject(codes=("38240",)))
    async with open_directly(url) as (gaps, votes):
        (gap,) = await gaps.open()
        assert await gaps.resolve([gap.id])
        assert await votes.negative() == []
    with closing(sqlite3.connect(tmp_path / "records.sqlite3")) as database:
        assert database.execute("SELECT ts, state FROM claims").fetchall() == [(KEY.ts, "taken")]
    assert await serving.gaps.open() == []
    await serving.close()


async def test_without_a_file_it_says_so_and_makes_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseFault, match="There are no records"):
        async with open_directly(url):
            pass
    assert not await asyncio.to_thread((tmp_path / "records.sqlite3").exists)


async def test_a_file_that_is_no_database_is_an_error(url: str, tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_text("not a database, but a text that is long enough to be read as one" * 20)
    with pytest.raises(DatabaseFault, match="cannot be used"):
        async with open_directly(url) as (gaps, _):
            await gaps.open()


async def test_records_know_whether_the_database_is_away(url: str, tmp_path: Path) -> None:
    records = Records(url)
    await records.open()
    assert await records.gaps.open() == [] and not records.is_away
    await records.close()
    (tmp_path / "file").write_text("")
    away = Records(f"sqlite+aiosqlite:///{tmp_path}/file/records.sqlite3")
    assert await away.gaps.open() == [] and away.is_away
    await away.close()
