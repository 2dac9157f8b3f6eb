"""Socket Mode: Slack takes leave, or the connection breaks; the bot comes back and misses nothing."""

from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace


@pytest.fixture(params=[Mode.SOCKET], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    """HTTP has no connection to lose."""
    found: Mode = request.param
    return found


def opened(workspace: Workspace) -> int:
    return len([call for call in workspace.calls if call.method == "apps.connections.open"])


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "too_many_websockets", "link_disabled", None])
async def test_it_connects_again_and_answers(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, reason: str | None
) -> None:
    before = opened(workspace)
    await workspace.disconnect(reason, close_after=0.2 if reason == "warning" else None)
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)
    assert opened(workspace) > before
    await workspace.wait_for(lambda: workspace.connections == 1)


async def test_it_comes_back_again_and_again(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    for _ in range(3):
        await workspace.disconnect("refresh_requested")
        reply = await ask.direct_message(question)
        assert reply.text.startswith(no_for_medicare)


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
    workspace.faults.fail("apps.connections.open", status=503, times=2)
    await workspace.disconnect("refresh_requested")
    await workspace.wait_connected(15)
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)
