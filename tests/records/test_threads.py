import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.asking.context import NO_CONTEXT, Context
from bot.records import Records, ThreadKey

THREAD = ThreadKey("T1", "C1", "1700000000.000100")
DIRECT = ThreadKey("T1", "D1", "")
CONTEXT = Context(
    codes=("38240",), modifiers=("26", "TC"), topics=("payment",), choices=(("26", "payment"), ("x", "y"))
)


@pytest.fixture
async def records(tmp_path: Path) -> AsyncIterator[Records]:
    opened = Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3")
    await opened.open()
    yield opened
    await opened.close()


def shift(tmp_path: Path, seconds: int) -> None:
    with closing(sqlite3.connect(tmp_path / "records.sqlite3")) as database, database:
        database.execute("UPDATE threads SET expires_at = expires_at - ?", (seconds,))


async def test_a_thread_is_recalled_as_it_was_remembered(records: Records) -> None:
    assert await records.recall(THREAD) == NO_CONTEXT
    await records.remember(THREAD, CONTEXT)
    assert await records.recall(THREAD) == CONTEXT
    assert await records.recall(DIRECT) == NO_CONTEXT


async def test_the_last_context_stands(records: Records) -> None:
    await records.remember(THREAD, CONTEXT)
    await records.remember(THREAD, Context(codes=("38241",)))
    assert await records.recall(THREAD) == Context(codes=("38241",))
    await records.remember(THREAD, NO_CONTEXT)
    assert await records.recall(THREAD) == NO_CONTEXT


@pytest.mark.parametrize(("key", "lasts"), [(THREAD, 24 * 3600), (DIRECT, 10 * 60)])
async def test_a_context_fades(records: Records, tmp_path: Path, key: ThreadKey, lasts: int) -> None:
    await records.remember(key, CONTEXT)
    shift(tmp_path, lasts - 60)
    assert await records.recall(key) == CONTEXT
    shift(tmp_path, 120)
    assert await records.recall(key) == NO_CONTEXT


async def test_faded_contexts_are_deleted_at_start(records: Records, tmp_path: Path) -> None:
    await records.remember(THREAD, CONTEXT)
    shift(tmp_path, 25 * 3600)
    later = Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3")
    await later.open()
    with closing(sqlite3.connect(tmp_path / "records.sqlite3")) as database, database:
        assert database.execute("SELECT count(*) FROM threads").fetchone() == (0,)
    await later.close()


@pytest.mark.parametrize(
    "stored", ["", "[]", '{"codes": ["1"]}', '{"codes":1,"modifiers":[],"topics":[],"choices":[]}']
)
async def test_what_cannot_be_read_is_no_context(records: Records, tmp_path: Path, stored: str) -> None:
    await records.remember(THREAD, CONTEXT)
    with closing(sqlite3.connect(tmp_path / "records.sqlite3")) as database, database:
        database.execute("UPDATE threads SET context = ?", (stored,))
    assert await records.recall(THREAD) == NO_CONTEXT
