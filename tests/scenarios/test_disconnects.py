"""Socket Mode: Slack takes leave, or a connection breaks; the bot comes back and misses nothing."""

import asyncio
import time
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace

LEAVES = ["warning", "refresh_requested", "too_many_websockets", "link_disabled", None]


@pytest.fixture(params=[Mode.SOCKET], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    """HTTP has no connection to lose."""
    found: Mode = request.param
    return found


@pytest.fixture
def connections() -> int:
    """How many are held."""
    return 2


@pytest.fixture
def environment(environment: dict[str, str], connections: int) -> dict[str, str]:
    return {**environment, "CODEBOOK_SOCKET_CONNECTIONS": str(connections)}


@pytest.fixture
async def bot(bot: Any, workspace: Workspace, connections: int) -> Any:
    """With all its connections."""
    await workspace.wait_for(lambda: workspace.connections == connections, 15)
    return bot


def opened(workspace: Workspace) -> int:
    return len([call for call in workspace.calls if call.method == "apps.connections.open"])


def greeting_counts(text: str) -> list[int]:
    return [int(part.split()[0]) for part in text.split("mode=socket connections=")[1:]]


@pytest.mark.parametrize("connections", [1, 2, 5])
async def test_it_holds_as_many_connections_as_it_is_told(
    process: Any, workspace: Workspace, connections: int, ask: Any
) -> None:
    await process.start()
    await workspace.wait_for(lambda: workspace.connections == connections, 15)
    await ask.until(lambda: len(greeting_counts(process.output)) == connections)
    assert sorted(greeting_counts(process.output)) == list(range(1, connections + 1))
    assert "others-connected" not in process.output


async def test_connections_of_somebody_else_on_the_same_token_are_told(
    process: Any, bot: Any, workspace: Workspace, ask: Any
) -> None:
    await process.start()
    await ask.until(lambda: "event=others-connected connections=2" in process.output)


@pytest.mark.parametrize("connections", [1, 2])
@pytest.mark.parametrize("reason", LEAVES)
async def test_it_connects_again_and_answers(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, reason: str | None
) -> None:
    before = opened(workspace)
    await workspace.disconnect(reason, close_after=0.2 if reason == "warning" else None)
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)
    assert opened(workspace) > before


async def test_it_comes_back_again_and_again(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    for _ in range(3):
        await workspace.disconnect("refresh_requested")
        reply = await ask.direct_message(question)
        assert reply.text.startswith(no_for_medicare)
    await workspace.wait_for(lambda: workspace.connections == 2, 15)


@pytest.mark.parametrize("connections", [1])
@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_where_slack_says_so_in_time_the_new_connection_is_open_before_the_old_one_closes(
    workspace: Workspace, bot: Any, reason: str
) -> None:
    leaving = asyncio.create_task(workspace.disconnect(reason, close_after=2))
    await workspace.wait_for(lambda: workspace.connections == 2)
    assert not leaving.done()
    await leaving
    assert workspace.connections == 1


async def test_of_too_many_connections_one_is_given_up(workspace: Workspace, bot: Any, ask: Any) -> None:
    await workspace.disconnect("too_many_websockets", most=1)
    await ask.another()
    await asyncio.sleep(2)
    assert (workspace.connections, opened(workspace)) == (1, 2)


async def test_that_socket_mode_is_off_is_said_and_tried_again_slowly(
    process: Any, workspace: Workspace, ask: Any
) -> None:
    await process.start()
    await workspace.wait_for(lambda: workspace.connections == 2, 15)
    workspace.turn_away("link_disabled")
    await workspace.disconnect("link_disabled")
    await ask.until(lambda: 'event=socket-mode-is-off mend="turn Socket Mode on' in process.output)
    before = opened(workspace)
    await asyncio.sleep(3)
    assert opened(workspace) - before <= 1
    workspace.turn_away(None)
    await ask.another()


async def test_one_connection_of_two_is_lost_and_no_question_with_it(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    asked = []
    for number in range(12):
        asked.append(await workspace.post("ana", "coding-questions", ask.mentioning(f"@ {question}")))
        if number in (3, 7):
            await workspace.disconnect(None, most=1)
        await asyncio.sleep(0.05)
    for message in asked:
        reply = await ask.replied(message)
        assert reply.text.startswith(no_for_medicare)
    await ask.another()
    assert [len(ask.replies(message)) for message in asked] == [1] * 12


async def test_a_connection_lost_while_an_answer_is_on_its_way(
    workspace: Workspace, bot: Any, ask: Any, surface: str, question: str, no_for_medicare: str
) -> None:
    method = "response_url" if surface == "slash" else "chat.postMessage"
    workspace.faults.rate_limit(method, retry_after=1)
    await ask.by(surface, question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == method])
    await workspace.disconnect(None)
    place = workspace.dm("ana") if surface == "direct message" else workspace.channel("coding-questions")
    (reply,) = await workspace.wait_for(lambda: workspace.replies(place))
    assert reply.text.startswith(no_for_medicare)
    await ask.another()
    assert len(workspace.replies(place)) == 1


async def test_while_no_connection_can_be_had_it_keeps_trying(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.fail("apps.connections.open", status=503, times=4)
    await workspace.disconnect("refresh_requested")
    await workspace.wait_connected(15)
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)


@pytest.mark.parametrize(("connections", "reason"), [(2, "refresh_requested"), (10, "warning")])
async def test_a_slack_that_ends_each_connection_at_once_is_not_stormed(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, reason: str
) -> None:
    before = opened(workspace)
    workspace.turn_away(reason)
    await workspace.disconnect(reason, close_after=0)
    await asyncio.sleep(10)
    assert 3 <= opened(workspace) - before <= 9
    workspace.turn_away(None)
    asked = time.monotonic()
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)
    assert time.monotonic() - asked < 4
