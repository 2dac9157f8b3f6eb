"""A response_url that Slack no longer takes: the reply finds another private way."""

from typing import Any

import pytest

from bot.workspace import Workspace


@pytest.mark.parametrize("refusal", ["used_url", "expired_url", "no_such_thing"])
async def test_the_reply_comes_as_an_ephemeral_message(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str, refusal: str
) -> None:
    workspace.faults.error("response_url", refusal)
    reply = await ask.slash(question)
    assert reply.text.startswith(no_for_medicare)
    assert (reply.source, reply.ephemeral_to) == ("chat.postEphemeral", workspace.user("ana").id)


async def test_where_the_bot_is_no_member_it_comes_as_a_direct_message(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.error("response_url", "expired_url")
    await workspace.command("ana", "random", "/cpt", question)
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    assert reply.text.startswith("I cannot write where you asked, so I answer here.")
    assert no_for_medicare in reply.text
    assert workspace.replies("random") == []
