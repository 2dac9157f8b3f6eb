"""A reply that offers choices: a press of one is answered in its place, once, and the thread goes on from there."""

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.book import starter_book
from bot.workspace import Cut, Message, PressResult, Workspace

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

OPEN_QUESTION = "70001 zebra Zyxwina"
"""A code, and words that name no side of it."""
UNKNOWN_CODE = "70003"
"""One slip away from both codes."""
CODE = """
kind: code
id: "{id}"
name: Service number {id}
sections:
  payment:
    statements:
      - text: Code {id} is paid by the hour.
        source: invented
"""
SOURCE = """
  invented:
    title: An invented fee schedule
    standing: official
    as_of: 2026-01-01
"""
PAID = "70001: payment"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with two codes; what is no entry of a code is the starter book's."""
    book = tmp_path / "book"
    shutil.copytree(starter_book(), book, ignore=shutil.ignore_patterns("codes", "articles"))
    with (book / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCE)
    vocabulary = yaml.safe_load((book / "vocabulary.yaml").read_text(encoding="utf-8"))
    vocabulary["shared_names"] = [shared for shared in vocabulary["shared_names"] if len(shared["entries"][0]) == 2]
    (book / "vocabulary.yaml").write_text(json.dumps(vocabulary), encoding="utf-8")  # JSON quotes all ids
    (book / "codes").mkdir()
    for id in ("70001", "70002"):
        (book / "codes" / f"{id}.yaml").write_text(CODE.format(id=id), encoding="utf-8")
    return book


@pytest.fixture
def environment(environment: dict[str, str], book: Path) -> dict[str, str]:
    return {**environment, "CODEBOOK_KNOWLEDGE": str(book)}


