"""A question without an answer is handed to the experts, who answer it in their channel and are done with it."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import client, words
from bot.workspace import Workspace
from tests.scenarios.experts import ABOUT, EXPERTS, QUESTION, SENT, Counter, buttons, requests_kept, shown, with_experts


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.SOCKET


@pytest.fixture
def environment(environment: dict[str, str], workspace: Workspace) -> dict[str, str]:
    with_experts(workspace)
    return {**environment, "CODEBOOK_EXPERTS_CHANNEL": EXPERTS.id}


@pytest.fixture
def counter(workspace: Workspace) -> Counter:
    return Counter(workspace)


class TestAsking:
    """From the button to the experts' channel."""

    async def test_the_form_shows_what_is_known_and_what_its_asker_typed(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, surface: str
    ) -> None:
        reply = await ask.by(surface, QUESTION)
        form = await counter.form("ana", reply, "ask_an_expert")
        assert f"<#{EXPERTS.id}>" in shown(form) and ABOUT in shown(form) and "Not in the book: 38244." in shown(form)
        assert form.values["words"]["words"]["value"] == QUESTION
        assert counter.requests == []

    async def test_exactly_what_the_preview_shows_is_posted_once_it_is_confirmed(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.slash(QUESTION)
        await counter.form("ana", reply, "ask_an_expert")
        preview = await counter.submit("ana", "Is the zebra a donor?\nIt has stripes.")
        assert preview.view is not None
        assert counter.requests == []
        await counter.submit("ana")
        request = await counter.request()
        assert "&gt; Is the zebra a donor?\\n&gt; It has stripes." in shown(request)
        posted = [{**block, "block_id": None} for block in request.blocks if block["type"] != "actions"]
        assert [{**block, "block_id": None} for block in preview.view.blocks[2:]] == posted
        assert f"Asked by <@{workspace.user('ana').id}> in <#C0CODINGQ1>." in shown(request)
        assert buttons(request) == ["answer_request", "resolve_request", "propose_for_the_book"]
        assert await counter.hears("ana", SENT, "coding-questions")

    async def test_the_words_may_be_left_out(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, surface: str
    ) -> None:
        await counter.hand_on("ana", await ask.by(surface, QUESTION), "")
        request = await counter.request()
        assert ABOUT in shown(request)
        assert "zebra" not in shown(request) + request.text

    async def test_where_it_was_asked_is_said_and_there_the_asker_is_told(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, surface: str
    ) -> None:
        reply = await ask.by(surface, QUESTION)
        await counter.hand_on("ana", reply)
        where = words.IN_DIRECT_MESSAGE if surface == "direct message" else "in <#C0CODINGQ1>"
        assert f"Asked by <@{workspace.user('ana').id}> {where}." in (await counter.request()).text
        await counter.hears("ana", SENT, None if surface == "direct message" else "coding-questions")
        if surface == "mention":
            (notice,) = [message for message in workspace.messages("coding-questions") if message.text == SENT]
            assert notice.thread_ts == reply.thread_ts

    async def test_where_nothing_was_understood_that_is_said(
        self, bot: Any, ask: Any, counter: Counter, workspace: Workspace
    ) -> None:
        await counter.hand_on("ana", await ask.direct_message("¿Qué significa esto?"))
        request = await counter.request()
        assert words.NOTHING_UNDERSTOOD in shown(request) and "¿Qué significa esto?" in shown(request)

    async def test_what_the_book_has_nothing_on_file_about(
        self, bot: Any, ask: Any, counter: Counter, workspace: Workspace
    ) -> None:
        await counter.hand_on("ana", await ask.direct_message("what do we charge for 38240"), "")
        assert words.OUTCOMES_FOR_EXPERTS["unavailable"] in shown(await counter.request())

    async def test_in_the_place_of_their_asker_another_one_is_shown_none_of_the_words(
        self, bot: Any, ask: Any, counter: Counter, workspace: Workspace
    ) -> None:
        reply = await ask.mention(f"@ {QUESTION}")
        form = await counter.form("ben", reply, "ask_an_expert")
        assert form.values["words"]["words"]["value"] is None
        await counter.submit("ben")
        await counter.submit("ben")
        assert f"Asked by <@{workspace.user('ben').id}>" in (await counter.request()).text
        assert await counter.hears("ben", SENT, "coding-questions")

    async def test_a_form_that_was_closed_can_be_opened_again(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.direct_message(QUESTION)
        await counter.form("ana", reply, "ask_an_expert")
        await counter.submit("ana")
        await workspace.close_view("ana")
        form = await counter.form("ana", reply, "ask_an_expert")
        assert form.values["words"]["words"]["value"] == QUESTION
        assert counter.requests == []

    @pytest.mark.parametrize("said", ["pt Jane Sample MRN 00917733 has it", "the patient's SSN is 123-45-6789"])
    async def test_words_with_identifiers_are_not_previewed(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, said: str
    ) -> None:
        await counter.form("ana", await ask.direct_message(QUESTION), "ask_an_expert")
        result = await counter.submit("ana", said)
        assert result.errors == {"words": words.IDENTIFIERS_IN_FORM}
        assert (await counter.submit("ana", "without them")).errors == {}
        await counter.submit("ana")
        assert "without them" in shown(await counter.request())

    async def test_words_that_are_too_long_as_markup_are_named(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        await counter.form("ana", await ask.direct_message(QUESTION), "ask_an_expert")
        assert (await counter.submit("ana", "&" * 1999)).errors == {"words": words.FORM_TOO_LONG}
        assert (await counter.submit("ana", "a" * 2000)).errors == {}

    async def test_a_long_question_is_cut_in_the_field(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.direct_message(f"{'Nobody on the team could tell. ' * 100}{QUESTION}")
        form = await counter.form("ana", reply, "ask_an_expert")
        assert form.values["words"]["words"]["value"].endswith("…")

    async def test_nothing_in_the_words_pings_links_or_formats(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        said = "<!channel> <@U0000000B2> <https://x.example|here> *bold* `code` :wave: > quote & @here"
        await counter.hand_on("ana", await ask.direct_message(QUESTION), said)
        request = await counter.request()
        for text in (shown(request), request.text):
            assert "<!" not in text and "<@U0000000B2>" not in text and "<http" not in text and "*bold*" not in text
        assert "&lt;!channel&gt;" in shown(request)

    async def test_a_question_with_identifiers_is_not_prefilled(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.slash("pt Jane Sample MRN 00917733: can I use 26 with 38244?")
        form = await counter.form("ana", reply, "ask_an_expert")
        assert form.values["words"]["words"]["value"] is None
        assert "00917733" not in shown(form)


class TestOnce:
    """One question, one post."""

    async def test_a_second_submit_posts_nothing(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, mode: Any
    ) -> None:
        await counter.form("ana", await ask.direct_message(QUESTION), "ask_an_expert")
        await counter.submit("ana")
        preview = workspace.views("ana")[-1]
        await counter.submit("ana")
        payload = [d.envelope for d in workspace.deliveries if d.kind == "submission"][-1]
        assert payload["view"]["id"] == preview.id
        await asyncio.gather(*(workspace._courier.interaction("submission", payload, answered=True) for _ in range(3)))
        await counter.hears("ana", words.expert_sent_before(ABOUT))
        await ask.another()
        assert len(counter.requests) == 1
        assert counter.told("ana").count(SENT) == 1

    async def test_pressed_again_the_asker_is_told_where_it_is(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, database: Path
    ) -> None:
        reply = await ask.slash(QUESTION)
        await counter.hand_on("ana", reply)
        request = await counter.request()
        await counter.hears("ana", SENT, "coding-questions")
        await counter.press("ana", reply, "ask_an_expert")
        await counter.hears("ana", words.expert_sent_before(ABOUT), "coding-questions")
        await counter.press("ben", request, "resolve_request")
        await ask.until(lambda: [kept[1] for kept in requests_kept(database)] == ["resolved"])
        await counter.press("ana", reply, "ask_an_expert")
        await counter.hears("ana", words.expert_resolved_before(ABOUT), "coding-questions")
        assert workspace.views("ana") == [] and len(counter.requests) == 1

    async def test_also_after_a_restart(self, workspace: Workspace, bot: Any, ask: Any, counter: Counter) -> None:
        reply = await ask.mention(f"@ {QUESTION}")
        await counter.hand_on("ana", reply)
        await counter.hears("ana", SENT, "coding-questions")
        await bot.restart()
        await counter.press("ana", reply, "ask_an_expert")
        await counter.hears("ana", words.expert_sent_before(ABOUT), "coding-questions")

    async def test_another_asker_and_another_reply_are_other_questions(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.mention(f"@ {QUESTION}")
        await counter.hand_on("ana", reply)
        await counter.hand_on("ben", reply)
        await counter.hand_on("ana", await ask.direct_message(QUESTION))
        await workspace.wait_for(lambda: len(counter.requests) == 3)

    async def test_what_was_lost_on_its_way_is_sent_again(
        self,
        workspace: Workspace,
        bot: Any,
        ask: Any,
        counter: Counter,
        database: Path,
    ) -> None:
        """A process that was killed between begin and post left a request that stands nowhere."""
        reply = await ask.direct_message(QUESTION)
        await counter.hand_on("ana", reply)
        await counter.hears("ana", SENT)
        with closing(sqlite3.connect(database)) as opened, opened:
            opened.execute("UPDATE expert_requests SET posted_ts = '', changed_at = changed_at - 100")
        await counter.press("ana", reply, "ask_an_expert")
        await counter.hears("ana", words.expert_sent_before(ABOUT))
        with closing(sqlite3.connect(database)) as opened, opened:
            opened.execute("UPDATE expert_requests SET changed_at = changed_at - 100")
        await counter.hand_on("ana", reply)
        await workspace.wait_for(lambda: len(counter.requests) == 2)


class TestFailing:
    """The experts' channel, the database or Slack fail: the asker is told, and nothing is lost."""

    @pytest.fixture
    def experts_channel(self) -> str:
        return "C0RANDOM02"

    @pytest.fixture
    def environment(self, environment: dict[str, str], experts_channel: str) -> dict[str, str]:
        return {**environment, "CODEBOOK_EXPERTS_CHANNEL": experts_channel}

    @pytest.mark.parametrize("experts_channel", ["C0RANDOM02", "C0ARCHIVE3", "C0NOWHERE7"])
    async def test_where_the_bot_cannot_write_the_asker_is_told_plainly(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", "bot")
        reply = await ask.slash(QUESTION)
        await counter.hand_on("ana", reply)
        said = await counter.hears("ana", "Your question did not reach the experts, for", "coding-questions")
        (logged,) = [line for line in caplog.messages if line.startswith("not-sent ")]
        assert any(f"error={code}" in logged for code in ("not_in_channel", "is_archived", "channel_not_found"))
        assert said.endswith(f"number: {logged.rpartition('id=')[2]}.")
        # It can be tried again, with the words still there.
        form = await counter.form("ana", reply, "ask_an_expert")
        assert form.values["words"]["words"]["value"] == QUESTION

    @pytest.mark.parametrize("experts_channel", [EXPERTS.id])
    async def test_after_another_refusal_it_can_be_sent_again(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.slash(QUESTION)
        workspace.faults.error("chat.postMessage", "a_refusal_of_next_year")
        await counter.hand_on("ana", reply)
        await counter.hears("ana", "Your question did not reach the experts. Please", "coding-questions")
        await counter.hand_on("ana", reply)
        await counter.hears("ana", SENT, "coding-questions")
        assert len(counter.requests) == 1

    @pytest.mark.parametrize("experts_channel", [EXPERTS.id])
    async def test_where_slack_does_not_confirm_it_the_asker_is_told_so(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "TIMEOUT_SECONDS", 1.0)
        await bot.restart()
        reply = await ask.direct_message(QUESTION)
        workspace.faults.hang("chat.postMessage", seconds=4)
        await counter.hand_on("ana", reply)
        await counter.hears("ana", words.EXPERT_UNCONFIRMED)
        assert len(counter.requests) == 1

    @pytest.mark.parametrize("experts_channel", [EXPERTS.id])
    async def test_where_slack_does_not_open_the_form_it_can_be_pressed_again(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.direct_message(QUESTION)
        workspace.faults.error("views.open", "expired_trigger_id")
        await counter.press("ana", reply, "ask_an_expert")
        await counter.hears("ana", words.FORM_NOT_OPENED, workspace.dm("ana").id)
        await counter.hand_on("ana", reply)
        await counter.request()

    @pytest.mark.parametrize("experts_channel", [EXPERTS.id])
    async def test_with_the_database_away_it_arrives_once_and_is_answered_and_resolved_once(
        self, workspace: Workspace, stopped_bot: Any, ask: Any, counter: Counter, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("")
        stopped_bot.environment["CODEBOOK_DATABASE_URL"] = f"sqlite:///{tmp_path}/file/records.sqlite3"
        await stopped_bot.start()
        reply = await ask.direct_message(QUESTION)
        await counter.hand_on("ana", reply)
        request = await counter.request()
        await counter.hand_on("ana", reply)
        await counter.hears("ana", words.expert_sent_before(ABOUT))
        await counter.form("ben", request, "answer_request")
        await counter.submit("ben", "No.", "answer")
        await counter.hears("ana", f"<@{workspace.user('ben').id}> answers")
        await counter.press("ben", request, "resolve_request")
        await counter.hears("ana", f"<@{workspace.user('ben').id}> has marked")
        await workspace.wait_for(lambda: buttons(counter.requests[0]) == ["propose_for_the_book"])
        assert len(counter.requests) == 1

    @pytest.mark.parametrize("experts_channel", [""])
    async def test_without_a_channel_no_expert_is_offered_and_an_old_button_says_so(
        self, workspace: Workspace, stopped_bot: Any, ask: Any, counter: Counter
    ) -> None:
        stopped_bot.environment["CODEBOOK_EXPERTS_CHANNEL"] = EXPERTS.id
        await stopped_bot.start()
        old = await ask.direct_message(QUESTION)
        stopped_bot.environment["CODEBOOK_EXPERTS_CHANNEL"] = ""
        await stopped_bot.restart()
        assert "ask_an_expert" not in buttons(await ask.direct_message(QUESTION, user="ben"))
        await counter.press("ana", old, "ask_an_expert")
        await counter.hears("ana", words.NO_EXPERTS, workspace.dm("ana").id)


class TestStrangers:
    """People of other organizations, who share a channel by Slack Connect."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return {**environment, "CODEBOOK_EXPERTS_CHANNEL": "C0PARTNER5"}

    async def test_they_neither_hand_on_nor_answer_nor_resolve(
        self, workspace: Workspace, bot: Any, ask: Any, counter: Counter
    ) -> None:
        reply = await ask.mention(f"@ {QUESTION}", channel="partner-questions")
        await counter.press("dora", reply, "ask_an_expert")
        await counter.hears("dora", words.STRANGER, "partner-questions")
        await counter.hand_on("ana", reply)
        (request,) = await workspace.wait_for(
            lambda: [message for message in workspace.replies("C0PARTNER5") if "resolve_request" in buttons(message)]
        )
        for action_id in ("answer_request", "resolve_request"):
            await counter.press("dora", request, action_id)
        await workspace.wait_for(lambda: counter.told("dora", "partner-questions").count(words.STRANGER) == 3)
        assert workspace.views("dora") == []


async def test_presses_count_among_the_replies_of_a_minute(
    workspace: Workspace, stopped_bot: Any, ask: Any, counter: Counter
) -> None:
    stopped_bot.environment["CODEBOOK_REPLIES_PER_MINUTE"] = "1"
    await stopped_bot.start()
    reply = await ask.slash(QUESTION)
    await counter.press("ana", reply, "ask_an_expert")
    await counter.hears("ana", words.too_many(1), "coding-questions")
    assert workspace.views("ana") == []
