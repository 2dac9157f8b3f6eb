"""Two bots over HTTP on one PostgreSQL, with Slack's deliveries going to either: each question is answered once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace
from tests.postgres import Postgres, running_postgres
from tests.scenarios.conftest import Process


@pytest.fixture(scope="module")
def own_server() -> Iterator[Postgres]:
    """A PostgreSQL that no other module's tests use."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def database_url(own_server: Postgres) -> str:
    """One database for both."""
    return own_server.create()


class Replicas:
    """Two processes, and the choice of who is given the next delivery."""

    def __init__(self, workspace: Workspace, processes: list[Process]) -> None:
        self.processes = processes
        self._workspace = workspace
        self._urls: list[str] = []

    async def start(self) -> None:
        """Both, together."""
        for process in self.processes:
            await process.start()
            self._urls.append(str(self._workspace.request_url))

    def deliver_to(self, number: int) -> None:
        """What Slack delivers from now on goes to this one."""
        self._workspace.request_url = self._urls[number]


@pytest.fixture
async def replicas(workspace: Workspace, environment: dict[str, str], tmp_path: Path) -> AsyncIterator[Replicas]:
    """Both started."""
    replicas = Replicas(
        workspace, [Process(workspace, Mode.HTTP, environment, tmp_path / f"{number}.txt") for number in range(2)]
    )
    await replicas.start()
    yield replicas
    for process in replicas.processes:
        await process.close()


def event_id(workspace: Workspace) -> str:
    return next(str(delivery.event_id) for delivery in workspace.deliveries if delivery.kind == "event")


async def test_a_retry_that_goes_to_the_other_is_not_answered_again(
    replicas: Replicas, workspace: Workspace, ask: Any, question: str
) -> None:
    workspace.faults.hang("chat.postMessage", seconds=0.5)
    replicas.deliver_to(0)
    asked = await ask.by("mention", question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    replicas.deliver_to(1)
    for number in (1, 2):
        assert (await workspace.redeliver(event_id(workspace), retry_num=number)).acked
    await ask.another()
    assert (await workspace.redeliver(event_id(workspace), retry_num=3)).acked
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_a_thread_goes_on_with_the_other(replicas: Replicas, ask: Any, question: str) -> None:
    replicas.deliver_to(0)
    asked = await ask.by("mention", question, wait=False)
    await ask.replied(asked)
    replicas.deliver_to(1)
    reply = await ask.mention("@ and TC?", thread_ts=asked.ts)
    assert "38240 with modifier TC" in reply.text


async def test_what_one_was_answering_when_it_was_killed_the_other_answers_at_once(
    replicas: Replicas, workspace: Workspace, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.rate_limit("chat.postMessage", retry_after=600)
    replicas.deliver_to(0)
    asked = await ask.by("direct message", question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    await replicas.processes[0].kill()
    replicas.deliver_to(1)
    await workspace.redeliver(event_id(workspace))
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    await workspace.redeliver(event_id(workspace), retry_num=2)
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_while_the_database_is_stopped_questions_are_answered_and_afterwards_none_again(
    replicas: Replicas, workspace: Workspace, own_server: Postgres, ask: Any, question: str, no_for_medicare: str
) -> None:
    replicas.deliver_to(0)
    await asyncio.to_thread(own_server.stop)
    asked = await ask.by("direct message", question, wait=False)
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    assert "event=records-away" in replicas.processes[0].output
    await asyncio.to_thread(own_server.start)
    await ask.until(lambda: "event=records-caught-up kind=answered" in replicas.processes[0].output, 60)
    replicas.deliver_to(1)
    assert (await workspace.redeliver(event_id(workspace))).acked
    await ask.another()
    assert len(ask.replies(asked)) == 1
