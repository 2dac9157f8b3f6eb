"""kill -9 while it writes: the database is whole, and nothing is lost that a write was acknowledged for."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.records import MessageKey, Records
from tests.records.conftest import Database

PROGRAM = """
import asyncio, sys
from bot.asking.subject import Subject
from bot.records import MessageKey, Records, VoteKey, keeping
keeping.PATIENCE_SECONDS = 30.0
async def main(url, number):
    records = Records(url)
    await records.open()
    async def write(writer):
        count = 0
        while records.state.is_up:
            name = f"{number}.{writer}.{count}"
            await records.claim(MessageKey("T1", "C1", name))
            await records.answered(MessageKey("T1", "C1", name))
            await records.votes.cast(VoteKey("T1", "C1", name, "U1"), True, Subject(codes=("38240",)))
            print(name, flush=True)
            count += 1
    await asyncio.gather(*(write(writer) for writer in range(4)))
asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""
KILLS = 6


def killed_while_writing(url: str, number: int, output: Path) -> list[str]:
    """What a process said that it had written until it was killed, at some moment after its first word."""
    with output.open("wb") as opened:
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(number)], stdout=opened)
    try:
        deadline = time.monotonic() + 30
        while output.stat().st_size == 0:
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(random.Random(number).uniform(0.0, 0.3))
    finally:
        process.kill()
        process.wait(30)
    whole, _, _ = output.read_text().rpartition("\n")
    return whole.splitlines()


@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
async def test_what_was_acknowledged_is_there(url: str, database: Database, tmp_path: Path) -> None:
    said: list[str] = []
    for number in range(KILLS):
        said += killed_while_writing(url, number, tmp_path / f"{number}.txt")
        if url.startswith("sqlite"):
            assert await database.rows("PRAGMA integrity_check") == [("ok",)]
    assert len(said) >= KILLS
    answered = {ts for (ts,) in await database.rows("SELECT ts FROM claims WHERE state = 'answered'")}
    voted = {ts for (ts,) in await database.rows("SELECT ts FROM votes")}
    assert set(said) <= answered & voted
    records = Records(url)
    await records.open()
    assert not any([await records.claim(MessageKey("T1", "C1", name)) for name in said])
    assert records.state.is_up
    await records.close()
