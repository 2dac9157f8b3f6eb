"""Ended while many ask: nothing that was acknowledged is lost, nothing is answered twice, and what was not acknowledged
is answered when Slack delivers it again."""

import asyncio
import signal
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.slack import words
from bot.slack.acknowledging import ANSWER_FIRST_SECONDS
from bot.workspace import CommandResult, Message, Workspace, serve_workspace

USERS = ("ana", "ben", "cleo")
AT_ONCE = 40
"""Questions with which it begins; the process is ended when some of them are answered."""


@pytest.fixture
async def workspace(manifest: dict[str, Any] | Path) -> AsyncIterator[Workspace]:
    """Slack tries again until the next process is there."""
    async with serve_workspace(manifest, retry_delays=(0.5, 3.0, 8.0)) as workspace:
        yield workspace


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "0"}


class Load:
    """People who ask one question after the other, without waiting: each in a thread of its own, and some by the
    command."""

    def __init__(self, workspace: Workspace, ask: Any, question: str) -> None:
        self.asked: list[Message] = []
        self.commands: list[asyncio.Task[CommandResult]] = []
        self._workspace = workspace
        self._ask = ask
        self._question = question
        self._running = asyncio.create_task(self._run())
        self._is_over = False

    async def _run(self) -> None:
        for number in count():
            user = USERS[number % 3]
            text = self._ask.mentioning(f"@ {self._question}")
            self.asked.append(await self._workspace.post(user, "coding-questions", text))
            if number % 4 == 0:
                command = self._workspace.command(user, "random", "/cpt", self._question)
                self.commands.append(asyncio.create_task(command))
            if number >= AT_ONCE:
                await asyncio.sleep(0.03)
            if self._is_over:
                return

    async def over(self) -> None:
        """Nobody asks any more."""
        self._is_over = True
        await self._running

    def told(self, message: Message, begins: str) -> int:
        """How many replies to a question begin so."""
        return sum(reply.text.startswith(begins) for reply in self._ask.replies(message))

    async def acknowledged(self) -> list[CommandResult]:
        """The commands that the app acknowledged."""
        return [result for result in await asyncio.gather(*self.commands) if result.acked]

    def shown(self, result: CommandResult) -> int:
        """How often a command is answered."""
        calls = [call for call in self._workspace.calls if call.method == "response_url" and call.ok]
        return sum(str(result.response_url).endswith(call.path) for call in calls)


@pytest.fixture
async def load(workspace: Workspace, process: Any, ask: Any, question: str) -> AsyncIterator[Load]:
    """A process that is being asked."""
    await process.start()
    load = Load(workspace, ask, question)
    await workspace.wait_for(lambda: sum(len(ask.replies(message)) for message in load.asked) >= AT_ONCE / 4, 15)
    yield load
    await load.over()


async def test_stopped_it_answers_what_it_acknowledged_and_the_next_one_the_rest(
    load: Load, process: Any, workspace: Workspace, no_for_medicare: str
) -> None:
    process.signal(signal.SIGTERM)
    assert await process.exited() == 0
    assert "event=stopped abandoned=0" in process.output
    await process.start()
    await load.over()
    await workspace.wait_for(lambda: all(load.told(message, no_for_medicare) for message in load.asked), 40)
    acknowledged = await load.acknowledged()
    assert acknowledged
    await workspace.wait_for(lambda: all(load.shown(result) for result in acknowledged), 40)
    assert [load.told(message, no_for_medicare) for message in load.asked] == [1] * len(load.asked)
    # What was taken and not acknowledged any more may be delivered again after its asker was told.
    assert all(load.told(message, "") - load.told(message, words.INTERRUPTED) == 1 for message in load.asked)


async def test_killed_each_question_is_answered_or_its_asker_is_told(
    load: Load, process: Any, workspace: Workspace, no_for_medicare: str
) -> None:
    """Slack delivers no more what was acknowledged and not answered yet, and its words are kept nowhere."""
    await process.kill()
    await process.start()
    await load.over()
    await workspace.wait_for(lambda: all(load.told(message, "") for message in load.asked), 40)
    for message in load.asked:
        answers, notices = load.told(message, no_for_medicare), load.told(message, words.INTERRUPTED)
        assert answers <= 1 and notices <= 1 and load.told(message, "") == answers + notices
    assert sum(load.told(message, no_for_medicare) for message in load.asked) > len(load.asked) / 2
    # A command that Slack delivers once is acknowledged when it is answered, unless that takes a second.
    in_time = [each for each in await load.acknowledged() if (each.seconds or 0.0) < ANSWER_FIRST_SECONDS]
    assert [load.shown(result) for result in in_time] == [1] * len(in_time)
