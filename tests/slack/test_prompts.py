"""When prompts are suggested again after Slack did not take them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.manifest import manifest_path
from bot.slack.prompts import PAUSE_SECONDS, SuggestedPrompts
from bot.workspace import Workspace, serve_workspace

METHOD = "assistant.threads.setSuggestedPrompts"


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with serve_workspace(manifest_path()) as workspace:
        yield workspace


def client_of(workspace: Workspace, timeout: int = 10) -> AsyncWebClient:
    return AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, timeout=timeout, retry_handlers=[])


def attempts(workspace: Workspace) -> list[Any]:
    return [call for call in workspace.calls if call.method == METHOD]


async def test_after_a_refusal_they_are_left_for_six_hours(workspace: Workspace) -> None:
    seconds = 1000.0
    prompts = SuggestedPrompts(lambda: seconds)
    channel, client = workspace.dm("ana").id, client_of(workspace)
    workspace.faults.free_plan = True
    for _ in range(3):
        await prompts.suggest(client, channel, ["38240"])
    assert len(attempts(workspace)) == 1
    workspace.faults.free_plan = False
    seconds += PAUSE_SECONDS - 1
    await prompts.suggest(client, channel, ["38240"])
    assert workspace.prompts("ana") is None
    seconds += 1
    await prompts.suggest(client, channel, ["38240"])
    assert workspace.prompts("ana") is not None


async def test_where_slack_did_not_answer_they_are_suggested_at_the_next_visit(workspace: Workspace) -> None:
    prompts = SuggestedPrompts()
    workspace.faults.hang(METHOD, seconds=2)
    await prompts.suggest(client_of(workspace, timeout=1), workspace.dm("ana").id, ["38240"])
    await prompts.suggest(client_of(workspace), workspace.dm("ana").id, ["what is 38240?"])
    offered = workspace.prompts("ana")
    assert offered and [prompt.message for prompt in offered.prompts] == ["what is 38240?"]


async def test_a_book_without_examples_suggests_nothing_and_long_ones_are_named_in_short(workspace: Workspace) -> None:
    prompts = SuggestedPrompts()
    await prompts.suggest(client_of(workspace), workspace.dm("ana").id, [])
    assert attempts(workspace) == []
    question = f"what does {'38240 ' * 30}pay?"
    await prompts.suggest(client_of(workspace), workspace.dm("ana").id, [question, *"abcde"])
    offered = workspace.prompts("ana")
    assert offered and len(offered.prompts) == 4
    assert offered.prompts[0].message == question and len(offered.prompts[0].title) == 75
