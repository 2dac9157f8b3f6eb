"""Edits, previews of links and deletions make no second answer."""

from typing import Any

import pytest

from bot.workspace import Message, Workspace


@pytest.fixture(params=["direct message", "mention"])
async def answered(request: pytest.FixtureRequest, bot: Any, ask: Any, question: str) -> Message:
    """A question that has its answer."""
    asked: Message = await ask.by(request.param, question, wait=False)
    await ask.replied(asked)
    return asked


async def test_an_edit(workspace: Workspace, ask: Any, answered: Message) -> None:
    before = len(workspace.deliveries)
    await workspace.edit(answered, answered.text.replace("26", "TC"))
    delivered = await workspace.wait_for(lambda: workspace.deliveries[before:])
    await ask.another()
    assert all(delivery.acked for delivery in delivered)
    assert len(ask.replies(answered)) == 1


async def test_an_edit_after_a_restart(workspace: Workspace, bot: Any, ask: Any, answered: Message) -> None:
    await bot.restart()
    await workspace.edit(answered, answered.text + " please")
    await ask.another()
    assert len(ask.replies(answered)) == 1


async def test_a_preview_of_a_link(workspace: Workspace, ask: Any, answered: Message) -> None:
    await workspace.unfurl(answered)
    await ask.another()
    assert len(ask.replies(answered)) == 1


async def test_a_deletion(workspace: Workspace, ask: Any, answered: Message) -> None:
    replies = len(ask.replies(answered))
    await workspace.delete(answered)
    await ask.another()
    assert len(ask.replies(answered)) == replies == 1


async def test_a_mention_that_an_edit_adds_is_answered_once(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    written = await workspace.post("ana", "coding-questions", question)
    mention = f"<@{workspace.bot_user_id}> {question}"
    await workspace.edit(written, mention)
    reply = await ask.replied(written)
    assert reply.text.startswith(no_for_medicare)
    await workspace.edit(written, mention + " thanks")
    await ask.another()
    assert len(ask.replies(written)) == 1
