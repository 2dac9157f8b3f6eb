"""What people propose for the book: by a form, checked as the book is, to the experts and to a folder."""

import json
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.book import read_book, starter_book
from bot.settings import Mode
from bot.slack import words
from bot.workspace import Message, View, Workspace
from bot.workspace.people import Channel
from tests.book.merging_by_hand import merge


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.HTTP


EXPERTS = Channel("C0EXPERTS6", "experts", "channel", bot_is_member=True)
PROPOSE = "propose_for_the_book"
SAID = "No, 38240 is *one* service &amp; takes no modifier 26."
ENTERED = {"topic": "coverage", "verdict": "no", "source": "cms-nca-hsct"}


@pytest.fixture
def channel(workspace: Workspace) -> str | None:
    """CODEBOOK_EXPERTS_CHANNEL."""
    workspace.room.channels = (*workspace.room.channels, EXPERTS)
    return EXPERTS.id


@pytest.fixture
def folder(tmp_path: Path) -> Path | None:
    """CODEBOOK_PROPOSALS."""
    return tmp_path / "proposals"


@pytest.fixture
def environment(environment: dict[str, str], channel: str | None, folder: Path | None) -> dict[str, str]:
    return {**environment, "CODEBOOK_EXPERTS_CHANNEL": channel or "", "CODEBOOK_PROPOSALS": str(folder or "")}


@pytest.fixture
async def web(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    """By which what others of our own listeners post is posted."""
    yield AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)


async def opened(workspace: Workspace, text: str = SAID, user: str = "ana", **more: Any) -> View:
    """The form, opened by the shortcut of a message that Ben wrote."""
    message = await workspace.post("ben", "coding-questions", text, **more)
    return await opened_by(workspace, message, user)


async def opened_by(workspace: Workspace, message: Message, user: str = "ana") -> View:
    assert (await workspace.shortcut(user, message, PROPOSE)).acked
    views = await workspace.wait_for(lambda: workspace.views(user))
    found: View = views[-1]
    return found


async def sent(workspace: Workspace, **entered: Any) -> Any:
    """How Ana's form went."""
    values: dict[Any, Any] = {**ENTERED, **entered}
    result = await workspace.submit_view("ana", values=values)
    assert result.acked
    assert result.seconds is not None and result.seconds < 2
    return result


def files_in(folder: Path) -> list[Path]:
    """What was saved."""
    return list(folder.iterdir()) if folder.exists() else []


def spoil(folder: Path) -> None:
    """A file stands where the folder is to be made."""
    folder.touch()


def entered_in(view: View) -> dict[str, Any]:
    """What the fields of a form hold."""
    states = {block_id: actions[block_id] for block_id, actions in view.values.items()}
    return {name: (state.get("selected_option") or state).get("value") for name, state in states.items()}


def fragment_in(message: Message) -> str:
    """The preformatted text of a message, which its text for those without blocks holds, too."""
    (shown,) = [block for block in message.blocks if block["type"] == "rich_text"]
    text: str = shown["elements"][0]["elements"][0]["text"]
    assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in message.text
    return f"{text}\n"


async def told(workspace: Workspace, channel: str = "coding-questions") -> Message:
    """What Ana alone is told there."""
    person = workspace.user("ana")
    found = await workspace.wait_for(
        lambda: [each for each in workspace.messages(channel, visible_to="ana") if each.ephemeral_to == person.id]
    )
    message: Message = found[-1]
    return message


