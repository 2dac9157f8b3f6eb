"""What Slack delivers twice is answered once; what only a retry brings is answered too."""

from typing import Any

import pytest

from bot.workspace import Delivery, Message, Workspace

pytestmark = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

RETRIES = [(1, "http_timeout"), (2, "http_error"), (3, "connection_failed")]


def deliveries_of(workspace: Workspace, message: Message) -> list[Delivery]:
    """The attempts to deliver this message to the bot, oldest first."""
    return [
        delivery
        for delivery in workspace.deliveries
        if delivery.kind == "event" and delivery.envelope["event"].get("ts") == message.ts
    ]


def event_id_of(workspace: Workspace, message: Message) -> str:
    """The event_id under which it was delivered first."""
    return str(deliveries_of(workspace, message)[0].event_id)


@pytest.fixture(params=["direct message", "mention"])
async def asked(request: pytest.FixtureRequest, bot: Any, ask: Any, question: str) -> Message:
    """A question that was just delivered for the first time."""
    asked: Message = await ask.by(request.param, question, wait=False)
    return asked


async def test_retries_after_the_answer(workspace: Workspace, ask: Any, asked: Message) -> None:
    await ask.replied(asked)
    for number, reason in RETRIES:
        again = await workspace.redeliver(event_id_of(workspace, asked), retry_num=number, reason=reason)
        assert again.acked
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_a_retry_while_the_answer_is_on_its_way(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    workspace.faults.hang("chat.postMessage", seconds=0.5)
    asked = await workspace.post("ana", workspace.dm("ana"), question)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    again = await workspace.redeliver(event_id_of(workspace, asked))
    assert again.acked
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_only_the_retry_arrives(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.lose_deliveries()
    asked = await workspace.post("ana", workspace.dm("ana"), question)
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    lost, arrived = deliveries_of(workspace, asked)
    assert (lost.acked, arrived.acked, arrived.retry_num) == (False, True, 1)


async def test_the_same_message_under_two_event_ids(workspace: Workspace, ask: Any, asked: Message) -> None:
    await ask.replied(asked)
    other = await workspace.send_event(deliveries_of(workspace, asked)[0].envelope["event"])
    assert other != event_id_of(workspace, asked)
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_a_mention_that_comes_as_a_message_of_the_channel_too(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    """As it does where somebody adds `message.channels` to the manifest."""
    asked = await workspace.post("ana", "coding-questions", f"<@{workspace.bot_user_id}> {question}")
    await ask.replied(asked)
    mention = deliveries_of(workspace, asked)[0].envelope["event"]
    await workspace.send_event({**mention, "type": "message", "channel_type": "channel"})
    await ask.another()
    assert len(ask.replies(asked)) == 1


async def test_another_message_with_the_same_words_is_another_question(bot: Any, ask: Any, question: str) -> None:
    first, second = await ask.direct_message(question), await ask.direct_message(question)
    assert first.ts != second.ts
    assert first.text == second.text


async def test_after_a_restart(workspace: Workspace, bot: Any, ask: Any, asked: Message) -> None:
    await ask.replied(asked)
    await bot.restart()
    again = await workspace.redeliver(event_id_of(workspace, asked), retry_num=3)
    assert again.acked
    await workspace.send_event(again.envelope["event"])
    await ask.another()
    assert len(ask.replies(asked)) == 1