def buttons(message: Message) -> dict[str, str]:
    """The action_ids of a message's choices and follow-ups, by what the buttons say."""
    return {
        button["text"]["text"]: button["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for button in block["elements"]
        if button["type"] == "button" and "_section_" in button["action_id"]
    }


Press = Callable[..., Awaitable[PressResult]]


@pytest.fixture
def press(workspace: Workspace) -> Press:
    async def press(message: Message, says: str, user: str = "ana") -> PressResult:
        """Presses the button of a message that says this; returns once the bot acknowledged."""
        result = await workspace.press(user, message, buttons(message)[says])
        assert result.acked
        return result

    return press


@pytest.fixture
def replaced(workspace: Workspace) -> Callable[[Message], Awaitable[Message]]:
    async def replaced(message: Message) -> Message:
        """The message as it stands once it is another."""

        def other() -> Message | None:
            found = workspace.room.conversations.find(message.channel, message.ts)
            return None if found is None or found.text == message.text else found

        found: Message = await workspace.wait_for(other, 15)
        return found

    return replaced


def assert_paid(message: Message) -> None:
    assert PAID in message.text
    assert "Code 70001 is paid by the hour." in message.text
    assert "An invented fee schedule" in message.text
    assert buttons(message) == {}


async def test_an_open_question_offers_at_most_five_buttons_and_a_numbered_list(
    bot: Any, ask: Any, surface: str
) -> None:
    reply = await ask.by(surface, OPEN_QUESTION)
    assert 2 <= len(buttons(reply)) <= 5
    assert PAID in buttons(reply)
    for number, heading in enumerate(buttons(reply), 1):
        assert f"\n{number}. {heading}: ask “" in reply.text
    assert "Zyxwina" not in json.dumps(reply.blocks)


async def test_in_a_direct_message(workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any) -> None:
    offered = await ask.direct_message(OPEN_QUESTION)
    await press(offered, PAID)
    assert_paid(await replaced(offered))
    assert len(workspace.replies(workspace.dm("ana"))) == 1
    follow_up = await ask.direct_message("and TC?")
    assert "70001 with modifier TC" in follow_up.text


async def test_in_a_thread_of_a_channel(workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any) -> None:
    offered = await ask.mention(f"@ {OPEN_QUESTION}")
    await press(offered, PAID, user="ben")
    answer = await replaced(offered)
    assert_paid(answer)
    assert (answer.thread_ts, answer.ephemeral_to) == (offered.thread_ts, None)
    assert len(workspace.replies("coding-questions")) == 1
    follow_up = await ask.mention("@ and TC?", thread_ts=offered.thread_ts)
    assert "70001 with modifier TC" in follow_up.text


async def test_after_a_slash_command(workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any) -> None:
    for channel in ("coding-questions", "random"):
        offered = await ask.slash(OPEN_QUESTION, channel=channel)
        await press(offered, PAID)
        answer = await replaced(offered)
        assert_paid(answer)
        assert (answer.source, answer.ephemeral_to) == ("response_url", workspace.user("ana").id)
        assert len(workspace.messages(channel, visible_to="ana")) == 1
    assert [call.method for call in workspace.calls if call.method.startswith("chat.")] == []


async def test_a_code_that_lies_near(bot: Any, ask: Any, press: Press, replaced: Any) -> None:
    offered = await ask.direct_message(UNKNOWN_CODE)
    assert offered.text.startswith("70003 is not in the book.")
    assert list(buttons(offered)) == ["70001: what it is", "70002: what it is"]
    await press(offered, "70002: what it is")
    assert "Not on file: 70002: what it is" in (await replaced(offered)).text


async def test_the_other_choices_can_still_be_named_by_number(bot: Any, ask: Any, press: Press, replaced: Any) -> None:
    offered = await ask.direct_message(UNKNOWN_CODE)
    await press(offered, "70001: what it is")
    await replaced(offered)
    assert "70002: what it is" in (await ask.direct_message("2")).text


@on_both_databases
async def test_a_double_click_is_answered_once(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, surface: str
) -> None:
    offered = await ask.by(surface, OPEN_QUESTION)
    method = "response_url" if surface == "slash" else "chat.update"
    before = [call.method for call in workspace.calls].count(method)
    await asyncio.gather(*(press(offered, PAID) for _ in range(3)))
    assert_paid(await replaced(offered))
    await ask.another()
    assert [call.method for call in workspace.calls].count(method) == before + 1


@on_both_databases
async def test_of_two_choices_at_once_one_is_answered(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any
) -> None:
    offered = await ask.mention(f"@ {OPEN_QUESTION}")
    await asyncio.gather(press(offered, PAID), press(offered, "70001: coverage", user="ben"))
    await replaced(offered)
    await ask.another()
    assert [call.method for call in workspace.calls].count("chat.update") == 1


async def test_after_the_book_lost_the_code(bot: Any, ask: Any, press: Press, replaced: Any, book: Path) -> None:
    offered = await ask.direct_message(OPEN_QUESTION)
    (book / "codes" / "70001.yaml").unlink()
    await bot.restart()
    await press(offered, PAID)
    said = await replaced(offered)
    assert said.text == "The book has changed since this choice was offered. Please ask again."
    assert buttons(said) == {}
    follow_up = await ask.direct_message("and TC?")
    assert "went wrong" not in follow_up.text and "70001" not in follow_up.text


@on_both_databases
async def test_after_a_restart(bot: Any, ask: Any, press: Press, replaced: Any, surface: str) -> None:
    offered = await ask.by(surface, OPEN_QUESTION)
    await bot.restart()
    await press(offered, PAID)
    assert_paid(await replaced(offered))


@pytest.mark.parametrize("refusal", ["cant_update_message", "edit_window_closed", "a_refusal_of_next_year"])
async def test_where_slack_does_not_let_it_be_updated_the_response_url_does_it(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, refusal: str
) -> None:
    offered = await ask.mention(f"@ {OPEN_QUESTION}")
    workspace.faults.error("chat.update", refusal)
    await press(offered, PAID)
    answer = await replaced(offered)
    assert_paid(answer)
    assert (answer.source, answer.thread_ts, answer.ephemeral_to) == ("response_url", offered.thread_ts, None)


@pytest.mark.parametrize("when", Cut, ids=lambda when: when.name)
async def test_where_the_connection_breaks_while_it_is_updated_the_response_url_does_it_again(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, when: Cut
) -> None:
    offered = await ask.mention(f"@ {OPEN_QUESTION}")
    workspace.faults.cut("chat.update", when)
    await press(offered, PAID)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "response_url"], 15)
    assert_paid(await replaced(offered))
    await ask.another()
    assert len(workspace.replies("coding-questions")) == 1