class TestTheForm:
    """What it holds at first."""

    async def test_a_message_brings_its_words_and_what_it_names(self, workspace: Workspace, bot: Any, ask: Any) -> None:
        view = await opened(workspace, ask.mentioning(f"@ {SAID}"))
        assert entered_in(view) == {
            "entry": "38240",
            "name": None,
            "topic": "modifiers/",
            "modifier": "26",
            "verdict": "none",
            "text": "No, 38240 is one service & takes no modifier 26.",
            "source": None,
            "title": None,
            "url": None,
            "as_of": None,
        }

    async def test_a_long_message_is_cut_and_one_of_several_codes_names_none(
        self, workspace: Workspace, bot: Any
    ) -> None:
        view = await opened(workspace, f"38240, 38241. {'word ' * 700}")
        held = entered_in(view)
        assert held["entry"] is None
        assert len(held["text"]) <= 2500
        assert held["text"].endswith("word …")

    async def test_a_message_without_text_brings_none(self, workspace: Workspace, bot: Any) -> None:
        view = await opened(workspace, "", files=[{"id": "F1"}], subtype="file_share")
        assert (entered_in(view)["text"], entered_in(view)["entry"]) == (None, None)

    async def test_a_request_brings_what_it_is_about(self, workspace: Workspace, bot: Any, web: AsyncWebClient) -> None:
        await self.request(workspace, web, EXPERTS.id, json.dumps({"codes": ["38240"], "topics": ["coverage"]}))
        await workspace.press("ana", workspace.replies(EXPERTS.id)[-1], PROPOSE)
        (view,) = await workspace.wait_for(lambda: workspace.views("ana"))
        held = entered_in(view)
        assert (held["entry"], held["topic"], held["modifier"], held["text"]) == ("38240", "coverage", None, None)

    async def test_people_of_other_organizations_get_a_polite_no(
        self, workspace: Workspace, bot: Any, web: AsyncWebClient
    ) -> None:
        await self.request(workspace, web, "C0PARTNER5", "{}")
        await workspace.press("dora", workspace.replies("partner-questions")[-1], PROPOSE)
        dora = workspace.user("dora")
        place = "partner-questions"
        (notice,) = await workspace.wait_for(
            lambda: [each for each in workspace.messages(place, visible_to=dora) if each.ephemeral_to == dora.id]
        )
        assert notice.text == words.STRANGER
        assert workspace.views("dora") == []

    async def test_where_slack_does_not_open_it_one_is_told(self, workspace: Workspace, bot: Any) -> None:
        workspace.faults.error("views.open", "expired_trigger_id")
        message = await workspace.post("ben", "coding-questions", SAID)
        await workspace.shortcut("ana", message, PROPOSE)
        assert (await told(workspace)).text == words.FORM_NOT_OPENED
        assert entered_in(await opened_by(workspace, message))["entry"] == "38240"

    @staticmethod
    async def request(workspace: Workspace, web: AsyncWebClient, channel: str, value: str) -> None:
        """A request to the experts with the button."""
        text = {"type": "plain_text", "text": "Propose for the book"}
        button = {"type": "button", "action_id": PROPOSE, "text": text, "value": value}
        await web.chat_postMessage(channel=channel, text="x", blocks=[{"type": "actions", "elements": [button]}])


