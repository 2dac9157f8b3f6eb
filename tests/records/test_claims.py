import asyncio
import os
import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.records import MessageKey, Records
from tests.records.conftest import Database

KEY = MessageKey("T1", "C1", "1700000000.000100")


async def reopened(url: str) -> Records:
    later = Records(url)
    await later.open()
    return later


async def test_a_message_is_claimed_once(records: Records) -> None:
    assert await records.claim(KEY)
    assert not await records.claim(KEY)
    await records.answered(KEY)
    assert not await records.claim(KEY)


async def test_of_many_at_once_one_is_given_the_claim(url: str) -> None:
    several = [await reopened(url) for _ in range(4)]
    taken = await asyncio.gather(*(one.claim(KEY) for one in several for _ in range(5)))
    assert sum(taken) == 1
    for one in several:
        await one.close()


async def test_other_messages_are_other_claims(records: Records) -> None:
    assert await records.claim(KEY)
    assert await records.claim(replace(KEY, ts="1700000000.000200"))
    assert await records.claim(replace(KEY, channel="C2"))
    assert await records.claim(replace(KEY, team="T2"))


async def test_an_answered_message_stays_answered_after_a_restart(records: Records, url: str) -> None:
    assert await records.claim(KEY)
    await records.answered(KEY)
    later = await reopened(url)
    assert not await later.claim(KEY)
    await later.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_message_that_was_never_answered_is_taken_over_after_a_restart(records: Records, url: str) -> None:
    """Where no other process shares the database."""
    assert await records.claim(KEY)
    later = await reopened(url)
    assert await later.claim(KEY)
    assert not await later.claim(KEY)
    await later.close()


async def test_what_another_process_is_answering_is_left_to_it(url: str) -> None:
    first, second = await reopened(url), await reopened(url)
    assert await first.claim(KEY)
    assert not await second.claim(KEY)
    await first.close()
    await second.close()


async def test_a_claim_that_another_process_left_long_ago_is_taken_over(url: str, database: Database) -> None:
    first, second = await reopened(url), await reopened(url)
    assert await first.claim(KEY)
    await database.rows("UPDATE claims SET changed_at = changed_at - 1000")
    assert await second.claim(KEY)
    await first.close()
    await second.close()


async def test_a_released_message_is_free_again(records: Records) -> None:
    assert await records.claim(KEY)
    await records.release(KEY)
    assert await records.claim(KEY)


async def test_claims_older_than_a_week_are_forgotten_at_start(records: Records, url: str, database: Database) -> None:
    week = 7 * 24 * 3600
    old, young = KEY, replace(KEY, ts="1700000000.000200")
    for key in (old, young):
        assert await records.claim(key)
        await records.answered(key)
    for key, age in ((old, week + 60), (young, week - 60)):
        await database.rows("UPDATE claims SET changed_at = :at WHERE ts = :ts", at=time.time() - age, ts=key.ts)
    later = await reopened(url)
    assert await database.rows("SELECT ts FROM claims") == [(young.ts,)]
    await later.close()


@pytest.mark.skipif(os.name == "nt", reason="file modes are those of POSIX")
@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_files_are_the_owners_alone(records: Records, tmp_path: Path) -> None:
    assert await records.claim(KEY)
    files = list((tmp_path / "data").iterdir())
    assert tmp_path / "data" / "records.sqlite3-wal" in files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


async def test_a_claim_that_is_closed_is_told_from_one_that_is_taken(records: Records) -> None:
    assert not await records.is_answered(KEY)
    await records.claim(KEY)
    assert not await records.is_answered(KEY)
    await records.answered(KEY)
    assert await records.is_answered(KEY)
