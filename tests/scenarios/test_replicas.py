"""Two bots over HTTP on one PostgreSQL, with Slack's deliveries going to either: each question is answered once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.slack.blocks import FEEDBACK_ACTION_ID
from bot.workspace import Message, Workspace
from tests.postgres import Postgres, running_postgres
from tests.records.conftest import Database
from tests.scenarios.conftest import Process
from tests.scenarios.probing import Probe


@pytest.fixture(scope="module")
def own_server() -> Iterator[Postgres]:
    """A PostgreSQL that no other module's tests use."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def database_url(own_server: Postgres) -> str:
    """One database for both."""
    return own_server.create()


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "0"}


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


def event_id_of(workspace: Workspace, message: Message) -> str:
    """The event_id under which a mention was delivered."""
    brought = (delivery for delivery in workspace.deliveries if delivery.kind == "event")
    return next(str(each.event_id) for each in brought if each.envelope["event"].get("ts") == message.ts)


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


async def test_one_is_killed_while_both_are_asked(
    replicas: Replicas, workspace: Workspace, ask: Any, question: str, no_for_medicare: str
) -> None:
    """What it had not acknowledged goes to the other; of what it had, the asker is told within seconds."""
    asked = []
    for number in range(40):
        replicas.deliver_to(number % 2)
        asked.append(await workspace.post("ana", "coding-questions", ask.mentioning(f"@ {question}")))
    await workspace.wait_for(lambda: sum(len(ask.replies(message)) for message in asked) >= 5, 15)
    replicas.deliver_to(1)
    await replicas.processes[0].kill()
    asked += [await workspace.post("ana", "coding-questions", ask.mentioning(f"@ {question}")) for _ in range(10)]
    await workspace.wait_for(lambda: all(ask.replies(message) for message in asked), 15)
    for message in asked:
        texts = [reply.text for reply in ask.replies(message)]
        assert sum(text.startswith(no_for_medicare) for text in texts) <= 1
        assert [text for text in texts if not text.startswith(no_for_medicare)] in ([], [words.INTERRUPTED])
    assert all(ask.replies(message)[0].text.startswith(no_for_medicare) for message in asked[40:])


async def test_the_database_stops_and_starts_while_people_ask_and_vote(
    replicas: Replicas, workspace: Workspace, own_server: Postgres, database_url: str, ask: Any, no_for_medicare: str
) -> None:
    """Each question is answered once, each vote counts once and as it was last, and whoever watches can see it."""
    asked, running = [], True
    replicas.deliver_to(0)

    async def asking() -> None:
        while running:
            asked.append(await ask.by("direct message", "can I use 26 with 38240?", wait=False))
            await asyncio.sleep(0.25)

    loading = asyncio.create_task(asking())
    answers = [await ask.mention("@ can I use 26 with 38240?", user) for user in ("ana", "ben", "cleo")]

    async def vote(side: str) -> None:
        for answer in answers:
            for user in ("ana", "ben", "cleo"):
                assert (await workspace.press(user, answer, FEEDBACK_ACTION_ID, side)).acked

    output = replicas.processes[0]
    await vote("negative")
    await ask.until(lambda: output.output.count("event=voted") == 9)
    await asyncio.to_thread(own_server.stop)
    await vote("positive")
    probe = Probe(int(str(workspace.request_url).split(":")[2].split("/")[0]))
    await ask.until(lambda: output.output.count("event=voted") == 18)
    status, said = await probe.ready()
    assert (status, said["parts"]["records"]) == (
        200,
        {"state": "degraded", "says": "away; 9 votes waiting, 0 dropped"},
    )
    metrics = await probe.metrics()
    assert (metrics["codebook_records_up"], metrics["codebook_records_waiting"]) == (0, 9)
    asked_while_away = await ask.by("mention", "can I use 26 with 38240?", wait=False)
    await ask.replied(asked_while_away)
    await asyncio.to_thread(own_server.start)
    await ask.until(lambda: "event=records-caught-up kind=votes written=9 dropped=0" in output.output, 60)
    running = False
    await loading
    await workspace.wait_for(lambda: len(workspace.replies(workspace.dm("ana"))) == len(asked), 15)
    votes = await Database(database_url).rows("SELECT channel, ts, person, is_positive FROM votes")
    assert len(votes) == 9 and all(positive for *_, positive in votes)
    await ask.until(lambda: "kind=answered" in output.output)
    other = replicas.processes[1]
    await ask.until(lambda: other.output.count("event=records-away") == other.output.count("event=records-back"), 30)
    replicas.deliver_to(1)
    assert [event for event in workspace.deliveries if not event.acked and event.kind == "event"] == []
    again = next(
        each for each in workspace.deliveries if each.envelope.get("event", {}).get("ts") == asked_while_away.ts
    )
    assert (await workspace.redeliver(str(again.event_id))).acked
    await ask.another()
    assert len(ask.replies(asked_while_away)) == 1
    assert (await probe.ready())[1]["state"] == "ready"
