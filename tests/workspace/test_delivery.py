"""Bringing events to the app: Socket Mode, signed HTTP, and Slack's retries."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import PlainTextResponse, Response

from bot.workspace import Delivery, Workspace


def settled(workspace: Workspace, count: int) -> Any:
    done = [delivery for delivery in workspace.deliveries if delivery.acked is not None]
    return done if len(done) >= count else None


async def ask(workspace: Workspace, text: str = "38240") -> None:
    await workspace.post("ana", workspace.dm("ana"), text)


async def test_an_envelope_is_acknowledged_over_the_socket(workspace: Workspace, connect: Any) -> None:
    async with connect() as (app, _):
        await ask(workspace)
        (delivery,) = await workspace.wait_for(lambda: settled(workspace, 1))
    assert (delivery.acked, delivery.transport, delivery.retry_num) == (True, "socket", 0)
    request = app.received[0]
    assert (request.type, request.retry_attempt, request.retry_reason) == ("events_api", 0, "")
    assert request.payload == delivery.envelope


async def test_what_is_not_acknowledged_comes_three_more_times_with_the_same_event_id(
    workspace: Workspace, connect: Any, silence: Any
) -> None:
    async with connect() as (app, _):
        app.answer = silence
        await ask(workspace)
        await workspace.wait_for(lambda: settled(workspace, 4))
    assert [request.retry_attempt for request in app.received] == [0, 1, 2, 3]
    assert [request.retry_reason for request in app.received] == ["", "timeout", "timeout", "timeout"]
    assert len({request.payload["event_id"] for request in app.received}) == 1
    assert len({request.envelope_id for request in app.received}) == 4


async def test_a_retry_that_is_acknowledged_is_the_last(workspace: Workspace, connect: Any) -> None:
    workspace.faults.lose_deliveries()
    async with connect() as (app, _):
        await ask(workspace)
        lost, arrived = await workspace.wait_for(lambda: settled(workspace, 2))
        await asyncio.sleep(0.15)  # longer than the pauses before further retries, of which none may come
    assert (lost.acked, arrived.acked, len(workspace.deliveries)) == (False, True, 2)
    assert [request.retry_attempt for request in app.received] == [1]


async def test_an_event_waits_for_a_connection(workspace: Workspace, connect: Any) -> None:
    await ask(workspace)
    async with connect() as (app, _):
        await workspace.wait_for(lambda: any(delivery.acked for delivery in workspace.deliveries))
    assert app.received[0].payload["event"]["text"] == "38240"


async def test_an_event_is_delivered_again_on_demand(workspace: Workspace, connect: Any) -> None:
    async with connect() as (app, _):
        event_id = await workspace.send_event({"type": "app_mention", "text": "26"}, event_id="Ev0TEST")
        again = await workspace.redeliver(event_id, retry_num=2, reason="http_error")
        await workspace.wait_for(lambda: settled(workspace, 2))
    assert isinstance(again, Delivery) and again.acked
    assert sorted(request.retry_attempt for request in app.received) == [0, 2]
    assert {request.payload["event_id"] for request in app.received} == {"Ev0TEST"}
    with pytest.raises(KeyError):
        await workspace.redeliver("Ev0NEVER")


@pytest.mark.parametrize("reason", ["refresh_requested", "too_many_websockets", "link_disabled", "warning", None])
async def test_the_client_reconnects_after_a_disconnect(workspace: Workspace, connect: Any, reason: str | None) -> None:
    frames: list[dict[str, Any]] = []
    async with connect() as (app, client):

        async def keep(message: aiohttp.WSMessage) -> None:
            frames.append(json.loads(message.data))

        client.on_message_listeners.append(keep)
        opened = len(workspace.calls)
        await workspace.disconnect(reason, close_after=0)
        assert workspace.connections <= 1
        await workspace.wait_for(lambda: len(workspace.calls) > opened and workspace.connections)
        await ask(workspace)
        await workspace.wait_for(lambda: any(delivery.acked for delivery in workspace.deliveries))
    assert app.received
    said = [frame["reason"] for frame in frames if frame.get("type") == "disconnect"]
    assert said == ([reason] if reason else [])


async def test_a_connection_that_closes_before_the_acknowledgement_makes_a_retry(
    workspace: Workspace, connect: Any, silence: Any
) -> None:
    async with connect() as (app, _):
        app.answer = silence
        await ask(workspace)
        await app.heard(1)
        app.answer = lambda request: None
        await workspace.disconnect(None)
        await workspace.wait_for(lambda: workspace.deliveries[-1].acked)
    assert workspace.deliveries[0].reason == "connection_failed"
    assert app.received[-1].retry_attempt == 1


async def test_every_envelope_goes_to_one_of_the_connections(workspace: Workspace, connect: Any) -> None:
    async with connect() as (first, _), connect() as (second, _):
        for number in range(40):
            await ask(workspace, str(number))
        await workspace.wait_for(lambda: settled(workspace, 40))
    assert first.received and second.received
    texts = [request.payload["event"]["text"] for request in first.received + second.received]
    assert sorted(texts, key=int) == [str(number) for number in range(40)]


async def test_hello_says_how_many_connections_there_are(workspace: Workspace, connect: Any) -> None:
    async with connect():
        client = SocketModeClient(workspace.app_token, web_client=AsyncWebClient(base_url=workspace.api_url))
        first_frame: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        async def hear(_: Any, frame: dict[str, Any], raw: str | None) -> None:
            first_frame.set_result(frame)

        client.message_listeners.append(hear)
        await client.connect()
        hello = await asyncio.wait_for(first_frame, 3)
        await client.close()
    assert (hello["type"], hello["num_connections"]) == ("hello", 2)
    assert hello["connection_info"]["app_id"] == workspace.app.app_id


async def test_ten_connections_may_be_open_and_an_address_serves_once(workspace: Workspace) -> None:
    async def address() -> str:
        web = AsyncWebClient(base_url=workspace.api_url)
        return str((await web.apps_connections_open(app_token=workspace.app_token))["url"])

    async with aiohttp.ClientSession() as session:
        first = await address()
        sockets = [await session.ws_connect(first)]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(first)
        sockets += [await session.ws_connect(await address()) for _ in range(9)]
        await workspace.wait_for(lambda: workspace.connections == 10)
        eleventh = await session.ws_connect(await address())
        frame = await eleventh.receive_json()
        assert (frame["type"], frame["reason"]) == ("disconnect", "too_many_websockets")
        assert workspace.connections == 10
        for socket in sockets:
            await socket.close()
        await eleventh.close()
    await workspace.wait_for(lambda: workspace.connections == 0)


async def test_what_the_app_sends_besides_acknowledgements_is_passed_over(workspace: Workspace, connect: Any) -> None:
    async with connect() as (_, client):
        for nonsense in ("not JSON", "[]", "{}", '{"envelope_id": 1}', '{"envelope_id": ["a"]}'):
            await client.current_session.send_str(nonsense)
        await ask(workspace)
        await workspace.wait_for(lambda: workspace.deliveries[0].acked)


async def test_http_deliveries_are_signed(workspace: Workspace, endpoint: Any) -> None:
    await ask(workspace, "38240 – 26")
    (delivery,) = await workspace.wait_for(lambda: settled(workspace, 1))
    assert (delivery.acked, delivery.status, delivery.transport) == (True, 200, "http")
    headers, body = endpoint.received[0]
    assert SignatureVerifier(workspace.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret").is_valid_request(body, headers)
    assert headers["content-type"] == "application/json" and "x-slack-retry-num" not in headers
    assert json.loads(body) == delivery.envelope


async def test_http_failures_are_delivered_again_with_number_and_reason(workspace: Workspace, endpoint: Any) -> None:
    elsewhere = PlainTextResponse("", 302, headers={"Location": endpoint.url})
    answers = iter([PlainTextResponse("", 500), elsewhere, None, PlainTextResponse("")])

    async def answer() -> Response:
        response = next(answers)
        if response is None:
            await asyncio.sleep(0.6)
            return PlainTextResponse("")
        return response

    endpoint.answer = answer
    await ask(workspace)
    await workspace.wait_for(lambda: settled(workspace, 4))
    numbers = [headers.get("x-slack-retry-num") for headers, _ in endpoint.received]
    reasons = [headers.get("x-slack-retry-reason") for headers, _ in endpoint.received]
    assert numbers == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_timeout"]
    assert [delivery.status for delivery in workspace.deliveries] == [500, 302, None, 200]
    assert len({body for _, body in endpoint.received}) == 1


async def test_no_retry_is_honoured(workspace: Workspace, endpoint: Any) -> None:
    async def answer() -> Response:
        return PlainTextResponse("", 500, headers={"X-Slack-No-Retry": "1"})

    endpoint.answer = answer
    await ask(workspace)
    await workspace.wait_for(lambda: settled(workspace, 1))
    await asyncio.sleep(0.15)  # longer than all pauses before retries, of which none may come
    assert len(endpoint.received) == 1


async def test_an_app_that_is_down_is_tried_again(workspace: Workspace, endpoint: Any) -> None:
    up, workspace.request_url = workspace.request_url, "http://127.0.0.1:9/slack/events"
    await ask(workspace)
    first = workspace.deliveries[0]
    await workspace.wait_for(lambda: first.acked is False)
    workspace.request_url = up
    await workspace.wait_for(lambda: workspace.deliveries[-1].acked)
    assert first.reason == "connection_failed" and len(endpoint.received) == 1


async def test_who_waits_in_vain_is_told_what_happened(workspace: Workspace) -> None:
    workspace.faults.lose_deliveries(times=4)
    await ask(workspace)
    await workspace.wait_for(lambda: settled(workspace, 4))
    with pytest.raises(TimeoutError, match=r"Not within 0\.01 s\. Calls: none\. .* retry 3 timeout\.$") as caught:
        await workspace.wait_for(lambda: False, timeout=0.01)
    assert "38240" not in str(caught.value)


async def test_socket_mode_needs_the_app_token(workspace: Workspace) -> None:
    web = AsyncWebClient(base_url=workspace.api_url)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await web.apps_connections_open(app_token="xapp-wrong")
