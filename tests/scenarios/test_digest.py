"""Once a week the experts read what the book lacks: on its day at nine, or as soon after it as the bot runs."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.slack import digest
from bot.workspace import Message, Workspace
from tests.scenarios.experts import EXPERTS, with_experts

MONDAY = datetime(2026, 11, 23, 9)
"""When the digest of the week 2026-W48 is due."""
TITLE = "What the book lacks: "


class Clock:
    """Real time from another moment on, which can be moved."""

    def __init__(self) -> None:
        self.at = MONDAY - timedelta(days=3)
        self._since = time.monotonic()

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self._since)

    def set(self, moment: datetime) -> None:
        self.at, self._since = moment, time.monotonic()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The bot's clock; a failed post is tried again within a moment, and the clock looked at as often."""
    clock = Clock()
    monkeypatch.setattr(digest, "CLOCK", clock)
    monkeypatch.setattr(digest, "RETRY_SECONDS", 0.1)
    return clock


@pytest.fixture
def experts_channel() -> str:
    return EXPERTS.id


@pytest.fixture
def environment(environment: dict[str, str], workspace: Workspace, experts_channel: str) -> dict[str, str]:
    with_experts(workspace)
    return {**environment, "CODEBOOK_EXPERTS_CHANNEL": experts_channel, "CODEBOOK_DIGEST": "monday"}


@pytest.fixture
def digests(workspace: Workspace) -> Callable[[], list[Message]]:
    """The digests that were posted."""
    return lambda: [message for message in workspace.replies(EXPERTS) if message.text.startswith(TITLE)]


@pytest.fixture
def gaps_noted(database: Path) -> Callable[[], int]:
    def gaps_noted() -> int:
        with closing(sqlite3.connect(database)) as opened:
            return int(opened.execute("SELECT count(*) FROM gaps").fetchone()[0])

    return gaps_noted


@pytest.fixture
def weeks_done(database: Path) -> Callable[[], list[str]]:
    """The weeks that no digest will be posted for any more."""

    def weeks_done() -> list[str]:
        with closing(sqlite3.connect(database)) as opened:
            done = opened.execute("SELECT ts FROM claims WHERE state = 'answered' AND ts LIKE 'digest:%' ORDER BY ts")
            return [ts for (ts,) in done.fetchall()]

    return weeks_done


@pytest.fixture
async def lacking(
    clock: Clock, bot: Any, ask: Any, gaps_noted: Callable[[], int], weeks_done: Callable[[], list[str]]
) -> Any:
    """A bot that was asked, in the week before, what it has no answer to."""
    await ask.until(lambda: weeks_done() == ["digest:2026-W47"])
    for user in ("ana", "ben"):
        await ask.direct_message("can I use 26 with 38244?", user=user)
    await ask.direct_message("what do we charge for 38240")
    await ask.direct_message("what is the weather in Basel")
    await ask.until(lambda: gaps_noted() == 4)
    return bot


async def test_it_is_posted_at_nine_with_the_most_frequent_first(
    workspace: Workspace, clock: Clock, lacking: Any, ask: Any, digests: Callable[[], list[Message]]
) -> None:
    clock.set(MONDAY - timedelta(seconds=1))
    await ask.another()
    if clock() < MONDAY:
        assert digests() == []
    (posted,) = await workspace.wait_for(digests)
    assert posted.text.splitlines()[:3] == [
        f"{TITLE}3 questions about 2 subjects.",
        "2 × 38244: not in the book",
        "1 × 38240 · your own charges and contracts: nothing on file",
    ]


async def test_once_a_week_also_after_a_restart_and_again_the_week_after(
    workspace: Workspace, clock: Clock, lacking: Any, ask: Any, digests: Callable[[], list[Message]]
) -> None:
    clock.set(MONDAY + timedelta(days=2))
    await workspace.wait_for(digests)
    clock.set(MONDAY + timedelta(days=6, hours=14))
    await lacking.restart()
    await ask.another()
    await asyncio.sleep(0.5)
    assert len(digests()) == 1
    clock.set(MONDAY + timedelta(days=7))
    await workspace.wait_for(lambda: len(digests()) == 2)


async def test_of_two_processes_one_posts_it(
    workspace: Workspace,
    clock: Clock,
    lacking: Any,
    ask: Any,
    digests: Callable[[], list[Message]],
    environment: dict[str, str],
) -> None:
    other = type(lacking)(workspace, lacking.mode, environment)
    await other.start()
    clock.set(MONDAY)
    await workspace.wait_for(digests)
    await asyncio.sleep(0.5)
    await other.stop()
    assert len(digests()) == 1


async def test_where_nothing_is_lacking_nothing_is_posted(
    clock: Clock, bot: Any, ask: Any, digests: Callable[[], list[Message]], weeks_done: Callable[[], list[str]]
) -> None:
    await ask.until(lambda: weeks_done() == ["digest:2026-W47"])
    clock.set(MONDAY + timedelta(minutes=1))
    await ask.until(lambda: weeks_done() == ["digest:2026-W47", "digest:2026-W48"])
    assert digests() == []


async def test_a_post_that_failed_is_tried_again(
    workspace: Workspace, clock: Clock, lacking: Any, digests: Callable[[], list[Message]]
) -> None:
    workspace.faults.error("chat.postMessage", "is_archived", times=2)
    clock.set(MONDAY)
    await workspace.wait_for(digests)
    assert len(digests()) == 1


async def test_what_slack_did_not_confirm_is_not_posted_twice(
    workspace: Workspace, clock: Clock, lacking: Any, ask: Any, digests: Callable[[], list[Message]]
) -> None:
    workspace.faults.fail("chat.postMessage", status=200, done=True)
    clock.set(MONDAY)
    await workspace.wait_for(digests)
    await asyncio.sleep(0.5)
    assert len(digests()) == 1


async def test_off_there_is_none(
    workspace: Workspace, clock: Clock, lacking: Any, ask: Any, digests: Callable[[], list[Message]]
) -> None:
    lacking.environment["CODEBOOK_DIGEST"] = "off"
    await lacking.restart()
    clock.set(MONDAY + timedelta(hours=1))
    await ask.another()
    await asyncio.sleep(0.5)
    assert digests() == []


async def test_with_the_database_away_nothing_is_posted_before_it_is_back(
    workspace: Workspace,
    clock: Clock,
    lacking: Any,
    digests: Callable[[], list[Message]],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.2)
    monkeypatch.setattr("bot.records.keeping.PATIENCE_SECONDS", 0.2)
    with closing(sqlite3.connect(database)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        clock.set(MONDAY)
        await asyncio.sleep(1)
        assert digests() == []
    await workspace.wait_for(digests, 15)
    assert len(digests()) == 1


async def test_it_stops_with_the_bot(clock: Clock, lacking: Any) -> None:
    await lacking.stop()
    assert [task for task in asyncio.all_tasks() if "post_weekly" in repr(task)] == []
