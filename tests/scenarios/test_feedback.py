"""Feedback: one vote a person and answer, which may be changed, and a form that asks what was wrong."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.slack.blocks import EXPERT_ACTION_ID, FEEDBACK_ACTION_ID, SHARE_ACTION_ID, offered
from bot.workspace import Message, PressResult, Workspace
from bot.workspace.views import View


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.HTTP


PLANTED = "Zyxwina Quorbert, MRN 00917733"
EXPERTS = "C0PARTNER5"


async def vote(workspace: Workspace, message: Message, side: str, user: str = "ana") -> PressResult:
    result = await workspace.press(user, message, FEEDBACK_ACTION_ID, side)
    assert result.acked
    return result


async def form(workspace: Workspace, user: str = "ana") -> View:
    """The form, once it is open."""
    found: View = (await workspace.wait_for(lambda: workspace.views(user), 15))[-1]
    return found


def told(workspace: Workspace, user: str = "ana", channel: str = "coding-questions") -> list[str]:
    """What one person alone was told in a channel beside replies."""
    person = workspace.user(user).id
    return [
        message.text
        for message in workspace.replies(channel)
        if message.ephemeral_to == person and FEEDBACK_ACTION_ID not in str(message.blocks)
    ]


Votes = Callable[[], list[tuple[str, bool, str, str]]]


@pytest.fixture
def votes(database: Path) -> Votes:
    def votes() -> list[tuple[str, bool, str, str]]:
        """Person, side, reasons and comment of each vote that is kept."""
        with closing(sqlite3.connect(database)) as opened:
            rows = opened.execute("SELECT person, is_positive, reasons, comment FROM votes ORDER BY person").fetchall()
        return [(person, bool(positive), reasons, comment) for person, positive, reasons, comment in rows]

    return votes


def stored(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


async def test_a_positive_vote_is_kept_and_nothing_is_said(
    workspace: Workspace, bot: Any, ask: Any, question: str, surface: str, votes: Votes
) -> None:
    reply = await ask.by(surface, question)
    before = len(workspace.messages(reply.channel))
    result = await vote(workspace, reply, "positive")
    await ask.until(lambda: votes() == [(workspace.user("ana").id, True, "[]", "")])
    await ask.another()
    assert len(workspace.messages(reply.channel)) == before
    assert workspace.views("ana") == []
    assert result.payload is not None and ("message" in result.payload) == (surface != "slash")


async def test_a_negative_vote_is_kept_and_asks_what_was_wrong(
    workspace: Workspace, bot: Any, ask: Any, question: str, surface: str, votes: Votes
) -> None:
    reply = await ask.by(surface, question)
    await vote(workspace, reply, "negative")
    view = await form(workspace)
    ana = workspace.user("ana").id
    assert view.title is not None and view.title["text"] == words.WHAT_WAS_WRONG
    assert "38240 · modifier 26" in str(view.blocks[0])
    await ask.until(lambda: votes() == [(ana, False, "[]", "")])
    sent = await workspace.submit_view(
        "ana", view, {"reasons": ["source", "outdated"], "comment": " The edit is gone "}
    )
    assert sent.acked and sent.view is None
    await ask.until(lambda: votes() == [(ana, False, '["outdated", "source"]', "The edit is gone")])
    last = await workspace.wait_for(
        lambda: [found for found in workspace.messages(reply.channel) if found.text == words.THANKS], 15
    )
    assert EXPERT_ACTION_ID not in str(last[0].blocks)


async def test_the_free_line_may_be_left_empty_and_a_choice_may_not(
    workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes
) -> None:
    await vote(workspace, await ask.slash(question), "negative")
    view = await form(workspace)
    assert set((await workspace.submit_view("ana", view)).errors) == {"reasons"}
    assert (await workspace.submit_view("ana", view, {"reasons": ["other"]})).view is None
    await ask.until(lambda: votes() == [(workspace.user("ana").id, False, '["other"]', "")])


async def test_closing_the_form_keeps_the_vote(
    workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes
) -> None:
    await vote(workspace, await ask.slash(question), "negative")
    await workspace.close_view("ana", await form(workspace))
    await ask.another()
    assert votes() == [(workspace.user("ana").id, False, "[]", "")]
    assert told(workspace) == []


async def test_what_identifies_a_patient_is_refused_and_kept_nowhere(
    workspace: Workspace, process: Any, ask: Any, question: str, database: Path, environment: dict[str, str]
) -> None:
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    await process.start()
    await vote(workspace, await ask.slash(question), "negative")
    view = await form(workspace)
    refused = await workspace.submit_view("ana", view, {"reasons": ["other"], "comment": f"Of {PLANTED}"})
    assert refused.errors == {"comment": words.COMMENT_IDENTIFIES}
    assert (await workspace.submit_view("ana", view, {"comment": "Of an old claim"})).view is None
    await ask.until(lambda: b"Of an old claim" in stored(database))
    await ask.until(lambda: "event=explained" in process.output)
    for word in (*PLANTED.split(", MRN "), "Quorbert", "old claim"):
        assert word.lower() not in process.output.lower()
    assert b"quorbert" not in stored(database).lower() and b"00917733" not in stored(database)


async def test_a_vote_may_be_changed_and_then_says_no_more_what_was_wrong(
    workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes
) -> None:
    reply, ana = await ask.mention(f"@ {question}"), workspace.user("ana").id
    await vote(workspace, reply, "negative")
    await workspace.submit_view("ana", await form(workspace), {"reasons": ["unclear"], "comment": "Which edit?"})
    await ask.until(lambda: votes() == [(ana, False, '["unclear"]', "Which edit?")])
    await vote(workspace, reply, "negative")
    await workspace.close_view("ana", await form(workspace))
    await ask.another()
    assert votes() == [(ana, False, '["unclear"]', "Which edit?")]
    await vote(workspace, reply, "positive")
    await ask.until(lambda: votes() == [(ana, True, "[]", "")])


async def test_each_person_has_a_vote_of_their_own_on_a_reply_that_was_shared(
    workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes
) -> None:
    reply = await ask.slash(question)
    await workspace.press("ana", reply, SHARE_ACTION_ID)
    await workspace.wait_for(lambda: len(workspace.replies("coding-questions")) == 2, 15)
    shared = workspace.replies("coding-questions")[-1]
    await vote(workspace, shared, "positive")
    await vote(workspace, shared, "negative", "ben")
    await workspace.submit_view("ben", await form(workspace, "ben"), {"reasons": ["incomplete"]})
    ana, ben = workspace.user("ana").id, workspace.user("ben").id
    await ask.until(lambda: votes() == [(ana, True, "[]", ""), (ben, False, '["incomplete"]', "")])
    await vote(workspace, reply, "negative")
    await ask.until(lambda: len(votes()) == 3)
    assert workspace.views("ben") == []


async def test_the_form_opens_though_the_database_is_slow(
    workspace: Workspace, bot: Any, ask: Any, question: str, database: Path
) -> None:
    reply = await ask.slash(question)
    with closing(sqlite3.connect(database, isolation_level=None, check_same_thread=False)) as other:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        await vote(workspace, reply, "negative")
        await form(workspace)


class TestDatabaseAway:
    """Records that cannot be opened: what is said waits for them, so nothing is told."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
        (tmp_path / "file").write_text("")
        return {**environment, "CODEBOOK_DATABASE_URL": f"sqlite:///{tmp_path}/file/records.sqlite3"}

    async def test_the_form_opens_and_is_taken(
        self, workspace: Workspace, bot: Any, ask: Any, question: str, surface: str
    ) -> None:
        await vote(workspace, await ask.by(surface, question), "negative")
        assert (await workspace.submit_view("ana", await form(workspace), {"reasons": ["other"]})).acked
        await ask.another()
        assert words.VOTE_NOT_KEPT not in told(workspace)


