"""Votes while the database is away: they wait in order, up to a bound, and are written when it is back."""

import asyncio
import logging
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.asking.subject import Subject
from bot.records import MessageKey, Records, VoteKey
from bot.records import records as module
from tests.postgres import Postgres, running_postgres
from tests.records.conftest import Database, sqlite_url

KEY = VoteKey("T1", "C1", "1700000000.000100", "U1")
MESSAGE = MessageKey("T1", "C1", "1700000000.000100")
SUBJECT = Subject(codes=("38240",), modifiers=("26",))


class Switch:
    """Takes a database away and brings it back."""

    def __init__(self, url: str, server: Postgres | None) -> None:
        self.database = Database(url)
        self._server = server
        self._holder: sqlite3.Connection | None = None

    async def off(self) -> None:
        """Stops the server, or holds the file's lock."""
        if self._server is not None:
            await asyncio.to_thread(self._server.stop)
        else:
            self._holder = sqlite3.connect(self.database.url.removeprefix("sqlite+aiosqlite:///"))
            self._holder.execute("BEGIN EXCLUSIVE")

    async def on(self) -> None:
        """As it was before."""
        if self._server is not None:
            await asyncio.to_thread(self._server.start)
        elif self._holder is not None:
            self._holder.rollback()
            self._holder.close()


