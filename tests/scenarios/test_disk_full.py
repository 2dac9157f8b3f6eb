"""The disk of the records is full: questions are answered, votes wait, and both are written once there is room."""

import asyncio
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack.blocks import FEEDBACK_ACTION_ID
from bot.workspace import Message, Workspace
from tests.scenarios.probing import Probe

RETRY_SECONDS = 0.3
USERS = ("ana", "ben", "cleo")


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.HTTP


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leaves no byte on it."""
        with self._filler.open("ab", buffering=0) as filler:
            for size in (65536, 1):
                try:
                    while filler.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    def clear(self) -> None:
        """Makes room."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False)
    if mounted.returncode != 0:
        pytest.skip("only root may mount a disk")
    yield Disk(folder)
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def database(disk: Disk) -> Path:
    """The file of the records."""
    return disk.folder / "records.sqlite3"


@pytest.fixture
def environment(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", RETRY_SECONDS)
    return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "0"}


@pytest.fixture
def votes(database: Path) -> Callable[[], list[tuple[str, bool]]]:
    def votes() -> list[tuple[str, bool]]:
        with closing(sqlite3.connect(database)) as opened:
            return opened.execute("SELECT person, is_positive FROM votes ORDER BY person").fetchall()

    return votes


async def vote(workspace: Workspace, answer: Message, side: str) -> None:
    for user in USERS:
        assert (await workspace.press(user, answer, FEEDBACK_ACTION_ID, side)).acked


def probe_of(workspace: Workspace) -> Probe:
    return Probe(int(str(workspace.request_url).split(":")[2].split("/")[0]))


async def is_degraded(ask: Any, probe: Probe, votes_waiting: int) -> None:
    """Returns once that is what whoever watches is told; raises TimeoutError."""
    for _ in range(300):
        metrics = await probe.metrics()
        if (metrics["codebook_records_up"], metrics["codebook_records_waiting"]) == (0, votes_waiting):
            break
        await ask.another()
    status, said = await probe.ready()
    assert (status, said["parts"]["records"]["state"]) == (200, "degraded")
    assert said["parts"]["records"]["says"] == f"away; {votes_waiting} votes waiting, 0 dropped"


async def test_full_while_it_runs(
    bot: Any, disk: Disk, workspace: Workspace, ask: Any, question: str, no_for_medicare: str, votes: Any, caplog: Any
) -> None:
    caplog.set_level("INFO", "bot")
    answer = await ask.mention(f"@ {question}")
    await vote(workspace, answer, "negative")
    await ask.until(lambda: len(votes()) == 3)
    disk.fill()
    for _ in range(3):
        assert (await ask.direct_message(question)).text.startswith(no_for_medicare)
    await vote(workspace, answer, "positive")
    await is_degraded(ask, probe_of(workspace), 3)
    asked = await ask.by("mention", question, wait=False)
    await ask.replied(asked)
    # As long as it is full, nobody is told that all is well.
    await ask.until(lambda: "records-away" in caplog.text)
    await asyncio.sleep(4 * RETRY_SECONDS)
    assert caplog.text.count("records-away") == 1 and "records-back" not in caplog.text
    disk.clear()
    await ask.until(lambda: "records-caught-up kind=votes written=3 dropped=0" in caplog.text)
    await ask.until(lambda: "records-caught-up kind=answered" in caplog.text)
    assert [bool(positive) for _, positive in votes()] == [True] * 3
    await bot.restart()
    again = next(each for each in workspace.deliveries if each.envelope.get("event", {}).get("ts") == asked.ts)
    await workspace.redeliver(str(again.event_id))
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_full_when_it_starts(
    stopped_bot: Any, disk: Disk, workspace: Workspace, ask: Any, question: str, no_for_medicare: str, votes: Any,
    caplog: Any,
) -> None:  # fmt: skip
    caplog.set_level("INFO", "bot")
    disk.fill()
    await stopped_bot.start()
    answer = await ask.mention(f"@ {question}")
    assert answer.text.startswith(no_for_medicare)
    await vote(workspace, answer, "negative")
    await is_degraded(ask, probe_of(workspace), 3)
    assert caplog.text.count("records-away") == 1
    disk.clear()
    await ask.until(lambda: "records-caught-up kind=votes written=3 dropped=0" in caplog.text)
    assert len(votes()) == 3
    assert (await probe_of(workspace).ready())[1]["state"] == "ready"
