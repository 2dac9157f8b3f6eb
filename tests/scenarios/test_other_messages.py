"""Who and what is not answered: machines, ourselves, and whatever is no message of a person."""

from typing import Any

import pytest

from bot.workspace import Workspace


def message_event(workspace: Workspace, text: str, **more: Any) -> dict[str, Any]:
    """A direct message as an event, which a person did not write in the workspace."""
    channel = workspace.dm("ana")
    return {
        "type": "message",
        "channel": channel.id,
        "channel_type": "im",
        "user": workspace.user("ana").id,
        "text": text,
        "ts": "1700000000.000100",
        "event_ts": "1700000000.000100",
        **more,
    }


async def test_another_bot_is_not_answered(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    mention = f"<@{workspace.bot_user_id}> {question}"
    messages = [
        await workspace.post("ben", "coding-questions", mention, bot_id="B0OTHER"),
        await workspace.post("ben", "coding-questions", mention, bot_id="B0OTHER", subtype="bot_message"),
        await workspace.post("ana", workspace.dm("ana"), question, bot_id="B0OTHER"),
    ]
    await ask.another()
    assert [ask.replies(message) for message in messages] == [[], [], []]
    await workspace.wait_for(lambda: all(delivery.acked for delivery in workspace.deliveries))


@pytest.mark.parametrize("hidden_bot_id", [False, True])
async def test_it_does_not_answer_itself(
    workspace: Workspace, bot: Any, ask: Any, question: str, hidden_bot_id: bool
) -> None:
    own = {"user": workspace.bot_user_id} | ({} if hidden_bot_id else {"bot_id": workspace.bot_id})
    await workspace.send_event(message_event(workspace, question, **own))
    await ask.another()
    assert workspace.replies(workspace.dm("ana")) == []


@pytest.mark.parametrize(
    "more",
    [
        {"hidden": True},
        {"subtype": "message_replied"},
        {"subtype": "channel_join"},
        {"subtype": "assistant_app_thread"},
        {"subtype": "a_subtype_of_next_year"},
        {"subtype": "reminder_add"},
        {"user": None},
        {"user": "USLACKBOT"},
        {"ts": None},
        {"channel_type": "mpim"},
        {"channel_type": "channel"},
        {"channel_type": None, "channel": "C0CODINGQ1"},
    ],
    ids=str,
)
async def test_what_no_person_wrote_to_it_is_acknowledged_and_not_answered(
    workspace: Workspace, bot: Any, ask: Any, question: str, more: dict[str, Any]
) -> None:
    event_id = await workspace.send_event(message_event(workspace, question, **more))
    await ask.another()
    assert workspace.replies(workspace.dm("ana")) == []
    assert [delivery.acked for delivery in workspace.deliveries if delivery.event_id == event_id] == [True]


@pytest.mark.parametrize("kind", ["app_home_opened", "reaction_added", "team_join", "an_event_of_next_year"])
async def test_other_events_are_acknowledged(workspace: Workspace, bot: Any, ask: Any, kind: str) -> None:
    event_id = await workspace.send_event({"type": kind, "user": workspace.user("ana").id, "event_ts": "1700000000.1"})
    await ask.another()
    assert [delivery.acked for delivery in workspace.deliveries if delivery.event_id == event_id] == [True]


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
async def test_messages_of_people_with_a_subtype_are_answered(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, subtype: str
) -> None:
    files = [{"id": "F1", "name": "remittance.png"}] if subtype == "file_share" else None
    reply = await ask.direct_message(question, subtype=subtype, files=files)
    assert reply.text.startswith(no_for_medicare)
    assert {call.method for call in workspace.calls} <= {"auth.test", "apps.connections.open", "chat.postMessage"}
