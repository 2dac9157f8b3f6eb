"""Presses of buttons: what the app receives, and what its response_url does."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.workspace import Message, Refused, Workspace, serve_workspace

BUTTON = {
    "type": "button",
    "action_id": "a1",
    "text": {"type": "plain_text", "text": "Payment", "emoji": False},
    "value": "38240",
    "accessibility_label": "Show payment",
}
BLOCKS: list[dict[str, Any]] = [{"type": "actions", "elements": [BUTTON, {**BUTTON, "action_id": "a2"}]}]

Offer = Callable[..., Awaitable[Message]]


@pytest.fixture
def offer(workspace: Workspace, web: AsyncWebClient) -> Offer:
    async def offer(channel: str = "#coding-questions", **more: Any) -> Message:
        """A message of the app with two buttons."""
        await web.chat_postMessage(channel=channel, text="Which one?", blocks=BLOCKS, **more)
        return workspace.messages(channel)[-1]

    return offer


async def test_a_press_arrives_with_slacks_fields(workspace: Workspace, connect: Any, offer: Offer) -> None:
    message = await offer()
    async with connect() as (app, _):
        result = await workspace.press("ana", message, "a2")
    request = next(request for request in app.received if request.type == "interactive")
    assert result.acked and result.payload == request.payload and not request.accepts_response_payload
    assert set(request.payload) == {
        "type", "user", "api_app_id", "token", "container", "trigger_id", "team", "enterprise",
        "is_enterprise_install", "channel", "message", "state", "response_url", "actions",
    }  # fmt: skip
    ana, channel = workspace.user("ana"), workspace.channel("#coding-questions")
    assert request.payload["type"] == "block_actions"
    assert request.payload["user"] == {
        "id": ana.id,
        "username": "ana",
        "name": "ana",
        "team_id": workspace.team_id,
    }
    assert request.payload["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": False,
    }
    assert request.payload["channel"] == {"id": channel.id, "name": "coding-questions"}
    assert (request.payload["message"]["ts"], request.payload["state"]) == (message.ts, {"values": {}})
    (action,) = request.payload["actions"]
    block_id = request.payload["message"]["blocks"][0]["block_id"]
    assert {**action, "action_ts": ""} == {
        "type": "button",
        "action_id": "a2",
        "block_id": block_id,
        "text": BUTTON["text"],
        "value": "38240",
        "action_ts": "",
    }
    assert block_id and float(action["action_ts"]) > float(message.ts)


async def test_over_http_it_is_one_field_of_a_form(workspace: Workspace, endpoint: Any, offer: Offer) -> None:
    message = await offer()
    result = await workspace.press("ana", message, "a1")
    headers, body = endpoint.received[-1]
    assert result.acked
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert headers["x-slack-signature"].startswith("v0=")
    fields = parse_qs(body.decode())
    assert list(fields) == ["payload"]
    assert json.loads(fields["payload"][0]) == result.payload


async def test_in_a_thread_its_message_tells_which(workspace: Workspace, endpoint: Any, offer: Offer) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    result = await workspace.press("ben", await offer(thread_ts=first.ts), "a1")
    assert result.payload and result.payload["message"]["thread_ts"] == first.ts
    assert result.payload["container"]["thread_ts"] == first.ts


async def test_an_ephemeral_message_is_not_sent_along_and_is_replaced(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    ana = workspace.user("ana")
    await web.chat_postEphemeral(channel="#coding-questions", user=ana.id, text="Which one?", blocks=BLOCKS)
    (message,) = workspace.messages("#coding-questions")
    result = await workspace.press("ana", message, "a1")
    assert result.payload and "message" not in result.payload
    assert result.payload["container"]["is_ephemeral"] is True
    with pytest.raises(Refused):
        await workspace.press("ben", message, "a1")
    hook = AsyncWebhookClient(result.payload["response_url"])
    assert (await hook.send(text="Paid", replace_original=True)).status_code == 200
    (after,) = workspace.messages("#coding-questions")
    assert (after.text, after.blocks, after.ephemeral_to, after.ts) == ("Paid", (), ana.id, message.ts)


async def test_its_response_url_replaces_and_deletes_the_message_and_tells_the_app(
    workspace: Workspace, endpoint: Any, offer: Offer
) -> None:
    message = await offer(channel=workspace.dm("ana").id)
    result = await workspace.press("ana", message, "a1")
    assert result.payload and result.payload["channel"]["name"] == "directmessage"
    hook = AsyncWebhookClient(result.payload["response_url"])
    await hook.send(text="for her alone")
    beside = workspace.messages(workspace.dm("ana"))[-1]
    assert (beside.text, beside.ephemeral_to) == ("for her alone", workspace.user("ana").id)
    await hook.send(text="Paid", replace_original=True)
    after = workspace.messages(workspace.dm("ana"))[0]
    assert (after.text, after.blocks, after.ts) == ("Paid", (), message.ts)
    await hook.send(delete_original=True)
    assert workspace.messages(workspace.dm("ana")) == [beside]
    told = [delivery.envelope["event"].get("subtype") for delivery in workspace.deliveries if delivery.kind == "event"]
    assert told == [None, "message_changed", "message_deleted"]


async def test_its_response_url_wears_out_as_others_do(
    workspace: Workspace, endpoint: Any, offer: Offer, clock: Any
) -> None:
    result = await workspace.press("ana", await offer(), "a1")
    assert result.payload
    hook = AsyncWebhookClient(result.payload["response_url"])
    for number in range(5):
        assert (await hook.send(text=f"{number}", replace_original=True)).status_code == 200
    assert (await hook.send(text="5", replace_original=True)).status_code == 404
    assert [message.text for message in workspace.messages("#coding-questions")] == ["4"]
    again = await workspace.press("ana", await offer(), "a1")
    clock.now += 30 * 60 + 1
    assert again.payload
    assert (await AsyncWebhookClient(again.payload["response_url"]).send(text="late")).status_code == 404


async def test_a_button_that_is_gone_is_not_pressed(
    workspace: Workspace, endpoint: Any, offer: Offer, web: AsyncWebClient
) -> None:
    message = await offer()
    for action_id, block_id in (("a3", None), ("a1", "other")):
        with pytest.raises(Refused, match="no such button"):
            await workspace.press("ana", message, action_id, block_id=block_id)
    await web.chat_update(channel=message.channel, ts=message.ts, text="Paid", blocks=[])
    with pytest.raises(Refused, match="no such button"):
        await workspace.press("ana", message, "a1")
    await workspace.delete(message)
    with pytest.raises(Refused, match="not there"):
        await workspace.press("ana", message, "a1")
    assert [delivery.kind for delivery in workspace.deliveries] == []


async def test_another_persons_direct_message_is_not_pressed(workspace: Workspace, endpoint: Any, offer: Offer) -> None:
    message = await offer(channel=workspace.dm("ana").id)
    with pytest.raises(Refused):
        await workspace.press("ben", message, "a1")


async def test_a_button_beside_a_section_is_pressed_too(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    accessory = {name: value for name, value in BUTTON.items() if name != "action_id"}
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "a"}, "accessory": accessory}
    await web.chat_postMessage(channel="#coding-questions", text="a", blocks=[section])
    (message,) = workspace.messages("#coding-questions")
    assert (await workspace.press("ana", message, message.blocks[0]["accessory"]["action_id"])).acked


async def test_what_goes_wrong_is_said_to_the_one_who_pressed(
    workspace: Workspace, connect: Any, silence: Any, endpoint: Any, offer: Offer
) -> None:
    async def broken() -> Any:
        raise RuntimeError

    message = await offer()
    endpoint.answer = broken
    refused = await workspace.press("ana", message, "a1")
    workspace.request_url = None
    away = await workspace.press("ana", message, "a1")
    async with connect() as (app, _):
        app.answer = silence
        late = await workspace.press("ana", message, "a1")
    for result, said in ((refused, "refused the request"), (away, "not connected"), (late, "not answer in time")):
        assert not result.acked and result.notice and said in result.notice.text
        assert result.notice.ephemeral_to == workspace.user("ana").id


async def test_without_interactivity_nothing_is_delivered(manifest: dict[str, Any]) -> None:
    manifest["settings"]["interactivity"] = {"is_enabled": False}
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        await web.chat_postMessage(channel="#coding-questions", text="Which one?", blocks=BLOCKS)
        (message,) = workspace.messages("#coding-questions")
        result = await workspace.press("ana", message, "a1")
    assert not result.acked and result.notice and "interactivity is off" in result.notice.text
    assert workspace.deliveries == []


async def test_on_the_page_a_form_presses_it(workspace: Workspace, endpoint: Any, offer: Offer) -> None:
    message = await offer()
    origin = workspace.page_url.rstrip("/")
    block_id = message.blocks[0]["block_id"]
    form = {"as": "ana", "in": "coding-questions", "ts": message.ts, "block_id": block_id, "action_id": "a2"}
    async with httpx.AsyncClient(base_url=origin) as elsewhere:
        assert (await elsewhere.post("/press", data=form)).status_code == 403
    async with httpx.AsyncClient(base_url=origin, headers={"Origin": origin}) as browser:
        page = (await browser.get("/?as=ana&in=coding-questions")).text
        assert 'aria-label="Show payment"' in page and f'value="{block_id}"' in page
        pressed = await browser.post("/press", data=form)
        assert (pressed.status_code, pressed.headers["location"]) == (303, "/?as=ana&in=coding-questions")
        assert workspace.deliveries[-1].envelope["actions"][0]["action_id"] == "a2"
        assert "block_actions" in (await browser.get("/")).text
        assert (await browser.post("/press", data={**form, "ts": "1.000001"})).status_code == 404
        gone = await browser.post("/press", data={**form, "action_id": "a3"}, follow_redirects=True)
        assert "no such button" in gone.text
