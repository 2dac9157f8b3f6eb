"""Several processes on one PostgreSQL: each message is taken once, whoever is given it and however often."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.asking.context import Context
from bot.asking.subject import Subject
from bot.records import MessageKey, Records, ThreadKey, VoteKey
from bot.records.presence import KIND
from tests.records.conftest import Database

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)

KEY = MessageKey("T1", "C1", "1700000000.000100")
MESSAGES = 100


@pytest.fixture
async def replicas(url: str, records: Records) -> AsyncIterator[list[Records]]:
    """Two on the same database."""
    other = Records(url)
    yield [records, other]
    await other.close()


async def test_of_many_tasks_in_two_processes_one_takes_each_message(records: Records, url: str) -> None:
    program = f"""
import asyncio, sys
from bot.records import MessageKey, Records, keeping
keeping.PATIENCE_SECONDS = 30.0
async def main():
    records = [Records(sys.argv[1]) for _ in range(3)]
    async def take(one, number):
        key = MessageKey("T1", "C1", str(number))
        if await one.claim(key):
            print(number, flush=True)
            await one.answered(key)
    await asyncio.gather(*(take(one, number) for number in range({MESSAGES}) for one in records))
    assert all(one.state.is_up for one in records)
    for one in records:
        await one.close()
asyncio.run(main())
"""
    running = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, url, stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [(await process.communicate())[0].decode().split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    taken = Counter(number for numbers in said for number in numbers)
    assert len(taken) == MESSAGES
    assert set(taken.values()) == {1}


async def test_what_a_living_process_took_is_its_own_whatever_others_left_behind(
    replicas: list[Records], database: Database
) -> None:
    one, other = replicas
    left = "INSERT INTO claims VALUES ('T1', 'C1', :ts, 'taken', :holder, 4000000000, NULL)"
    for ts, holder in (("1.0", "12345"), ("2.0", "0123456789abcdef")):
        await database.rows(left, ts=ts, holder=holder)
    assert await one.claim(KEY)
    assert not await other.claim(KEY)
    assert [await other.claim(replace(KEY, ts=ts)) for ts in ("1.0", "2.0", "2.0")] == [True, True, False]
    assert not await one.claim(replace(KEY, ts="1.0"))


async def test_a_connection_that_was_cut_and_holds_on_delays_nothing(url: str) -> None:
    """As after a lost network: the server goes on with a connection that this process has no more."""
    one, other = Records(url), Records(url)
    engine = create_async_engine(url)
    async with engine.connect() as cut:
        number = int(one._presence.holder)
        await cut.execute(text("SELECT pg_advisory_lock(:kind, :number)"), {"kind": KIND, "number": number})
        await one.open()
        assert one.state.is_up
        assert await one.claim(KEY)
        assert not await other.claim(KEY)
    await engine.dispose()
    await one._presence.announce()
    other._recent.release(KEY)
    assert not await other.claim(KEY)
    await one.close()
    other._recent.release(KEY)
    assert await other.claim(KEY)
    await other.close()


async def test_what_a_process_took_before_it_was_killed_is_taken_by_another_at_once(records: Records, url: str) -> None:
    program = """
import asyncio, sys
from bot.records import MessageKey, Records, keeping
keeping.PATIENCE_SECONDS = 30.0
async def main():
    records = Records(sys.argv[1])
    await records.open()
    for ts in ("1.0", "2.0"):
        print(await records.claim(MessageKey("T1", "C1", ts)), flush=True)
    await records.answered(MessageKey("T1", "C1", "2.0"))
    print("taken", flush=True)
    await asyncio.sleep(600)
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, url, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert [await process.stdout.readline() for _ in range(3)] == [b"True\n", b"True\n", b"taken\n"]
    assert not await records.claim(MessageKey("T1", "C1", "1.0"))
    process.kill()
    await process.wait()
    others = [Records(url) for _ in range(3)]
    async with asyncio.timeout(5):
        # The server takes a moment to see that a connection was cut.
        while sum([await one.claim(MessageKey("T1", "C1", "1.0")) for one in others]) == 0:
            for one in others:
                one._recent.release(MessageKey("T1", "C1", "1.0"))
            await asyncio.sleep(0.05)
    assert not any([await one.claim(MessageKey("T1", "C1", "2.0")) for one in others])
    for one in others:
        await one.close()


async def test_what_one_answered_another_does_not_even_where_it_never_took_it(replicas: list[Records]) -> None:
    one, other = replicas
    await asyncio.gather(*(replica.answered(KEY) for replica in replicas for _ in range(5)))
    assert one.state.is_up and other.state.is_up
    assert not await other.claim(KEY)


async def test_a_message_given_back_by_one_is_taken_by_another(replicas: list[Records]) -> None:
    one, other = replicas
    assert await one.claim(KEY)
    await one.release(KEY)
    assert await other.claim(KEY)


async def test_votes_of_one_person_by_several_processes_are_one_vote(
    replicas: list[Records], database: Database
) -> None:
    keys = [VoteKey("T1", "C1", "1.0", f"U{number % 4}") for number in range(80)]
    cast = (
        replica.votes.cast(key, number % 2 == 0, Subject(codes=("38240",)))
        for number, key in enumerate(keys)
        for replica in replicas
    )
    assert all(await asyncio.gather(*cast))
    assert await database.count("votes") == 4


async def test_a_thread_and_look_ups_that_two_write_at_once_are_kept_by_both(replicas: list[Records]) -> None:
    thread = ThreadKey("T1", "C1", "1.0")
    subjects = [Subject(codes=(str(number),)) for number in range(10000, 10015)]
    await asyncio.gather(
        *(replica.remember(thread, Context(codes=("38240",))) for replica in replicas for _ in range(20)),
        *(replica.look_ups.note("T1", "U1", subject) for subject in subjects for replica in replicas for _ in range(3)),
    )
    assert all(replica.state.is_up for replica in replicas)
    assert await replicas[1].recall(thread) == Context(codes=("38240",))
    found = await replicas[0].look_ups.latest("T1", "U1")
    assert len(set(found)) == len(found) == 10


async def test_a_vote_that_waited_does_not_undo_one_that_was_cast_meanwhile_by_another_process(
    replicas: list[Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = replicas
    key, subject = VoteKey("T1", "C1", "1.0", "U1"), Subject(codes=("38240",))
    one._keeping._failed(ConnectionResetError(), time.monotonic() - 60)
    assert await one.votes.cast(key, True, subject)
    assert await one.votes.cast(replace(key, person="U2"), False, subject)
    assert one.state.votes_waiting == 2
    assert await other.votes.cast(key, False, subject)
    one._keeping.hurry()
    await one._votes.flush()
    assert one.state.votes_waiting == 0
    assert {vote.key.person for vote in await other.votes.negative()} == {"U1", "U2"}
