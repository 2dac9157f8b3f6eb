"""What is past its time goes: at start, daily, and by `purge`; how long that is can be chosen."""

import asyncio
import logging
import time
from dataclasses import replace

import pytest

from bot.asking.context import Context
from bot.asking.subject import Subject
from bot.records import ExpertRequest, MessageKey, Records, Retention, ThreadKey, VoteKey, retention_of
from bot.records.database import open_engine
from bot.records.retention import count_past, past, purge
from bot.records.tables import metadata
from tests.records.conftest import Database

DAY = 24 * 3600.0
SUBJECT = Subject(codes=("38240",))
COLUMNS = {
    "claims": "changed_at",
    "threads": "expires_at",
    "votes": "changed_at",
    "gaps": "noted_at",
    "expert_requests": "changed_at",
    "look_ups": "looked_up_at",
}


async def fill(records: Records) -> None:
    """A row in each table."""
    await records.claim(MessageKey("T1", "C1", "1.0"))
    await records.remember(ThreadKey("T1", "C1", "1.0"), Context(codes=("38240",)))
    await records.votes.cast(VoteKey("T1", "C1", "1.0", "U1"), True, SUBJECT)
    await records.gaps.note("T1", "unknown", SUBJECT)
    await records.expert_requests.begin(ExpertRequest("r1", "T1", "U1", "C1", "", SUBJECT, "C9"))
    await records.look_ups.note("T1", "U1", SUBJECT)


async def age(database: Database, days: float) -> None:
    for table, column in COLUMNS.items():
        await database.rows(f"UPDATE {table} SET {column} = {column} - CAST(:s AS INTEGER)", s=int(days * DAY))


async def counts(database: Database) -> dict[str, int]:
    return {table: await database.count(table) for table in COLUMNS}


def test_every_table_has_its_time() -> None:
    until_removed = {"slack_installations", "slack_bots"}
    assert {table.name for table in past(Retention())} == set(metadata.tables) - until_removed


async def test_purge_deletes_what_is_past_its_time_and_counts_it(records: Records, database: Database) -> None:
    await fill(records)
    await age(database, 8)
    await records.votes.cast(VoteKey("T1", "C1", "2.0", "U1"), True, SUBJECT)
    engine = open_engine(database.url)
    expected = {"claims": 1, "threads": 1, "votes": 0, "gaps": 0, "expert_requests": 0, "look_ups": 1}
    expected |= {"slack_oauth_states": 0}
    assert await count_past(engine, Retention()) == expected
    assert await purge(engine, Retention()) == expected
    assert await counts(database) == {
        "claims": 0, "threads": 0, "votes": 2, "gaps": 1, "expert_requests": 1, "look_ups": 0,
    }  # fmt: skip
    assert await purge(engine, Retention()) == dict.fromkeys([*COLUMNS, "slack_oauth_states"], 0)
    await engine.dispose()


async def test_an_operator_chooses_how_long(records: Records, database: Database) -> None:
    await fill(records)
    await age(database, 31)
    shorter = Records(database.url, retention_of(keep_days=30, keep_look_ups_days=90))
    await shorter.open()
    await shorter.close()
    kept = await counts(database)
    assert (kept["votes"], kept["gaps"], kept["expert_requests"], kept["look_ups"]) == (0, 0, 0, 1)


async def test_look_ups_that_are_kept_for_no_time_are_not_written(records: Records, database: Database) -> None:
    await fill(records)
    none = Records(database.url, replace(Retention(), look_ups=0.0))
    await none.open()
    assert await database.count("look_ups") == 0
    await none.look_ups.note("T1", "U1", SUBJECT)
    assert await none.look_ups.latest("T1", "U1") == []
    assert await database.count("look_ups") == 0
    await none.close()


async def test_it_goes_daily_while_the_bot_runs(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.records.records.DAY", 0.1)
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    records = Records(database.url)
    await records.open()
    await fill(records)
    await age(database, 91)
    async with asyncio.timeout(10):
        while any((await counts(database)).values()):  # noqa: ASYNC110 (nothing announces it)
            await asyncio.sleep(0.05)
    await records.close()


async def test_a_clock_that_is_a_year_ahead_for_a_moment_makes_nothing_old(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.records.records.DAY", 0.2)
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    records = Records(database.url)
    await records.open()
    await fill(records)
    true_time, ahead = time.time, 366 * DAY
    with monkeypatch.context() as patched, caplog.at_level(logging.INFO, "bot"):
        patched.setattr(time, "time", lambda: true_time() + ahead)
        async with asyncio.timeout(10):
            while "clock-set seconds=31622400" not in caplog.text:  # noqa: ASYNC110 (nothing announces it)
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
    assert set((await counts(database)).values()) == {1}
    await records.close()


async def test_a_clock_that_stays_as_it_was_set_is_believed_in_the_end(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.records.records.DAY", 0.2)
    monkeypatch.setattr("bot.records.records.DOUBTED_SECONDS", 0.3)
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    records = Records(database.url)
    await records.open()
    await fill(records)
    true_time, ahead = time.time, 366 * DAY
    monkeypatch.setattr(time, "time", lambda: true_time() + ahead)
    async with asyncio.timeout(10):
        while any((await counts(database)).values()):  # noqa: ASYNC110 (nothing announces it)
            await asyncio.sleep(0.05)
    await records.close()
