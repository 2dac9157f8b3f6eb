"""Slash commands and response_url."""

from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient
from starlette.responses import JSONResponse, PlainTextResponse

from bot.workspace import CommandResult, Workspace, serve_workspace


@pytest.fixture
async def response_url(workspace: Workspace, connect: Any) -> str:
    async with connect():
        result = await workspace.command("ana", "#random", "/cpt", "38240")
    assert result.response_url
    return result.response_url


async def test_a_command_arrives_with_slacks_fields_and_is_answered_in_private(
    workspace: Workspace, connect: Any
) -> None:
    async with connect() as (app, _):
        app.answer = lambda request: {"text": "*38240*"}
        result = await workspace.type("ana", "#random", "/cpt 38240 & @Ana Example  ")
    assert isinstance(result, CommandResult) and result.acked and result.error is None
    request = app.received[0]
    assert request.type == "slash_commands" and request.accepts_response_payload
    assert set(request.payload) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text",
        "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    assert request.payload["channel_name"] == "random"
    assert request.payload["text"].strip() == "38240 &amp; <@U0000000A1>"
    shown = workspace.messages("#random", visible_to="ana")
    assert [(message.text, message.ephemeral_to, message.source) for message in shown] == [
        ("*38240*", workspace.user("ana").id, "ack")
    ]
    assert workspace.messages("#random", visible_to="ben") == []


@pytest.mark.parametrize(("typed", "text"), [("/cpt", ""), ("/cpt  38240 26", "38240 26"), ("/cpt\n38240", "38240")])
async def test_what_follows_the_command_is_its_text(workspace: Workspace, typed: str, text: str) -> None:
    result = await workspace.type("ana", "#random", typed)
    assert isinstance(result, CommandResult) and result.payload and result.payload["text"] == text


async def test_without_should_escape_names_stay_as_typed(manifest: dict[str, Any], endpoint: Any) -> None:
    manifest["features"]["slash_commands"][0]["should_escape"] = False
    async with serve_workspace(manifest) as workspace:
        workspace.request_url = endpoint.url
        result = await workspace.type("ana", workspace.dm("ana"), "/cpt 26 for @Ana Example")
    assert isinstance(result, CommandResult) and result.payload
    assert result.payload["text"] == "26 for @Ana Example"
    assert result.payload["channel_name"] == "directmessage"


async def test_slack_refuses_commands_in_threads_and_unknown_ones(workspace: Workspace) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    in_thread = await workspace.type("ana", "#coding-questions", "/cpt 38240", thread_ts=first.ts)
    unknown = await workspace.type("ana", "#coding-questions", "/nope 38240")
    assert isinstance(in_thread, CommandResult) and isinstance(unknown, CommandResult)
    assert (in_thread.error, unknown.error) == ("not_in_threads", "unknown_command")
    assert in_thread.notice and in_thread.notice.thread_ts == first.ts
    assert unknown.notice and "/nope is not a valid command" in unknown.notice.text
    assert workspace.deliveries == [] and workspace.messages("#coding-questions", visible_to="ben") == [first]


async def test_a_leading_space_makes_a_message(workspace: Workspace) -> None:
    sent = await workspace.type("ana", "#random", " /cpt 38240")
    assert not isinstance(sent, CommandResult) and sent.text == "/cpt 38240"


async def test_a_command_that_is_not_acknowledged_ends_in_operation_timeout(
    workspace: Workspace, connect: Any, silence: Any
) -> None:
    async with connect() as (app, _):
        app.answer = silence
        result = await workspace.command("ana", "#random", "/cpt", "38240")
    assert (result.acked, result.error) == (False, "operation_timeout")
    assert result.seconds == pytest.approx(0.4, abs=0.3)
    assert result.notice and "operation_timeout" in result.notice.text
    assert len(workspace.deliveries) == 1 and workspace.deliveries[0].acked is False


async def test_slacks_patience_is_three_seconds(manifest: dict[str, Any]) -> None:
    async with serve_workspace(manifest) as workspace:
        await workspace.post("ana", workspace.dm("ana"), "38240")
        await workspace.wait_for(lambda: workspace.deliveries[0].acked is False)
    assert workspace.deliveries[0].seconds == pytest.approx(3, abs=0.5)


async def test_without_a_connection_a_command_fails_at_once(workspace: Workspace) -> None:
    result = await workspace.command("ana", "#random", "/cpt", "38240")
    assert (result.error, result.seconds) == ("dispatch_failed", 0.0)
    assert result.notice and "not connected" in result.notice.text


