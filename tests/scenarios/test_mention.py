"""A mention in a channel: answered in its thread, wherever in the text it stands."""

from typing import Any

import pytest

from bot.workspace import Workspace


@pytest.mark.parametrize(
    "text",
    [
        "@ can I use 26 with 38240?",
        "can I use 26 @ with 38240?",
        "can I use 26 with 38240? @",
        "@ @ can I use 26 with 38240?",
        "<@U0SOMEBODY> says ask @: can I use 26 with 38240?",
        "@\u00a0can I use 26 with 38240?",
        "@: can I use 26 with 38240? @",
    ],
)
async def test_it_is_answered_in_its_thread(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str, text: str
) -> None:
    reply = await ask.mention(text)
    assert reply.text.startswith(no_for_medicare)
    asked = next(message for message in workspace.messages(reply.channel) if message.source == "person")
    assert (reply.thread_ts, reply.ephemeral_to) == (asked.ts, None)


@pytest.mark.parametrize("text", ["@", "@ ", "@ :wave:", "@ help"])
async def test_alone_it_is_answered_with_the_help(bot: Any, ask: Any, text: str) -> None:
    reply = await ask.mention(text)
    assert reply.text.startswith("Ask about a code, a modifier, or both")


async def test_in_a_thread_it_is_answered_there(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    first = await workspace.post("ben", "coding-questions", "A claim came back.")
    reply = await ask.mention(f"@ {question}", thread_ts=first.ts)
    assert reply.text.startswith(no_for_medicare)
    assert reply.thread_ts == first.ts


async def test_a_follow_up_in_the_thread_keeps_the_code_for_everyone(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    first = await ask.mention(f"@ {question}")
    reply = await ask.mention("@ and TC?", user="ben", thread_ts=first.thread_ts)
    assert "38240 with modifier TC" in reply.text
    assert reply.thread_ts == first.thread_ts


async def test_another_thread_does_not_know_of_it(bot: Any, ask: Any, question: str) -> None:
    await ask.mention(f"@ {question}")
    reply = await ask.mention("@ and TC?")
    assert "38240" not in reply.text


async def test_a_follow_up_after_a_restart_still_keeps_the_code(bot: Any, ask: Any, question: str) -> None:
    first = await ask.mention(f"@ {question}")
    await bot.restart()
    reply = await ask.mention("@ and TC?", thread_ts=first.thread_ts)
    assert "38240 with modifier TC" in reply.text


async def test_what_does_not_mention_it_is_not_answered(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    asked = await workspace.post("ana", "coding-questions", question)
    await ask.another()
    assert ask.replies(asked) == []
