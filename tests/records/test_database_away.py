"""Answers go on without the database; duplicates are dropped as far as this process has seen them."""

import logging
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.asking.context import NO_CONTEXT, Context
from bot.records import MessageKey, Records, ThreadKey
from bot.records import keeping as module

KEY = MessageKey("T1", "C1", "1700000000.000100")
THREAD = ThreadKey("T1", "C1", "1700000000.000100")


async def goes_on(records: Records) -> None:
    await records.open()
    assert await records.claim(KEY)
    assert not await records.claim(KEY)
    await records.remember(THREAD, Context(codes=("38240",)))
    assert await records.recall(THREAD) == NO_CONTEXT
    await records.answered(KEY)
    await records.release(KEY)
    assert await records.claim(KEY)
    await records.close()


async def test_a_folder_that_cannot_be_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.INFO, "bot"):
        await goes_on(Records(f"sqlite+aiosqlite:///{tmp_path}/file/records.sqlite3"))
    assert [record.getMessage().split()[0] for record in caplog.records] == ["records-away", "records-lost"]


async def test_a_file_that_is_no_database(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "records.sqlite3").write_text("not a database, but a text that is long enough to be read as one" * 20)
    with caplog.at_level(logging.INFO, "bot"):
        await goes_on(Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"))
    assert [record.getMessage().split()[:2] for record in caplog.records] == [
        ["records-away", "error=sqlalchemy.exc.DatabaseError"],
        ["records-lost", "kind=answered"],
    ]


async def test_a_full_database(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    records = Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3")
    await records.open()
    async with records._engine.begin() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with caplog.at_level(logging.INFO, "bot"):
        taken = [await records.claim(replace(KEY, ts=f"1.{n}")) for n in range(300)]
    assert all(taken)
    assert "error=sqlalchemy.exc.OperationalError" in caplog.text
    assert caplog.text.count("records-away") == 1
    await records.close()


async def test_a_database_that_another_program_holds_delays_an_answer_by_seconds_only(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    records = Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3")
    await records.open()
    holder = sqlite3.connect(tmp_path / "records.sqlite3")
    holder.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    with caplog.at_level(logging.INFO, "bot"):
        assert await records.claim(KEY)
        assert not await records.claim(KEY)
    assert time.monotonic() - start < 2.5
    assert "error=sqlalchemy.exc.OperationalError" in caplog.text
    holder.rollback()
    holder.close()
    await records.close()


async def test_a_database_that_comes_back_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.0)
    blocked = tmp_path / "data"
    blocked.write_text("")
    records = Records(f"sqlite+aiosqlite:///{blocked}/records.sqlite3")
    await records.open()
    assert await records.claim(KEY)
    blocked.unlink()
    with caplog.at_level(logging.INFO, "bot"):
        await records.answered(KEY)
    assert "records-back" in caplog.text
    later = Records(f"sqlite+aiosqlite:///{blocked}/records.sqlite3")
    await later.open()
    assert not await later.claim(KEY)
    await records.close()
    await later.close()
