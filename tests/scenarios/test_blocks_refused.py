"""Slack refuses the blocks of a reply: the same answer comes as text alone."""

from typing import Any

import pytest

from bot.workspace import Workspace


@pytest.mark.parametrize("refusal", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_the_answer_comes_as_text(
    workspace: Workspace, bot: Any, ask: Any, surface: str, question: str, no_for_medicare: str, refusal: str
) -> None:
    method = "response_url" if surface == "slash" else "chat.postMessage"
    workspace.faults.error(method, refusal)
    reply = await ask.by(surface, question)
    assert reply.text.startswith(no_for_medicare)
    assert reply.blocks == ()
    assert "disagree" in reply.text
    assert [call.ok for call in workspace.calls if call.method == method] == [False, True]


async def test_the_text_alone_is_shown_as_it_is(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    workspace.faults.refuse_blocks()
    reply = await ask.direct_message(question)
    assert reply.mrkdwn is False
