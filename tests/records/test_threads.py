import pytest

from bot.asking.context import NO_CONTEXT, Context
from bot.records import Records, ThreadKey
from tests.records.conftest import Database

THREAD = ThreadKey("T1", "C1", "1700000000.000100")
DIRECT = ThreadKey("T1", "D1", "")
CONTEXT = Context(
    codes=("38240",), modifiers=("26", "TC"), topics=("payment",), choices=(("26", "payment"), ("x", "y"))
)


async def shift(database: Database, seconds: int) -> None:
    await database.rows("UPDATE threads SET expires_at = expires_at - :seconds", seconds=seconds)


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
async def test_a_context_fades(records: Records, database: Database, key: ThreadKey, lasts: int) -> None:
    await records.remember(key, CONTEXT)
    await shift(database, lasts - 60)
    assert await records.recall(key) == CONTEXT
    await shift(database, 120)
    assert await records.recall(key) == NO_CONTEXT


async def test_faded_contexts_are_deleted_at_start(records: Records, database: Database) -> None:
    await records.remember(THREAD, CONTEXT)
    await shift(database, 25 * 3600)
    later = Records(database.url)
    await later.open()
    assert await database.count("threads") == 0
    await later.close()


@pytest.mark.parametrize(
    "stored", ["", "[]", '{"codes": ["1"]}', '{"codes":1,"modifiers":[],"topics":[],"choices":[]}']
)
async def test_what_cannot_be_read_is_no_context(records: Records, database: Database, stored: str) -> None:
    await records.remember(THREAD, CONTEXT)
    await database.rows("UPDATE threads SET context = :stored", stored=stored)
    assert await records.recall(THREAD) == NO_CONTEXT
