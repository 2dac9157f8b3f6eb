"""The shortcut "Ask the book about this": a private reply to somebody's message, wherever it stands."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.slack.blocks import offered
from bot.workspace import Channel, Message, Workspace


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.SOCKET


SHORTCUT = "ask_the_book"
WITH_IDENTIFIERS = "pt Jane Sample MRN 00917733 DOB 01/26/1961: can I use 26 with 38240?"


def told(workspace: Workspace, user: str, channel: str | Channel) -> list[Message]:
    """What one person alone saw."""
    person = workspace.user(user)
    return [message for message in workspace.messages(channel, visible_to=user) if message.ephemeral_to == person.id]


async def use(workspace: Workspace, message: Message, user: str = "ana") -> Message:
    """What ana is shown after she used the shortcut of a message."""
    before = len(told(workspace, user, message.channel))
    result = await workspace.shortcut(user, message, SHORTCUT)
    assert result.acked
    shown: list[Message] = await workspace.wait_for(lambda: told(workspace, user, message.channel)[before:])
    return shown[0]


@pytest.mark.parametrize("channel", ["coding-questions", "random", "auditors", "old-questions"])
async def test_it_is_answered_privately_also_where_the_bot_is_no_member(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str, channel: str
) -> None:
    if workspace.channel(channel).is_archived:
        place = workspace.channel(channel)
        ts = workspace.room.conversations.next_ts()
        asked = workspace.room.conversations.put(Message(place.id, ts, question, workspace.user("ben").id))
    else:
        asked = await workspace.post("ben", channel, question)
    reply = await use(workspace, asked)
    assert reply.text.startswith(no_for_medicare)
    assert (reply.source, reply.thread_ts) == ("response_url", None)
    assert "You asked about: 38240 · modifier 26" in reply.text
    assert told(workspace, "ben", channel) == []


async def test_within_a_thread_it_is_shown_there_and_would_be_shared_there(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    first = await workspace.post("ben", "random", "A claim came back.")
    asked = await workspace.post("cleo", "random", question, thread_ts=first.ts)
    reply = await use(workspace, asked)
    assert reply.text.startswith(no_for_medicare)
    assert reply.thread_ts == first.ts
    assert shared_to(reply) == first.ts


async def test_a_share_would_begin_the_thread_of_a_message_without_one(
    workspace: Workspace, bot: Any, question: str
) -> None:
    asked = await workspace.post("ben", "coding-questions", question)
    reply = await use(workspace, asked)
    assert (reply.thread_ts, shared_to(reply)) == (None, asked.ts)


def shared_to(reply: Message) -> str:
    (button,) = [
        element
        for block in reply.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "share_in_channel"
    ]
    return offered(button).thread_ts


async def test_a_follow_up_of_the_reply_in_a_thread_stays_in_it(workspace: Workspace, bot: Any, question: str) -> None:
    first = await workspace.post("ben", "random", "A claim came back.")
    asked = await workspace.post("cleo", "random", question, thread_ts=first.ts)
    reply = await use(workspace, asked)
    assert (await workspace.press("ana", reply, "next_section_1")).acked
    _, following = await workspace.wait_for(lambda: len(found := told(workspace, "ana", "random")) == 2 and found)
    assert following.text.startswith("✕ No for Medicare")
    assert (following.thread_ts, shared_to(following)) == (first.ts, first.ts)


async def test_messages_of_bots_are_asked_about_too(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    theirs = await workspace.post("ben", "random", question, bot_id="B0OTHER", subtype="bot_message")
    assert (await use(workspace, theirs)).text.startswith(no_for_medicare)
    ours = await ask.mention(f"@ {question}")
    assert "38240" in (await use(workspace, ours)).text


async def test_a_text_that_is_only_in_blocks_or_attachments_is_read(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    said = {"type": "text", "text": question}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [said]}]}]
    in_blocks = await workspace.post("ben", "random", "", blocks=blocks)
    assert (await use(workspace, in_blocks)).text.startswith(no_for_medicare)
    forwarded = await workspace.post("ben", "random", "", blocks=[])
    forwarded = workspace.room.conversations.change(forwarded, attachments=({"text": question},))
    assert (await use(workspace, forwarded)).text.startswith(no_for_medicare)


async def test_our_mention_in_it_is_left_out_and_a_message_without_words_is_answered_with_the_help(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    mention = await workspace.post("ben", "random", ask.mentioning(f"@ {question}"))
    assert (await use(workspace, mention)).text.startswith(no_for_medicare)
    picture = await workspace.post("ben", "random", "", blocks=[], files=[{"id": "F1", "name": "claim.png"}])
    assert (await use(workspace, picture)).text.startswith("Ask about a code, a modifier, or both")


async def test_in_a_direct_message_nothing_is_offered_to_share(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    asked = await workspace.post("ana", workspace.dm("ana"), "38240")
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    reply = await use(workspace, asked)
    assert reply.text.startswith("38240")
    assert not [
        element
        for block in reply.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "share_in_channel"
    ]


async def test_without_a_response_url_it_is_shown_in_the_thread_by_the_bot_itself(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    first = await workspace.post("ben", "coding-questions", "A claim came back.")
    asked = await workspace.post("cleo", "coding-questions", question, thread_ts=first.ts)
    workspace.faults.error("response_url", "expired_url")
    reply = await use(workspace, asked)
    assert reply.text.startswith(no_for_medicare)
    assert (reply.source, reply.thread_ts) == ("chat.postEphemeral", first.ts)


async def test_where_the_bot_may_not_write_either_it_comes_as_a_direct_message(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    asked = await workspace.post("ben", "auditors", question)
    workspace.faults.error("response_url", "expired_url")
    await workspace.shortcut("ana", asked, SHORTCUT)
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    notice, _, answer = reply.text.partition("\n")
    assert notice == words.NOT_THERE
    assert answer.startswith(no_for_medicare)
    assert told(workspace, "ana", "auditors") == []


async def test_identifiers_in_it_are_told_as_somebody_elses(
    workspace: Workspace, bot: Any, no_for_medicare: str
) -> None:
    asked = await workspace.post("ben", "random", WITH_IDENTIFIERS)
    answer = await use(workspace, asked)
    assert answer.text.startswith(no_for_medicare)
    _, notice = await workspace.wait_for(lambda: len(found := told(workspace, "ana", "random")) == 2 and found)
    assert notice.text == words.IDENTIFIERS_SHORTCUT


async def test_of_the_message_nothing_is_logged_or_stored(
    process: Any, workspace: Workspace, environment: dict[str, str], database: Path, ask: Any
) -> None:
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    await process.start()
    asked = await workspace.post("ben", "random", WITH_IDENTIFIERS)
    await use(workspace, asked)
    await ask.until(lambda: "event=identifiers-noticed" in process.output)
    stored = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    for word in ("00917733", "Jane", "1961"):
        assert word.lower() not in process.output.lower()
        assert word.lower().encode() not in stored.lower()


async def test_strangers_get_a_polite_no(
    workspace: Workspace, bot: Any, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload_of = workspace._response_urls.for_shortcut

    def from_elsewhere(*more: Any) -> dict[str, Any]:
        payload = payload_of(*more)
        return {**payload, "user": {**payload["user"], "team_id": "T0ELSEWHERE"}}

    monkeypatch.setattr(workspace._response_urls, "for_shortcut", from_elsewhere)
    asked = await workspace.post("ben", "coding-questions", question)
    assert (await use(workspace, asked)).text == words.STRANGER
