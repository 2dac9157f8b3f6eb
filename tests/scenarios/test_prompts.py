"""Suggested prompts in the Messages tab: the book's examples, and not a word where the plan has no prompts."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.slack import words
from bot.slack.manifest import manifest_path
from bot.workspace import Message, Workspace, serve_workspace

METHOD = "assistant.threads.setSuggestedPrompts"


def attempts(workspace: Workspace) -> list[Any]:
    return [call for call in workspace.calls if call.method == METHOD and call.response]


async def test_four_examples_are_suggested_and_a_pressed_one_is_answered(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    await workspace.open_home("ana", "messages")
    offered = await workspace.wait_for(lambda: workspace.prompts("ana"))
    assert offered.title == words.TRY_A_QUESTION
    assert [prompt.message for prompt in offered.prompts] == [
        "can I use 26 with 38240?",
        "does 38240 need prior authorization?",
        "how many units of 38240 a day?",
        "when is modifier TC not right?",
    ]
    assert (await ask.direct_message(offered.prompts[0].message)).text.startswith(no_for_medicare)
    assert "thread_ts" not in attempts(workspace)[0].arguments


async def refused_quietly(workspace: Workspace, process: Any, ask: Any, code: str) -> None:
    """Two visits, one attempt, one line of the log, and nothing that anybody sees."""
    await workspace.open_home("ana", "messages")
    await ask.until(lambda: "prompts-not-suggested" in process.output)
    await workspace.open_home("ben", "messages")
    await ask.another()
    assert [call.response["error"] for call in attempts(workspace)] == [code]
    assert process.output.count("prompts-not-suggested") == 1
    assert f"level=info logger=bot.slack.prompts event=prompts-not-suggested error={code}" in process.output
    assert workspace.messages(workspace.dm("ana")) == workspace.messages(workspace.dm("ben")) == []


async def test_on_a_plan_without_them_it_is_tried_once_and_nobody_is_told(
    workspace: Workspace, process: Any, ask: Any
) -> None:
    await process.start()
    workspace.faults.free_plan = True
    await refused_quietly(workspace, process, ask, "feature_not_enabled")


class TestScope:
    """assistant:write, which an administrator may refuse."""

    @pytest.fixture
    async def workspace(self) -> AsyncIterator[Workspace]:
        async with serve_workspace(manifest_path(), refused_scopes=["assistant:write"]) as workspace:
            yield workspace

    async def test_refused_it_is_the_same(self, workspace: Workspace, process: Any, ask: Any) -> None:
        await process.start()
        await refused_quietly(workspace, process, ask, "missing_scope")


async def test_a_message_that_slack_made_a_thread_of_is_answered_in_it(
    workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    """In the Messages tab of agents a message may come as the root of a thread of its own: with its ts as thread_ts."""
    dm = workspace.dm("ana")
    root = workspace.room.conversations.put(_typed(workspace, question))
    await workspace.send_event(_as_root(workspace, root.ts, question))
    (reply,) = await workspace.wait_for(lambda: workspace.replies(dm, thread_ts=root.ts))
    assert reply.text.startswith(no_for_medicare)
    assert reply.thread_ts == root.ts
    following = await ask.direct_message("and TC?", thread_ts=root.ts)
    assert "38240 with modifier TC" in following.text


def _typed(workspace: Workspace, text: str) -> Message:
    return Message(workspace.dm("ana").id, workspace.room.conversations.next_ts(), text, workspace.user("ana").id)


def _as_root(workspace: Workspace, ts: str, text: str) -> dict[str, Any]:
    event = {"type": "message", "channel": workspace.dm("ana").id, "channel_type": "im", "text": text}
    return {**event, "user": workspace.user("ana").id, "ts": ts, "thread_ts": ts, "event_ts": ts}
