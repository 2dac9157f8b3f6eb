"""Shortcuts of a message's menu: what the app receives, and where there is none."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace import ManifestFault, Refused, Workspace, serve_workspace


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


async def test_a_shortcut_arrives_with_slacks_fields_from_within_a_thread_too(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    first = await workspace.post("ben", "#random", "38240?")
    reply = await workspace.post("cleo", "#random", "and 26?", thread_ts=first.ts)
    result = await workspace.shortcut("ana", reply, "ask_about")
    payload = json.loads(parse_qs(endpoint.received[-1][1].decode())["payload"][0])
    assert result.acked and payload == result.payload and workspace.deliveries[-1].kind == "shortcut"
    assert set(payload) == {
        "type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install", "action_ts",
        "callback_id", "trigger_id", "response_url", "channel", "message_ts", "message",
    }  # fmt: skip
    assert (payload["type"], payload["callback_id"]) == ("message_action", "ask_about")
    assert payload["user"]["id"] == workspace.user("ana").id and payload["message_ts"] == reply.ts
    assert (payload["message"]["text"], payload["message"]["thread_ts"]) == ("and 26?", first.ts)
    assert payload["channel"] == {"id": workspace.channel("#random").id, "name": "random"}
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    assert (await web.views_open(trigger_id=payload["trigger_id"], view=view))["ok"]


async def test_its_response_url_tells_the_one_who_used_it(workspace: Workspace, endpoint: Any) -> None:
    message = await workspace.post("ben", "#random", "38240?")
    result = await workspace.shortcut("ana", message, "ask_about")
    assert result.payload
    hook = AsyncWebhookClient(result.payload["response_url"])
    assert (await hook.send(text="Not in Medicare", replace_original=True)).status_code == 200
    before, told = workspace.messages("#random")
    assert (before.text, told.text, told.ephemeral_to) == ("38240?", "Not in Medicare", workspace.user("ana").id)


async def test_what_comes_by_its_response_url_can_stand_in_a_thread(workspace: Workspace, endpoint: Any) -> None:
    first = await workspace.post("ben", "#random", "38240?")
    asked = await workspace.post("ben", "#random", "and 26?", thread_ts=first.ts)
    result = await workspace.shortcut("ana", asked, "ask_about")
    assert result.payload
    hook = AsyncWebhookClient(result.payload["response_url"])
    assert (await hook.send_dict({"text": "there", "thread_ts": first.ts})).status_code == 200
    assert (await hook.send_dict({"text": "nowhere", "thread_ts": "1.000001"})).status_code == 200
    *_, there, nowhere = workspace.messages("#random")
    assert (there.thread_ts, there.ephemeral_to) == (first.ts, workspace.user("ana").id)
    assert nowhere.thread_ts is None
    pressed = workspace.messages("#random", thread_ts=first.ts, visible_to="ben")
    assert there not in pressed


async def test_there_is_none_that_the_manifest_does_not_name_nor_for_ephemeral_messages(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    message = await workspace.post("ben", "#coding-questions", "38240?")
    ana = workspace.user("ana")
    await web.chat_postEphemeral(channel="#coding-questions", user=ana.id, text="for her alone")
    private = workspace.messages("#coding-questions")[-1]
    for target, callback_id in ((message, "other"), (private, "ask_about")):
        with pytest.raises(Refused, match="no such shortcut"):
            await workspace.shortcut("ana", target, callback_id)
    await workspace.delete(message)
    with pytest.raises(Refused, match="not there"):
        await workspace.shortcut("ana", message, "ask_about")


async def test_an_app_that_does_not_answer_is_said(workspace: Workspace) -> None:
    message = await workspace.post("ben", "#random", "38240?")
    result = await workspace.shortcut("ana", message, "ask_about")
    assert not result.acked and result.notice and "the app is not connected" in result.notice.text


@pytest.mark.parametrize("lacking", ["commands", "interactivity"])
async def test_a_manifest_needs_the_scope_and_interactivity(manifest: dict[str, Any], lacking: str) -> None:
    manifest["features"]["slash_commands"] = []
    if lacking == "commands":
        manifest["oauth_config"]["scopes"]["bot"].remove("commands")
    else:
        manifest["settings"]["interactivity"]["is_enabled"] = False
    with pytest.raises(ManifestFault, match=lacking):
        async with serve_workspace(manifest):
            pass