class TestProposed:
    """With an experts' channel and a folder."""

    async def test_the_experts_see_it_and_it_is_a_file_that_fits_into_the_book(
        self, workspace: Workspace, bot: Any, folder: Path, tmp_path: Path
    ) -> None:
        view = await opened(workspace)
        result = await sent(workspace, modifier="")
        assert (result.errors, result.view) == ({}, None)
        (post,) = await workspace.wait_for(lambda: workspace.replies(EXPERTS.id))
        line = f"<@{workspace.user('ana').id}> proposes for the book: 38240, coverage."
        assert post.blocks[0]["text"]["text"] == line
        assert post.text.startswith(f"{line}\n# Proposed on ")
        assert (await told(workspace)).text == words.proposal_posted("38240, coverage")
        (kept,) = files_in(folder)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d-38240-coverage-[0-9a-f]{6}\.yaml", kept.name)
        assert kept.read_text(encoding="utf-8") == fragment_in(post)
        copy = Path(shutil.copytree(starter_book(), tmp_path / "copy"))
        merge(fragment_in(post), copy)
        book, faults = read_book(copy)
        assert book is not None and faults == []
        statement = book.entries["38240"].sections["coverage"].statements[-1]
        assert (statement.verdict, statement.text) == ("no", entered_in(view)["text"])

    async def test_all_of_it_may_be_new(self, workspace: Workspace, bot: Any, tmp_path: Path) -> None:
        await opened(workspace, "J1442 is a drug: is it <b>?")
        source = {"source": "another source", "title": "A page", "url": "https://med.example/x", "as_of": "2026-10-01"}
        entry = {"entry": "j1442", "name": "A drug, 1 mcg", "topic": "modifiers/", "modifier": "tc"}
        await sent(workspace, **entry, **source)
        (post,) = await workspace.wait_for(lambda: workspace.replies(EXPERTS.id))
        assert "J1442, modifier TC" in post.text
        copy = Path(shutil.copytree(starter_book(), tmp_path / "copy"))
        merge(fragment_in(post), copy)
        book, faults = read_book(copy)
        assert book is not None and faults == []
        assert book.entries["J1442"].sections["modifiers/TC"].statements[0].source == "a-page"

    async def test_from_a_thread_one_is_told_in_the_thread(self, workspace: Workspace, bot: Any) -> None:
        first = await workspace.post("ana", "coding-questions", "38240 and 26?")
        await opened(workspace, thread_ts=first.ts)
        await sent(workspace, modifier="")
        assert (await told(workspace)).thread_ts == first.ts

    async def test_where_the_bot_is_no_member_one_is_told_directly(self, workspace: Workspace, bot: Any) -> None:
        message = await workspace.post("ben", "random", SAID)
        await opened_by(workspace, message)
        await sent(workspace, modifier="")
        (notice,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
        assert notice.text == words.proposal_posted("38240, coverage")

    async def test_what_is_wrong_stands_under_the_fields_and_nothing_is_posted(
        self, workspace: Workspace, bot: Any, folder: Path
    ) -> None:
        await opened(workspace)
        result = await sent(workspace, entry="3824", topic="meaning", modifier="", text="\n")
        assert result.errors == {
            "entry": "The code '3824' has the wrong form. Write five digits (\"38240\"), or four with a letter "
            '("0001F", "J1442").',
            "topic": result.errors["topic"],
            "text": "The text is empty. Write what the source says, in your own words.",
        }
        assert result.errors["topic"].startswith("Unknown topic 'meaning' for a code. ")
        result = await sent(workspace, entry="38240", topic="modifiers/", modifier="27", text="No.")
        assert result.errors == {"modifier": "Modifier '27' has no entry. Write an entry for 27 first."}
        result = await sent(workspace, topic="modifiers/", modifier=" ", title="A page")
        assert result.errors == {"modifier": words.MODIFIER_MISSING, "title": words.SOURCE_UNASKED}
        result = await sent(workspace, topic="coverage", modifier="26", title="", entry="38240", text="x\n" * 1200)
        assert result.errors == {"modifier": words.MODIFIER_UNASKED}
        result = await sent(workspace, modifier="")
        assert result.errors == {"text": words.PROPOSAL_LONG}
        assert (workspace.replies(EXPERTS.id), files_in(folder)) == ([], [])
        await sent(workspace, text="No.")
        (post,) = await workspace.wait_for(lambda: workspace.replies(EXPERTS.id))
        assert "          No." in fragment_in(post)

    async def test_after_a_fault_of_ours_the_form_stays_with_what_was_typed(
        self, workspace: Workspace, bot: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*arguments: object) -> None:
            raise RuntimeError

        await opened(workspace)
        with monkeypatch.context() as patch:
            patch.setattr("bot.slack.listeners.proposing.check_form", broken)
            result = await sent(workspace, modifier="", text="Covered.")
        beginning, _, _ = words.proposal_failed("#").partition("#")
        assert result.errors["text"].startswith(beginning)
        assert entered_in(result.view)["text"] == "Covered."
        assert (await sent(workspace)).errors == {}

    async def test_a_text_that_seems_to_identify_a_patient_is_refused(
        self, workspace: Workspace, bot: Any, folder: Path
    ) -> None:
        await opened(workspace)
        result = await sent(workspace, modifier="", text="Paid for MRN 00917733, born 01/02/1970.")
        assert result.errors == {"text": words.PROPOSAL_IDENTIFIERS}
        result = await sent(workspace, entry="3824", name="SSN 123-45-6789", text="No.")
        assert set(result.errors) == {"entry", "name"}
        assert (workspace.replies(EXPERTS.id), files_in(folder)) == ([], [])

    async def test_nothing_in_it_pings_or_links(self, workspace: Workspace, bot: Any) -> None:
        await opened(workspace)
        typed = "<!channel> <@U0000000B2> *bold* <https://x.example|y>"
        await sent(workspace, modifier="", text=typed)
        (post,) = await workspace.wait_for(lambda: workspace.replies(EXPERTS.id))
        assert typed in fragment_in(post)
        assert re.findall("<[^>]*>", post.text) == [f"<@{workspace.user('ana').id}>"]

    async def test_without_blocks_it_is_a_text(self, workspace: Workspace, bot: Any) -> None:
        await opened(workspace)
        workspace.faults.refuse_blocks()
        await sent(workspace, modifier="")
        (post,) = await workspace.wait_for(lambda: workspace.replies(EXPERTS.id))
        assert post.blocks == ()
        assert "source: cms-nca-hsct" in post.text

    async def test_where_the_file_cannot_be_written_it_is_posted_all_the_same(
        self, workspace: Workspace, bot: Any, folder: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        spoil(folder)
        await opened(workspace)
        await sent(workspace, modifier="")
        said = (await told(workspace)).text
        assert re.fullmatch(
            re.escape(words.proposal_only_posted("38240, coverage", "#")).replace(r"\#", "[0-9a-f]{8}"), said
        )
        assert len(workspace.replies(EXPERTS.id)) == 1
        (line,) = [record.getMessage() for record in caplog.records if record.getMessage().startswith("not-saved")]
        assert "error=builtins.FileExistsError" in line

    async def test_where_it_cannot_be_posted_the_file_is_there(
        self, workspace: Workspace, bot: Any, folder: Path
    ) -> None:
        workspace.faults.error("chat.postMessage", "not_in_channel")
        await opened(workspace)
        await sent(workspace, modifier="")
        assert (await told(workspace)).text == words.proposal_saved("38240, coverage")
        assert len(files_in(folder)) == 1


class TestWithoutFolder:
    """With an experts' channel alone."""

    @pytest.fixture
    def folder(self) -> None:
        return None

    async def test_what_cannot_be_posted_is_shown_to_its_proposer(self, workspace: Workspace, bot: Any) -> None:
        workspace.faults.error("chat.postMessage", "is_archived")
        await opened(workspace)
        await sent(workspace, modifier="")
        (shown,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
        beginning, _, _ = words.proposal_stranded("38240, coverage", "#").partition("#")
        assert shown.text.startswith(beginning)
        assert "source: cms-nca-hsct" in fragment_in(shown)
        assert workspace.replies(EXPERTS.id) == []


class TestWithoutChannel:
    """With a folder alone."""

    @pytest.fixture
    def channel(self) -> None:
        return None

    async def test_it_is_saved(self, workspace: Workspace, bot: Any, folder: Path) -> None:
        await opened(workspace)
        await sent(workspace, modifier="")
        assert (await told(workspace)).text == words.proposal_saved("38240, coverage")
        assert len(files_in(folder)) == 1


class TestWithNeither:
    """As the bot is without settings."""

    @pytest.fixture
    def channel(self) -> None:
        return None

    @pytest.fixture
    def folder(self) -> None:
        return None

    async def test_its_proposer_sees_it(self, workspace: Workspace, bot: Any) -> None:
        await opened(workspace)
        await sent(workspace, modifier="")
        (shown,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
        assert shown.text.startswith(words.proposal_to_hand_on("38240, coverage"))
        assert "source: cms-nca-hsct" in fragment_in(shown)


async def test_no_word_of_it_is_logged(
    workspace: Workspace, process: Any, environment: dict[str, str], ask: Any, folder: Path, database: Path
) -> None:
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    await process.start()
    await opened(workspace, "Zyxwina says 38240")
    await sent(workspace, entry="3824", text="Quorbert", modifier="")
    spoil(folder)
    workspace.faults.error("chat.postMessage", "Quorbert has said")
    await sent(workspace, entry="38240", text="Quorbert")
    await ask.until(lambda: "event=proposed" in process.output)
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    await ask.another()
    assert "event=proposal-to-mend faults=1" in process.output
    assert "event=not-saved" in process.output
    for word in ("zyxwina", "quorbert"):
        assert word not in process.output.lower()
        assert all(word.encode() not in path.read_bytes().lower() for path in database.parent.glob(f"{database.name}*"))
