"""Where Slack does not let the bot write: the asker gets the answer all the same, with what to do."""

from typing import Any

import pytest

from bot.workspace import Workspace

REFUSALS = [
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "restricted_action_thread_locked",
    "thread_not_found",
]


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_mention_is_answered_in_the_direct_message(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, refusal: str
) -> None:
    workspace.faults.error("chat.postMessage", refusal)
    asked = await ask.by("mention", question, wait=False)
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    notice, _, answer = reply.text.partition("\n")
    assert notice.startswith("I cannot write where you asked, so I answer here.")
    assert "/invite" in notice
    assert answer.startswith(no_for_medicare)
    assert ask.replies(asked) == []
    assert workspace.replies(workspace.dm("ben")) == []


async def test_a_refusal_that_nobody_has_heard_of_does_not_leave_the_asker_alone(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.error("chat.postMessage", "a_refusal_of_next_year")
    await ask.by("mention", question, wait=False)
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    notice, _, answer = reply.text.partition("\n")
    assert notice == "Slack did not take my answer where you asked, so I answer here."
    assert answer.startswith(no_for_medicare)


async def test_refused_everywhere_it_can_be_asked_again(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, caplog: pytest.LogCaptureFixture
) -> None:
    workspace.faults.error("chat.postMessage", "restricted_action", times=2)
    asked = await ask.by("mention", question, wait=False)
    await workspace.wait_for(lambda: len([c for c in workspace.calls if c.method == "chat.postMessage"]) == 2)
    await ask.until(lambda: "not-delivered" in caplog.text)
    await ask.another()
    await ask.another()
    assert ask.replies(asked) == []
    delivery = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
    await workspace.redeliver(str(delivery.event_id))
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)


async def test_a_slash_command_does_not_need_the_channel(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.error("chat.postMessage", "is_archived")
    assert (await ask.slash(question)).text.startswith(no_for_medicare)