@pytest.fixture(scope="module")
def own_server() -> Iterator[Postgres]:
    """A PostgreSQL that no other module's tests use."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def switch(request: pytest.FixtureRequest, tmp_path: Path) -> Switch:
    """A database of each kind."""
    if request.param == "sqlite":
        return Switch(sqlite_url(tmp_path), None)
    server: Postgres = request.getfixturevalue("own_server")
    return Switch(server.create(), server)


@pytest.fixture
async def records(switch: Switch, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Records]:
    """Records that look after the database twenty times a second."""
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    opened = Records(switch.database.url)
    await opened.open()
    yield opened
    await opened.close()


async def caught_up(records: Records) -> None:
    """Returns once nothing waits."""
    async with asyncio.timeout(15):
        while records.state.votes_waiting or not records.state.is_up:  # noqa: ASYNC110 (nothing announces it)
            await asyncio.sleep(0.02)


async def test_votes_are_written_in_order_once_the_database_is_back(
    records: Records, switch: Switch, caplog: pytest.LogCaptureFixture
) -> None:
    other = replace(KEY, person="U2")
    assert await records.votes.cast(KEY, False, SUBJECT)
    with caplog.at_level(logging.INFO, "bot"):
        await switch.off()
        before = time.time()
        assert await records.votes.cast(KEY, True, SUBJECT)
        assert await records.votes.cast(KEY, False, SUBJECT)
        assert await records.votes.explain(KEY, ["outdated"], "The edit was dropped.")
        assert await records.votes.cast(other, False, SUBJECT)
        assert await records.votes.cast(other, True, SUBJECT)
        state = records.state
        assert (state.is_up, state.votes_waiting, state.votes_dropped) == (False, 5, 0)
        assert state.away_since is not None and before - 1 < state.away_since < time.time() + 1
        assert state.reason
        await switch.on()
        await caught_up(records)
    (vote,) = await records.votes.negative()
    assert (vote.key, vote.reasons, vote.comment) == (KEY, ("outdated",), "The edit was dropped.")
    assert await switch.database.count("votes") == 2
    assert "records-caught-up kind=votes written=5 dropped=0" in caplog.text
    assert caplog.text.count("records-away") == 1
    assert (records.state.away_since, records.state.reason) == (None, "")


async def test_beyond_the_bound_the_oldest_are_dropped_and_counted(
    switch: Switch, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    monkeypatch.setattr(module, "VOTES_WAITING", 5)
    records = Records(switch.database.url)
    await records.open()
    await switch.off()
    with caplog.at_level(logging.INFO, "bot"):
        for number in range(8):
            assert await records.votes.cast(replace(KEY, person=f"U{number}"), False, SUBJECT)
        assert (records.state.votes_waiting, records.state.votes_dropped) == (5, 3)
        await switch.on()
        await caught_up(records)
    assert [vote.key.person for vote in await records.votes.negative()] == ["U3", "U4", "U5", "U6", "U7"]
    assert caplog.text.count("records-dropping") == 1
    assert "written=5 dropped=3" in caplog.text
    await records.close()


async def test_a_stop_writes_what_waits_where_the_database_is_there(records: Records, switch: Switch) -> None:
    await switch.off()
    assert await records.votes.cast(KEY, False, SUBJECT)
    records._keeping._away_until = time.monotonic() + 600
    await switch.on()
    await records.close()
    assert await switch.database.count("votes") == 1


async def test_a_stop_without_the_database_ends_soon_and_says_what_is_lost(
    records: Records, switch: Switch, caplog: pytest.LogCaptureFixture
) -> None:
    await switch.off()
    assert await records.votes.cast(KEY, False, SUBJECT)
    start = time.monotonic()
    with caplog.at_level(logging.INFO, "bot"):
        await records.close()
    assert time.monotonic() - start < 8
    assert "records-lost kind=votes count=1" in caplog.text
    await switch.on()


async def test_what_was_answered_meanwhile_is_not_answered_by_another_process_later(
    records: Records, switch: Switch
) -> None:
    await switch.off()
    assert await records.claim(MESSAGE)
    await records.answered(MESSAGE)
    await switch.on()
    async with asyncio.timeout(15):
        while not records.state.is_up or len(records._answered):  # noqa: ASYNC110 (nothing announces it)
            await asyncio.sleep(0.02)
    other = Records(switch.database.url)
    await other.open()
    assert not await other.claim(MESSAGE)
    await other.close()


@pytest.mark.parametrize("switch", ["postgresql"], indirect=True)
async def test_what_a_process_took_stays_its_own_when_the_server_was_started_again(
    records: Records, switch: Switch
) -> None:
    assert await records.claim(MESSAGE)
    await switch.off()
    await records.votes.cast(KEY, True, SUBJECT)
    await switch.on()
    await caught_up(records)
    other = Records(switch.database.url)
    assert not await other.claim(MESSAGE)
    assert other.state.is_up
    await other.close()


async def test_a_vote_that_the_database_refuses_holds_up_no_other(records: Records, switch: Switch) -> None:
    """PostgreSQL refuses what is too long for its column, now and whenever it is tried again."""
    long = replace(KEY, person="U" * 40)
    await switch.off()
    await records.votes.cast(long, False, SUBJECT)
    await records.votes.cast(KEY, False, SUBJECT)
    await switch.on()
    await caught_up(records)
    assert KEY in [vote.key for vote in await records.votes.negative()]
    await records.votes.cast(long, True, SUBJECT)
    assert records.state.is_up


@pytest.mark.parametrize("comment", ["a\0b", "half \ud83d of one", "whole \U0001f600", "x" * 20_000])
async def test_any_comment_can_be_kept(records: Records, comment: str) -> None:
    await records.votes.cast(KEY, False, SUBJECT)
    assert await records.votes.explain(KEY, [], comment)
    (vote,) = await records.votes.negative()
    assert len(vote.comment) >= len(comment) - 1
    assert records.state.is_up


async def test_an_explanation_of_a_vote_that_is_not_there_is_not_kept(records: Records) -> None:
    assert not await records.votes.explain(KEY, [], "Nothing.")


@pytest.mark.parametrize("switch", ["postgresql"], indirect=True)
async def test_a_server_that_hangs_delays_an_answer_by_seconds_only(
    records: Records, own_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await records.claim(replace(MESSAGE, ts="1.0"))
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 15.0)
    monkeypatch.setattr("bot.records.keeping.PATIENCE_SECONDS", 2.0)
    group = [own_server.process, *own_server.children()]
    for process in group:
        os.kill(process, signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert await records.claim(MESSAGE)
        assert not records.state.is_up
        assert time.monotonic() - start < 5
        start = time.monotonic()
        assert not await records.claim(MESSAGE)
        await records.votes.cast(KEY, True, SUBJECT)
        assert time.monotonic() - start < 0.5
    finally:
        for process in group:
            os.kill(process, signal.SIGCONT)
