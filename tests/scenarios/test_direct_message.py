"""A direct message: answered where it was written, with what was said before in mind."""

from typing import Any

from bot.workspace import Workspace


async def test_it_is_answered_at_top_level(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    reply = await ask.direct_message(question)
    assert reply.text.startswith(no_for_medicare)
    assert (reply.thread_ts, reply.ephemeral_to, reply.source) == (None, None, "chat.postMessage")


async def test_in_a_thread_it_is_answered_in_the_thread(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    first = await workspace.post("ana", workspace.dm("ana"), "what is 38240?")
    await ask.replied(first)
    reply = await ask.direct_message(question, thread_ts=first.ts)
    assert reply.text.startswith(no_for_medicare)
    assert reply.thread_ts == first.ts


async def test_the_reply_shows_both_statements_their_sources_and_the_disagreement(
    bot: Any, ask: Any, question: str, shown: Any
) -> None:
    reply = await ask.direct_message(question)
    everything = shown(reply)
    assert reply.text.count("Rarely") == 1
    assert "disagree" in everything
    assert "October 2025" in everything
    assert reply.text.index("No for Medicare") < reply.text.index("Rarely")
    assert sum(block["type"] == "context" for block in reply.blocks) >= 2


async def test_a_follow_up_keeps_the_code(bot: Any, ask: Any, question: str) -> None:
    await ask.direct_message(question)
    reply = await ask.direct_message("and TC?")
    assert reply.text.startswith("✕ No for Medicare")
    assert "38240 with modifier TC" in reply.text


async def test_people_do_not_share_what_was_said_before(bot: Any, ask: Any, question: str) -> None:
    await ask.direct_message(question, user="ana")
    reply = await ask.direct_message("and TC?", user="ben")
    assert "38240" not in reply.text


async def test_nothing_but_a_file_is_answered_with_the_help(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    reply = await ask.direct_message("", files=[{"id": "F1", "name": "claim.png"}], subtype="file_share")
    assert reply.text.startswith("Ask about a code, a modifier, or both")


async def test_a_text_that_is_only_in_the_blocks_is_read(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    words = {"type": "text", "text": "can I use 26 with 38240?"}
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}]
    reply = await ask.direct_message("", blocks=blocks)
    assert reply.text.startswith(no_for_medicare)
