"""What is noted at the same time is written together: all of it, in order, or, where the database fails, none."""

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from bot.asking import Subject
from bot.records import Records


def of_code(number: int) -> Subject:
    return Subject(codes=(f"{10000 + number}",))


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[Records]:
    opened = Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3")
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def commits(records: Records) -> list[None]:
    """An item for each transaction that was committed."""
    seen: list[None] = []
    event.listen(records.engine.sync_engine, "commit", lambda connection: seen.append(None))
    return seen


async def test_many_notes_at_once_take_few_transactions(records: Records, commits: list[None]) -> None:
    look_ups = [records.look_ups.note("T1", f"U{number % 5}", of_code(number)) for number in range(60)]
    gaps = [records.gaps.note("T1", "unknown", of_code(number)) for number in range(60)]
    await asyncio.gather(*look_ups)
    assert all(await asyncio.gather(*gaps))
    assert len(commits) <= 4
    assert [gap.subject for gap in await records.gaps.open()] == [of_code(number) for number in range(60)]
    for person in range(5):
        newest_first = [of_code(number) for number in reversed(range(60)) if number % 5 == person]
        assert await records.look_ups.latest("T1", f"U{person}") == newest_first[:10]


async def test_of_the_same_look_up_at_once_the_last_one_stays(records: Records) -> None:
    asked = [of_code(1), of_code(2), of_code(1), of_code(3), of_code(2)]
    await asyncio.gather(*(records.look_ups.note("T1", "U1", subject) for subject in asked))
    assert await records.look_ups.latest("T1", "U1") == [of_code(2), of_code(3), of_code(1)]


async def test_a_note_that_is_given_up_takes_no_other_with_it(records: Records) -> None:
    notes = [asyncio.create_task(records.gaps.note("T1", "unknown", of_code(number))) for number in range(6)]
    await asyncio.sleep(0)
    notes[0].cancel()  # it was writing for those that came at the same time
    notes[3].cancel()
    kept = await asyncio.gather(*notes, return_exceptions=True)
    assert [kept[number] for number in (1, 2, 4, 5)] == [True] * 4
    noted = [gap.subject for gap in await records.gaps.open()]
    assert [noted.count(of_code(number)) for number in (1, 2, 4, 5)] == [1] * 4


async def test_where_the_database_fails_all_are_told_and_one_line_says_so(
    records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    async with records.engine.begin() as connection:
        await connection.execute(text("DROP TABLE gaps"))
    with caplog.at_level(logging.INFO, "bot"):
        kept = await asyncio.gather(*(records.gaps.note("T1", "unknown", of_code(number)) for number in range(60)))
    assert kept == [False] * 60
    assert [record.getMessage().split()[0] for record in caplog.records] == ["records-away"]
