"""An expert answers a question in its thread, or marks it as resolved: its asker is told, once."""

import asyncio
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.workspace import Message, Workspace
from tests.scenarios.experts import ABOUT, EXPERTS, QUESTION, SENT, Counter, buttons, requests_kept, shown, with_experts


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.HTTP


@pytest.fixture
def environment(environment: dict[str, str], workspace: Workspace) -> dict[str, str]:
    with_experts(workspace)
    return {**environment, "CODEBOOK_EXPERTS_CHANNEL": EXPERTS.id}


@pytest.fixture
def counter(workspace: Workspace) -> Counter:
    return Counter(workspace)


@pytest.fixture
async def request_of_ana(bot: Any, ask: Any, counter: Counter) -> Message:
    """A question that ana asked by slash command, in the experts' channel."""
    await counter.hand_on("ana", await ask.slash(QUESTION))
    await counter.hears("ana", SENT, "coding-questions")
    return await counter.request()


class TestAnswering:
    """An expert answers in the thread, and the asker is told."""

    async def test_it_stands_in_the_thread_and_reaches_the_asker(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        form = await counter.form("ben", request_of_ana, "answer_request")
        assert ABOUT in shown(form) and f"<@{workspace.user('ana').id}>" in shown(form)
        await counter.submit("ben", "No: it is *not* split.\nSee the <!channel> page.", "answer")
        ben = f"<@{workspace.user('ben').id}>"
        told = await counter.hears("ana", f"{ben} answers your question: {ABOUT}.")
        assert words.FROM_A_PERSON in told and f"To ask back, write to {ben}." in told
        _, below = await workspace.wait_for(
            lambda: len(found := workspace.replies(EXPERTS, thread_ts=request_of_ana.ts)) == 2 and found
        )
        assert below.text.startswith(f"{ben} answers:\nNo: it is ∗not∗ split.")
        (message,) = [message for message in workspace.replies(workspace.dm("ana")) if message.text == told]
        assert "&gt; No: it is ∗not∗ split." in shown(message) and "<!" not in shown(message) + shown(below)
        assert workspace.views("ben") == []

    async def test_identifiers_and_long_answers_are_sent_back(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        await counter.form("ben", request_of_ana, "answer_request")
        said = "Mr. Sample, DOB 01/26/1961, has it"
        assert (await counter.submit("ben", said, "answer")).errors == {"answer": words.IDENTIFIERS_IN_FORM}
        assert (await counter.submit("ben", "&" * 2500, "answer")).errors == {"answer": words.FORM_TOO_LONG}
        assert (await counter.submit("ben", "", "answer")).acked is False  # Slack itself asks for it
        assert (await counter.submit("ben", "a" * 2500, "answer")).errors == {}
        assert "a" * 2500 in await counter.hears("ana", "<@")

    async def test_two_experts_may_both_answer_each_form_once(
        self, workspace: Workspace, request_of_ana: Message, ask: Any, counter: Counter
    ) -> None:
        for user in ("ben", "cleo"):
            await counter.form(user, request_of_ana, "answer_request")
        await asyncio.gather(*(counter.submit(user, f"So says {user}.", "answer") for user in ("ben", "cleo")))
        again = [d.envelope for d in workspace.deliveries if d.kind == "submission"][-1]
        await workspace._courier.interaction("submission", again, answered=True)
        await workspace.wait_for(lambda: len(counter.told("ana")) == 2)
        await ask.another()
        assert len(workspace.replies(EXPERTS, thread_ts=request_of_ana.ts)) == 3
        assert len(counter.told("ana")) == 2

    async def test_an_asker_who_cannot_be_reached_is_named_to_the_expert_with_the_answer(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        await counter.form("ben", request_of_ana, "answer_request")
        workspace.room.channels = tuple(place for place in workspace.room.channels if place.name != "ana")
        await counter.submit("ben", "No.", "answer")
        told = await counter.hears("ben", "I could not send your answer to", EXPERTS.id)
        assert told.endswith("This is what you wrote:\nNo.")

    async def test_a_thread_that_is_closed_does_not_keep_the_answer_from_the_asker(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        await counter.form("ben", request_of_ana, "answer_request")
        workspace.faults.error("chat.postMessage", "restricted_action_thread_locked")
        await counter.submit("ben", "No.", "answer")
        assert "No." in await counter.hears("ana", "<@")
        assert (await counter.hears("ben", "Slack did not take your answer", EXPERTS.id)).endswith("No.")


class TestResolving:
    """The first expert who marks it as resolved does so for all."""

    async def test_the_message_shows_who_and_the_asker_is_told_once(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        await counter.press("ben", request_of_ana, "resolve_request")
        ben = f"<@{workspace.user('ben').id}>"
        await workspace.wait_for(lambda: buttons(counter.requests[0]) == ["propose_for_the_book"])
        assert f"Resolved by {ben}." in shown(counter.requests[0])
        for message in (request_of_ana, counter.requests[0]):
            assert "&gt; can I use 26 with 38244 for the zebra?" in shown(message)
        assert await counter.hears("ana", words.expert_resolved(ben, ABOUT))
        assert len(counter.told("ana")) == 1

    async def test_of_two_at_once_one_is_the_first_and_the_other_is_told(
        self, workspace: Workspace, request_of_ana: Message, ask: Any, counter: Counter, database: Path
    ) -> None:
        await asyncio.gather(*(counter.press(user, request_of_ana, "resolve_request") for user in ("ben", "cleo")))
        await counter.hears("ana", "<@")
        await ask.another()
        ((_, state, first, _),) = requests_kept(database)
        assert state == "resolved" and f"Resolved by <@{first}>." in shown(counter.requests[0])
        late = "cleo" if first == workspace.user("ben").id else "ben"
        await counter.hears(late, words.resolved_before(f"<@{first}>"), EXPERTS.id)
        assert len(counter.told("ana")) == 1

    async def test_an_expert_who_asked_is_not_told_what_they_did(
        self, workspace: Workspace, request_of_ana: Message, ask: Any, counter: Counter
    ) -> None:
        await counter.press("ana", request_of_ana, "resolve_request")
        await workspace.wait_for(lambda: buttons(counter.requests[0]) == ["propose_for_the_book"])
        await ask.another()
        assert counter.told("ana") == []

    async def test_what_the_book_lacks_of_the_same_is_resolved_with_it(
        self, workspace: Workspace, request_of_ana: Message, ask: Any, counter: Counter, database: Path
    ) -> None:
        await ask.direct_message("can I use 26 with 38244", user="cleo")
        await ask.direct_message("can I use 26 with 38299", user="cleo")

        def open_gaps() -> list[str]:
            with closing(sqlite3.connect(database)) as opened:
                rows = opened.execute("SELECT subject FROM gaps WHERE resolved_at IS NULL").fetchall()
            return [name for (row,) in rows for name in json.loads(row)["missing"]]

        await ask.until(lambda: len(open_gaps()) == 3)
        await counter.press("ben", request_of_ana, "resolve_request")
        await ask.until(lambda: open_gaps() == ["38299"])

    async def test_where_slack_does_not_update_the_message_the_press_itself_changes_it(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter
    ) -> None:
        workspace.faults.error("chat.update", "cant_update_message")
        await counter.press("ben", request_of_ana, "resolve_request")
        await workspace.wait_for(lambda: buttons(counter.requests[0]) == ["propose_for_the_book"])
        assert counter.requests[0].ts == request_of_ana.ts

    @pytest.mark.parametrize("action_id", ["answer_request", "resolve_request"])
    async def test_pressed_elsewhere_nothing_happens(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter, action_id: str, database: Path
    ) -> None:
        """As in a copy of the message in another channel."""
        place = workspace.channel("coding-questions")
        copy = replace(request_of_ana, channel=place.id, ts=workspace.room.conversations.next_ts())
        workspace.room.conversations.put(copy)
        await counter.press("ben", copy, action_id)
        await counter.hears("ben", words.ONLY_EXPERTS, place.id)
        assert workspace.views("ben") == []
        assert [kept[1] for kept in requests_kept(database)] == ["open"]

    @pytest.mark.parametrize("action_id", ["answer_request", "resolve_request"])
    async def test_a_value_that_is_none_of_ours_does_nothing(
        self, workspace: Workspace, request_of_ana: Message, counter: Counter, action_id: str
    ) -> None:
        blocks = json.loads(json.dumps(request_of_ana.blocks))
        for element in blocks[-1]["elements"]:
            element["value"] = "{"
        forged = workspace.room.conversations.change(request_of_ana, blocks=tuple(blocks))
        await counter.press("ben", forged, action_id)
        await counter.hears("ben", words.ONLY_EXPERTS, EXPERTS.id)