async def test_a_refused_acknowledgement_is_said(workspace: Workspace, connect: Any) -> None:
    async with connect() as (app, _):
        app.answer = lambda request: {"text": "a", "blocks": [{"type": "header"}]}
        result = await workspace.command("ana", "#random", "/cpt", "38240")
    assert (result.acked, result.error, result.message) == (True, "invalid_blocks", None)
    assert result.notice and "invalid_blocks" in result.notice.text


async def test_a_response_url_takes_five_posts(workspace: Workspace, response_url: str) -> None:
    hook = AsyncWebhookClient(response_url)
    for number in range(5):
        assert (await hook.send(text=f"{number}")).status_code == 200
    refused = await hook.send(text="5")
    assert refused.status_code == 404 and "used_url" in refused.body
    shown = workspace.messages("#random")
    assert [message.text for message in shown] == ["0", "1", "2", "3", "4"]
    assert {message.ephemeral_to for message in shown} == {workspace.user("ana").id}
    assert [call.method for call in workspace.calls].count("response_url") == 6


async def test_a_response_url_lives_for_thirty_minutes(workspace: Workspace, response_url: str, clock: Any) -> None:
    hook = AsyncWebhookClient(response_url)
    clock.now += 30 * 60
    assert (await hook.send(text="in time")).status_code == 200
    clock.now += 1
    refused = await hook.send(text="too late")
    assert refused.status_code == 404 and "expired_url" in refused.body
    assert (await AsyncWebhookClient(response_url + "x").send(text="unknown")).status_code == 404
    assert [message.text for message in workspace.messages("#random")] == ["in time"]


async def test_in_channel_shows_everybody_the_reply_and_what_was_typed(workspace: Workspace, response_url: str) -> None:
    await AsyncWebhookClient(response_url).send(text="38240", response_type="in_channel")
    seen = workspace.messages("#random", visible_to="ben")
    assert [(message.text, message.user) for message in seen] == [
        ("/cpt 38240", workspace.user("ana").id),
        ("38240", workspace.bot_user_id),
    ]


async def test_a_reply_reaches_a_thread(workspace: Workspace, response_url: str) -> None:
    root = await workspace.post("ben", "#random", "a question")
    hook = AsyncWebhookClient(response_url)
    await hook.send_dict({"text": "there", "response_type": "in_channel", "thread_ts": root.ts})
    await hook.send_dict({"text": "for her alone", "thread_ts": root.ts})
    refused = await hook.send_dict({"text": "nowhere", "response_type": "in_channel", "thread_ts": "1.2"})
    said = {message.text: message.thread_ts for message in workspace.messages("#random")}
    assert (said["there"], said["for her alone"], "nowhere" in said) == (root.ts, root.ts, False)
    assert (refused.status_code, "thread_not_found" in refused.body) == (400, True)


async def test_the_last_reply_is_replaced_and_deleted(workspace: Workspace, response_url: str) -> None:
    hook = AsyncWebhookClient(response_url)
    await hook.send(text="first")
    await hook.send(text="second", replace_original=True)
    assert [message.text for message in workspace.messages("#random")] == ["second"]
    await hook.send(delete_original=True)
    assert workspace.messages("#random") == []


async def test_a_response_url_keeps_the_rules_for_blocks(workspace: Workspace, response_url: str) -> None:
    async with httpx.AsyncClient() as client:
        refused = await client.post(response_url, json={"text": "a", "blocks": [{"type": "header"}]})
        empty = await client.post(response_url, json={"text": ""})
    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_blocks")
    assert (empty.status_code, empty.json()["error"]) == (400, "no_text")
    assert workspace.messages("#random") == []


async def test_faults_reach_a_response_url(workspace: Workspace, response_url: str) -> None:
    workspace.faults.rate_limit("response_url", retry_after=7)
    async with httpx.AsyncClient() as client:
        refused = await client.post(response_url, json={"text": "a"})
        taken = await client.post(response_url, json={"text": "b"})
    assert (refused.status_code, refused.headers["Retry-After"], taken.status_code) == (429, "7", 200)


async def test_over_http_a_command_is_a_form_and_its_body_a_message(workspace: Workspace, endpoint: Any) -> None:
    async def text() -> Any:
        return PlainTextResponse("as text")

    async def json() -> Any:
        return JSONResponse({"text": "as JSON", "response_type": "in_channel"})

    async def broken() -> Any:
        return PlainTextResponse("", 500)

    results = []
    for endpoint.answer in (text, json, broken):
        results.append(await workspace.command("ana", "#random", "/cpt", "26 & 38240"))
    headers, body = endpoint.received[0]
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode())["text"] == ["26 & 38240"]
    assert [result.error for result in results] == [None, None, "dispatch_failed"]
    seen = [message.text for message in workspace.messages("#random", visible_to="ana")]
    assert seen[:3] == ["as text", "/cpt 26 & 38240", "as JSON"] and "dispatch_failed" in seen[3]
