"""The machine's clock is set wrong and right again: nothing is answered twice, lost or forgotten, and the log says why
Slack's requests were refused meanwhile."""

import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack.blocks import FEEDBACK_ACTION_ID
from bot.workspace import Message, Workspace, serve_workspace
from tests.scenarios.conftest import Process

libfaketime = pytest.importorskip("libfaketime", reason="libfaketime is not installed here")


@pytest.fixture
async def workspace(manifest: dict[str, Any] | Path) -> AsyncIterator[Workspace]:
    """Slack tries again until the clock is right."""
    async with serve_workspace(manifest, retry_delays=(1.0, 1.0, 2.0)) as workspace:
        yield workspace


class Clock:
    """The time of day that a process sees; time that passes is not changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set("+0")

    def set(self, offset: str) -> None:
        """By how much it is wrong, such as "+400d"."""
        changed = self._file.with_suffix(".new")
        changed.write_text(f"{offset}\n")
        changed.replace(self._file)

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to see it."""
        library = Path(libfaketime.__file__).parent / "vendor/libfaketime/src/libfaketime.so.1"
        always = {"FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}
        return {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self._file), **always}


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return Clock(tmp_path / "clock.txt")


@pytest.fixture
def environment(environment: dict[str, str], clock: Clock) -> dict[str, str]:
    return {**environment, **clock.environment}


def event_id_of(workspace: Workspace, message: Message) -> str:
    brought = (delivery for delivery in workspace.deliveries if delivery.kind == "event")
    return next(str(each.event_id) for each in brought if each.envelope["event"].get("ts") == message.ts)


def cpu_seconds(process: Process) -> float:
    """What a process has used of the processor."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("wrong", ["+400d", "-400d"])
async def test_it_is_wrong_by_a_year_for_a_moment(
    process: Process, clock: Clock, wrong: str, workspace: Workspace, ask: Any, question: str, no_for_medicare: str,
    mode: Mode,
) -> None:  # fmt: skip
    await process.start()
    before = await ask.by("mention", question, wait=False)
    answer = await ask.replied(before)
    assert (await workspace.press("ana", answer, FEEDBACK_ACTION_ID, "positive")).acked
    await ask.until(lambda: "event=voted" in process.output)

    used = cpu_seconds(process)
    clock.set(wrong)
    asked = [await ask.by("direct message", question, wait=False)]
    if mode is Mode.HTTP:
        # Who signed long ago, or in the future, may be anybody: Slack's requests are refused like theirs.
        said = await ask.until(lambda: re.search(r"reason=stale seconds=(-?)34\d{6}\b", process.output))
        assert bool(said[1]) is (wrong[0] == "+")
    else:
        await ask.replied(asked[0])
        asked.append(await ask.by("mention", question, wait=False))
        await ask.replied(asked[1])
        # slack_sdk takes its connections for stale, each once, and the bot opens others.
        await ask.another()
    clock.set("+0")

    for message in asked:
        assert (await ask.replied(message)).text.startswith(no_for_medicare)
    await ask.another()
    assert cpu_seconds(process) - used < 3
    for message in (before, *asked):
        assert (await workspace.redeliver(event_id_of(workspace, message), retry_num=3)).acked
    reply = await ask.mention("@ and TC?", thread_ts=before.ts)
    assert "38240 with modifier TC" in reply.text
    mine = [message for message in ask.replies(before) if message.thread_ts == before.ts and message.ts < reply.ts]
    assert len(mine) == 1
    assert [len(ask.replies(message)) for message in asked] == [1] * len(asked)
    assert "background-failed" not in process.output and "records-away" not in process.output


@pytest.mark.parametrize("mode", [Mode.HTTP])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_two_replicas_one_is_minutes_ahead(
    process: Process, clock: Clock, workspace: Workspace, environment: dict[str, str], ask: Any, question: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    """It takes over nothing that the other is answering, though by its clock that was begun long ago."""
    clock.set("+4m")
    await process.start()
    ahead = workspace.request_url
    right = Process(
        workspace, Mode.HTTP, {**environment, **Clock(tmp_path / "right.txt").environment}, tmp_path / "right"
    )
    await right.start()
    workspace.faults.hang("chat.postMessage", seconds=1)
    asked = await ask.by("mention", question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    workspace.request_url = ahead
    assert (await workspace.redeliver(event_id_of(workspace, asked))).acked
    await ask.another()
    await ask.until(lambda: "event=answered" in right.output)
    assert len(ask.replies(asked)) == 1
    assert "event=duplicate-dropped" in process.output
    await right.close()
