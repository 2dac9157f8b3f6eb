"""The Home tab and the direct message with the app: app_home_opened, and suggested prompts."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Prompt, Workspace, serve_workspace
from tests.workspace.refusals import refusal

PROMPTS = [{"title": "Modifier 26", "message": "can I use 26 with 38240?"}]


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


async def test_coming_to_the_home_is_an_event_with_what_was_published(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    ana = workspace.user("ana")
    first = workspace.room.envelopes[str(await workspace.open_home("ana"))]["event"]
    assert {**first, "event_ts": ""} == {
        "type": "app_home_opened",
        "user": ana.id,
        "channel": workspace.dm("ana").id,
        "tab": "home",
        "event_ts": "",
    }
    published = await web.views_publish(user_id=ana.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    again = workspace.room.envelopes[str(await workspace.open_home("ana"))]["event"]
    assert again["view"] == published["view"]
    messages = workspace.room.envelopes[str(await workspace.open_home("ana", "messages"))]["event"]
    assert messages["tab"] == "messages" and "view" not in messages


async def test_without_the_subscription_nothing_is_told(manifest: dict[str, Any]) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].remove("app_home_opened")
    async with serve_workspace(manifest) as workspace:
        assert await workspace.open_home("ana") is None
        assert workspace.deliveries == []


async def test_prompts_are_offered_until_somebody_writes(workspace: Workspace, web: AsyncWebClient) -> None:
    dm = workspace.dm("ana")
    await web.assistant_threads_setSuggestedPrompts(channel_id=dm.id, title="Try", prompts=PROMPTS)
    offered = workspace.prompts("ana")
    assert offered and offered.title == "Try"
    assert offered.prompts == (Prompt("Modifier 26", "can I use 26 with 38240?"),)
    assert workspace.prompts("ben") is None and workspace.prompts("dora") is None
    await workspace.post("ana", dm, "38240")
    assert workspace.prompts("ana") is None


async def test_four_prompts_and_no_more_each_with_title_and_message(workspace: Workspace, web: AsyncWebClient) -> None:
    dm = workspace.dm("ana").id
    assert (await web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=PROMPTS * 4))["ok"]
    for prompts in (PROMPTS * 5, [], [{"title": "a"}], [{"title": " ", "message": "b"}]):
        refused = await refusal(web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=prompts))
        assert refused["error"] == "invalid_arguments"
    elsewhere = web.assistant_threads_setSuggestedPrompts(channel_id="D0NOWHERE", prompts=PROMPTS)
    assert (await refusal(elsewhere))["error"] == "channel_not_found"


async def test_a_thread_makes_an_agents_call_fail_in_silence(workspace: Workspace, web: AsyncWebClient) -> None:
    said = await workspace.post("ana", workspace.dm("ana"), "38240")
    call = web.assistant_threads_setSuggestedPrompts(channel_id=said.channel, thread_ts=said.ts, prompts=PROMPTS)
    assert (await call)["ok"] and workspace.prompts("ana") is None


async def test_on_a_free_plan_and_without_an_agent_there_are_none(
    workspace: Workspace, web: AsyncWebClient, manifest: dict[str, Any]
) -> None:
    dm = workspace.dm("ana").id
    workspace.faults.free_plan = True
    refused = await refusal(web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=PROMPTS))
    assert refused["error"] == "feature_not_enabled"
    workspace.faults.clear()
    assert (await web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=PROMPTS))["ok"]
    del manifest["features"]["agent_view"]
    async with serve_workspace(manifest) as plain:
        client = AsyncWebClient(plain.bot_token, base_url=plain.api_url)
        refused = await refusal(client.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=PROMPTS))
    assert refused["error"] == "feature_not_enabled"


async def test_an_optional_scope_may_be_refused(manifest: dict[str, Any]) -> None:
    async with serve_workspace(manifest, refused_scopes=["assistant:write"]) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        call = web.assistant_threads_setSuggestedPrompts(channel_id=workspace.dm("ana").id, prompts=PROMPTS)
        refused = await refusal(call)
        assert (refused["error"], refused["needed"]) == ("missing_scope", "assistant:write")
        assert "chat:write" in refused["provided"]
