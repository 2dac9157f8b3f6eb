"""The slash command: acknowledged at once, answered to its asker alone."""

from typing import Any

import pytest

from bot.slack.manifest import manifest_with
from bot.workspace import Workspace


async def test_the_reply_is_private_and_comes_by_the_response_url(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    reply = await ask.slash(question)
    assert reply.text.startswith(no_for_medicare)
    assert (reply.source, reply.ephemeral_to) == ("response_url", workspace.user("ana").id)
    assert reply not in workspace.messages("coding-questions", visible_to="ben")
    assert [call.method for call in workspace.calls if call.method.startswith("chat.")] == []


async def test_the_reply_says_which_codes_were_asked_about(
    workspace: Workspace, bot: Any, ask: Any, shown: Any, question: str
) -> None:
    reply = await ask.slash(question)
    restated = reply.text.splitlines()[-1]
    assert restated.startswith("You asked about: ")
    assert "38240" in restated
    assert "26" in restated
    assert restated in shown(reply).partition("\n[")[2]


@pytest.mark.parametrize("text", ["", "help", " HELP ", "help?"])
async def test_alone_or_with_help_it_shows_the_help(workspace: Workspace, bot: Any, ask: Any, text: str) -> None:
    reply = await ask.slash(text)
    assert reply.text.startswith("Ask about a code, a modifier, or both")
    assert "can I use 26 with 38240?" in reply.text
    assert reply.ephemeral_to == workspace.user("ana").id


async def test_the_acknowledgement_comes_before_anything_else_and_is_empty(
    workspace: Workspace, bot: Any, question: str
) -> None:
    before = len(workspace.calls)
    workspace.faults.hang("response_url", seconds=4)
    result = await workspace.command("ana", "coding-questions", "/cpt", question)
    assert (result.acked, result.error, result.message) == (True, None, None)
    assert result.seconds is not None
    assert result.seconds < 3
    (call,) = await workspace.wait_for(lambda: workspace.calls[before:])
    assert call.method == "response_url"
    workspace.faults.clear()


async def test_it_works_in_a_channel_where_the_bot_is_no_member(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    assert not workspace.channel("random").bot_is_member
    reply = await ask.slash(question, channel="random")
    assert reply.text.startswith(no_for_medicare)
    assert reply.ephemeral_to == workspace.user("ana").id


async def test_it_works_in_a_direct_message(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    reply = await ask.slash(question, channel=workspace.dm("ana").id)
    assert reply.text.startswith(no_for_medicare)


class TestAnotherName:
    """The command by another name, in the manifest and in CODEBOOK_COMMAND."""

    @pytest.fixture
    def manifest(self) -> dict[str, Any]:
        manifest = manifest_with("/codes")
        features = manifest["features"]
        features["slash_commands"].append({**features["slash_commands"][0], "command": "/cpt"})
        return manifest

    async def test_it_answers_by_that_name(
        self, stopped_bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        stopped_bot.environment["CODEBOOK_COMMAND"] = "/codes"
        await stopped_bot.start()
        reply = await ask.slash(question, command="/codes")
        assert reply.text.startswith(no_for_medicare)

    async def test_a_command_that_it_does_not_know_is_told_the_right_one(
        self, stopped_bot: Any, ask: Any, question: str
    ) -> None:
        stopped_bot.environment["CODEBOOK_COMMAND"] = "/codes"
        await stopped_bot.start()
        reply = await ask.slash(question, command="/cpt")
        assert reply.text == "This command is not set up. Use /codes, followed by your question."