class TestExperts:
    """CODEBOOK_EXPERTS_CHANNEL."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return {**environment, "CODEBOOK_EXPERTS_CHANNEL": EXPERTS}

    @pytest.mark.parametrize("is_sent", [True, False])
    async def test_after_the_form_an_expert_can_be_asked(
        self, workspace: Workspace, bot: Any, ask: Any, question: str, surface: str, is_sent: bool
    ) -> None:
        reply = await ask.by(surface, question)
        await vote(workspace, reply, "negative")
        view = await form(workspace)
        if is_sent:
            await workspace.submit_view("ana", view, {"reasons": ["incomplete"]})
        else:
            await workspace.close_view("ana", view)
        text = words.THANKS_AND_EXPERT if is_sent else words.STILL_OPEN
        (said,) = await workspace.wait_for(
            lambda: [found for found in workspace.messages(reply.channel) if found.text == text], 15
        )
        (button,) = said.blocks[-1]["elements"]
        assert button["action_id"] == EXPERT_ACTION_ID
        assert (offered(button).subject.codes, offered(button).thread_ts) == (("38240",), reply.thread_ts or "")
        assert offered(button).request
        assert said.thread_ts == reply.thread_ts

    @pytest.mark.parametrize("refusal", ["expired_trigger_id", "a_refusal_of_next_year"])
    async def test_where_the_form_does_not_open_the_expert_is_offered_at_once(
        self, workspace: Workspace, bot: Any, ask: Any, question: str, refusal: str, votes: Votes
    ) -> None:
        reply = await ask.slash(question)
        workspace.faults.error("views.open", refusal)
        await vote(workspace, reply, "negative")
        await workspace.wait_for(lambda: told(workspace) == [words.STILL_OPEN], 15)
        assert votes() == [(workspace.user("ana").id, False, "[]", "")]
        assert workspace.views("ana") == []


async def test_the_form_is_not_waited_for_longer_than_it_can_open(
    workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes
) -> None:
    reply = await ask.slash(question)
    workspace.faults.fail("views.open", times=30)
    result = await vote(workspace, reply, "negative")
    assert result.seconds is not None and result.seconds < 3
    await ask.until(lambda: votes() == [(workspace.user("ana").id, False, "[]", "")])
    workspace.faults.clear()


async def test_a_stranger_may_not_vote(workspace: Workspace, bot: Any, ask: Any, question: str, votes: Votes) -> None:
    reply = await ask.mention(f"@ {question}", channel="partner-questions")
    for side in ("positive", "negative"):
        await vote(workspace, reply, side, "dora")
    await workspace.wait_for(lambda: told(workspace, "dora", "partner-questions") == [words.STRANGER] * 2, 15)
    assert (votes(), workspace.views("dora")) == ([], [])
