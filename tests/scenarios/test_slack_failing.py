"""Slack is slow, overloaded or out of order: the answer comes once, as soon as Slack takes it."""

from typing import Any

import pytest

from bot.slack import client
from bot.workspace import Workspace


def method_of(surface: str) -> str:
    return "response_url" if surface == "slash" else "chat.postMessage"


async def test_it_waits_as_long_as_slack_says(
    workspace: Workspace, bot: Any, ask: Any, surface: str, question: str, no_for_medicare: str
) -> None:
    workspace.faults.rate_limit(method_of(surface), retry_after=1)
    reply = await ask.by(surface, question)
    assert reply.text.startswith(no_for_medicare)
    refused, taken = [call for call in workspace.calls if call.method == method_of(surface)]
    assert (refused.status, taken.status) == (429, 200)
    assert taken.at - refused.at >= 1


@pytest.mark.parametrize("status", [500, 504])
async def test_it_tries_again_where_slack_says_that_it_failed(
    workspace: Workspace, bot: Any, ask: Any, surface: str, question: str, no_for_medicare: str, status: int
) -> None:
    workspace.faults.fail(method_of(surface), status=status)
    reply = await ask.by(surface, question)
    assert reply.text.startswith(no_for_medicare)
    assert [call.status for call in workspace.calls if call.method == method_of(surface)] == [status, 200]


async def test_a_longer_outage_is_waited_out(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.fail("chat.postMessage", status=503, times=3)
    asked = await ask.by("direct message", question, wait=False)
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_one_message_a_second_is_kept_to(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    """Slack's limit for one channel: three people ask at once."""
    workspace.faults.one_message_a_second = True
    asked = [
        await workspace.post(user, "coding-questions", ask.mentioning(f"@ {question}"))
        for user in ("ana", "ben", "cleo")
    ]
    for message in asked:
        await ask.replied(message)
    assert [len(ask.replies(message)) for message in asked] == [1, 1, 1]


async def test_after_a_timeout_the_answer_is_not_posted_twice(
    workspace: Workspace, bot: Any, ask: Any, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack took it and only its confirmation came late: the asker is told that it may be missing, no more."""
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 1.0)
    await bot.restart()
    workspace.faults.hang("chat.postMessage", seconds=4)
    asked = await ask.by("mention", question, wait=False)
    (told,) = await workspace.wait_for(
        lambda: [m for m in workspace.messages("coding-questions", visible_to="ana") if m.ephemeral_to], 10
    )
    assert told.text.startswith("Slack did not confirm my answer")
    delivery = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
    await workspace.redeliver(str(delivery.event_id))
    await ask.another()
    assert len([message for message in ask.replies(asked) if not message.ephemeral_to]) == 1


async def test_it_starts_no_second_way_while_a_slash_reply_is_uncertain(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT_SECONDS", 1.0)
    await bot.restart()
    workspace.faults.hang("response_url", seconds=4)
    await ask.by("slash", question, wait=False)
    shown = await workspace.wait_for(
        lambda: found if len(found := workspace.messages("coding-questions", visible_to="ana")) == 2 else None,
        10,
    )
    assert [message.text.startswith(no_for_medicare) for message in shown] == [True, False]
    assert shown[1].text.startswith("Slack did not confirm my answer")