async def test_where_nothing_replaces_it_the_answer_comes_below_and_the_choices_stay(
    workspace: Workspace, bot: Any, ask: Any, press: Press
) -> None:
    offered = await ask.mention(f"@ {OPEN_QUESTION}")
    for replies in (1, 2):
        workspace.faults.error("chat.update", "edit_window_closed")
        workspace.faults.error("response_url", "expired_url")
        await press(offered, PAID)
        await ask.until(lambda replies=replies: len(workspace.replies("coding-questions")) > replies)
        first, *_, last = workspace.replies("coding-questions")
        assert_paid(last)
        assert last.thread_ts == offered.thread_ts
        assert buttons(first) == buttons(offered)
        for _ in range(3):  # until the press has given its claim back
            await ask.another()


@pytest.mark.parametrize(("channel", "source"), [("coding-questions", "chat.postEphemeral"), ("random", None)])
async def test_where_the_response_url_is_expired_a_private_answer_stays_private(
    workspace: Workspace, bot: Any, ask: Any, press: Press, channel: str, source: str | None
) -> None:
    offered = await ask.slash(OPEN_QUESTION, channel=channel)
    workspace.faults.error("response_url", "expired_url")
    await press(offered, PAID)
    place = workspace.dm("ana") if source is None else workspace.channel(channel)
    answer = await workspace.wait_for(
        lambda: next((reply for reply in workspace.replies(place) if "paid by the hour" in reply.text), None), 15
    )
    assert_paid(answer)
    assert answer.ephemeral_to == (None if source is None else workspace.user("ana").id)
    assert answer.source == (source or "chat.postMessage")


async def test_where_slack_refuses_the_blocks_it_is_answered_as_text(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, surface: str
) -> None:
    offered = await ask.by(surface, OPEN_QUESTION)
    workspace.faults.refuse_blocks()
    await press(offered, PAID)
    answer = await replaced(offered)
    assert_paid(answer)
    assert answer.blocks == ()


async def test_choices_without_blocks_can_be_answered_in_words(workspace: Workspace, bot: Any, ask: Any) -> None:
    workspace.faults.refuse_blocks()
    offered = await ask.direct_message(OPEN_QUESTION)
    assert offered.blocks == ()
    number = next(line.partition(".")[0] for line in offered.text.splitlines() if PAID in line)
    assert_paid(await ask.direct_message(number))


async def test_refused_everywhere_it_can_be_pressed_again(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, caplog: pytest.LogCaptureFixture
) -> None:
    offered = await ask.direct_message(OPEN_QUESTION)
    for method, times in (("chat.update", 1), ("response_url", 1), ("chat.postMessage", 2)):
        workspace.faults.error(method, "restricted_action", times=times)
    await press(offered, PAID)
    await ask.until(lambda: "not-delivered" in caplog.text)
    await ask.another()
    await ask.another()
    await press(offered, PAID)
    assert_paid(await replaced(offered))


async def test_the_acknowledgement_comes_before_anything_else(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any
) -> None:
    offered = await ask.direct_message(OPEN_QUESTION)
    workspace.faults.hang("chat.update", seconds=4)
    result = await press(offered, PAID)
    assert result.seconds is not None and result.seconds < 3
    workspace.faults.clear()


async def test_no_word_of_the_question_is_stored(
    workspace: Workspace, bot: Any, ask: Any, press: Press, replaced: Any, database: Path
) -> None:
    offered = await ask.direct_message(OPEN_QUESTION)
    result = await press(offered, PAID)
    await replaced(offered)
    assert result.payload is not None
    assert "zyxwina" not in json.dumps(result.payload).lower()
    await bot.stop()
    kept = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert b"70001" in kept and b"zyxwina" not in kept.lower()
