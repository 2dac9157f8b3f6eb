"""The Web API with slack_sdk's own client: tokens, scopes, places and faults."""

from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import pytest
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace
from tests.workspace.refusals import code, refusal


async def test_auth_test_names_the_bot(workspace: Workspace, web: AsyncWebClient) -> None:
    me = await web.auth_test()
    assert (me["user_id"], me["bot_id"], me["team_id"]) == (
        workspace.bot_user_id,
        workspace.bot_id,
        workspace.team_id,
    )


async def test_tokens_are_checked(workspace: Workspace) -> None:
    def client(token: str | None) -> AsyncWebClient:
        return AsyncWebClient(token, base_url=workspace.api_url, retry_handlers=[])

    assert await code(client(None).auth_test()) == "not_authed"
    assert await code(client("xoxb-wrong").auth_test()) == "invalid_auth"
    assert await code(client(workspace.app_token).auth_test()) == "not_allowed_token_type"
    assert await code(client(workspace.bot_token).apps_connections_open(app_token=workspace.bot_token)) == (
        "not_allowed_token_type"
    )
    opened = await client(None).apps_connections_open(app_token=workspace.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")


async def test_scopes_are_those_of_the_manifest(workspace: Workspace, web: AsyncWebClient) -> None:
    refused = await refusal(web.users_info(user=workspace.users[0].id))
    assert refused["error"] == "missing_scope" and refused["needed"] == "users:read"
    assert refused["provided"] == "app_mentions:read,chat:write,commands,im:history"


async def test_methods_with_further_scopes_work_once_the_manifest_has_them(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"] += ["users:read", "channels:read", "im:write"]
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        ana = workspace.user("ana")
        assert (await web.users_info(user=ana.id))["user"]["real_name"] == "Ana Example"
        assert await code(web.users_info(user="U0NOBODY")) == "user_not_found"
        dm = (await web.conversations_open(users=ana.id))["channel"]["id"]
        assert dm == workspace.dm("ana").id
        assert (await web.conversations_info(channel=dm))["channel"]["user"] == ana.id
        random = workspace.channel("#random").id
        assert (await web.conversations_info(channel=random))["channel"]["is_member"] is False


async def test_an_unknown_method_is_refused(web: AsyncWebClient) -> None:
    assert await code(web.api_call("views.haunt")) == "unknown_method"


async def test_a_message_is_posted_where_the_bot_is_a_member(workspace: Workspace, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=workspace.channel("#coding-questions").id, text="a &amp; b")
    assert posted["message"]["bot_id"] == workspace.bot_id and posted["message"]["text"] == "a &amp; b"
    assert [message.ts for message in workspace.messages("#coding-questions")] == [posted["ts"]]
    assert await code(web.chat_postMessage(channel="#random", text="a")) == "not_in_channel"
    assert await code(web.chat_postMessage(channel="C0NOWHERE", text="a")) == "channel_not_found"
    assert await code(web.api_call("chat.postMessage", json={"channel": "#coding-questions", "text": " "})) == "no_text"


async def test_a_user_id_is_the_direct_message_and_the_app_is_told_of_its_own_message(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    posted = await web.chat_postMessage(channel=workspace.user("ben").id, text="hello")
    assert posted["channel"] == workspace.dm("ben").id
    event = workspace.deliveries[0].envelope["event"]
    assert (event["bot_id"], event["user"]) == (workspace.bot_id, workspace.bot_user_id)
    assert event["bot_profile"]["app_id"] == event["app_id"]


async def test_form_and_json_are_both_taken(workspace: Workspace) -> None:
    url, bearer = workspace.api_url + "chat.postMessage", {"Authorization": f"Bearer {workspace.bot_token}"}
    blocks = '[{"type": "divider"}]'
    async with httpx.AsyncClient() as client:
        form = {"token": workspace.bot_token, "channel": "#coding-questions", "text": "by form", "blocks": blocks}
        assert (await client.post(url, data=form)).json()["ok"]
        json = {"channel": "#coding-questions", "text": "by JSON", "blocks": [{"type": "divider"}]}
        assert (await client.post(url, json=json, headers=bearer)).json()["ok"]
        broken = {"channel": "#coding-questions", "text": "a", "blocks": "[{"}
        assert (await client.post(url, data=broken, headers=bearer)).json()["error"] == "invalid_blocks_format"
    texts = [message.text for message in workspace.messages("#coding-questions")]
    assert texts == ["by form", "by JSON"]
    assert all("token" not in call.arguments for call in workspace.calls)


async def test_threads_must_exist(workspace: Workspace, web: AsyncWebClient) -> None:
    asked = await workspace.post("ana", "#coding-questions", "a question")
    reply = await web.chat_postMessage(channel=asked.channel, text="a", thread_ts=asked.ts)
    assert reply["message"]["thread_ts"] == asked.ts
    inside = await web.chat_postMessage(channel=asked.channel, text="b", thread_ts=reply["ts"])
    assert inside["message"]["thread_ts"] == asked.ts
    unknown = web.chat_postMessage(channel=asked.channel, text="a", thread_ts="1.000001")
    assert await code(unknown) == "thread_not_found"


async def test_an_ephemeral_message_is_seen_by_one_and_has_no_event(workspace: Workspace, web: AsyncWebClient) -> None:
    ana, ben = workspace.user("ana"), workspace.user("ben")
    sent = await web.chat_postEphemeral(channel="#coding-questions", user=ana.id, text="private")
    assert [m.ts for m in workspace.messages("#coding-questions", visible_to=ana)] == [sent["message_ts"]]
    assert workspace.messages("#coding-questions", visible_to=ben) == [] and workspace.deliveries == []
    to_nobody = web.chat_postEphemeral(channel="#coding-questions", user="U0NOBODY", text="a")
    assert await code(to_nobody) == "user_not_in_channel"
    outside = web.chat_postEphemeral(channel="#random", user=ana.id, text="a")
    assert await code(outside) == "not_in_channel"
    update = web.chat_update(channel=workspace.channel("#coding-questions").id, ts=sent["message_ts"], text="b")
    assert await code(update) == "message_not_found"


async def test_only_own_messages_are_updated(workspace: Workspace, web: AsyncWebClient) -> None:
    asked = await workspace.post("ana", "#coding-questions", "a question")
    posted = await web.chat_postMessage(channel=asked.channel, text="first", blocks=[{"type": "divider"}])
    await web.chat_update(channel=asked.channel, ts=posted["ts"], text="second")
    now = workspace.replies("#coding-questions")[0]
    assert (now.text, now.blocks, now.ts) == ("second", (), posted["ts"]) and now.edited
    assert await code(web.chat_update(channel=asked.channel, ts=asked.ts, text="b")) == "cant_update_message"
    assert await code(web.chat_update(channel=asked.channel, ts="1.000001", text="b")) == "message_not_found"
    await web.chat_update(channel=asked.channel, ts=posted["ts"], text="third", blocks=[{"type": "divider"}])
    now = workspace.replies("#coding-questions")[0]
    assert (now.text, len(now.blocks), now.edited) == ("third", 1, None)
    by_name = web.chat_update(channel="#coding-questions", ts=posted["ts"], text="b")
    assert await code(by_name) == "channel_not_found"
    long = web.chat_update(channel=asked.channel, ts=posted["ts"], text="x" * 4001)
    assert await code(long) == "msg_too_long"


async def test_text_is_cut_at_40000(workspace: Workspace, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel="#coding-questions", text="x" * 40_001)
    assert len(workspace.replies("#coding-questions")[0].text) == 40_000
    assert posted["response_metadata"]["warnings"] == ["message_truncated"]


async def test_more_than_a_message_a_second_is_refused_when_that_is_switched_on(
    workspace: Workspace, web: AsyncWebClient, clock: Any
) -> None:
    workspace.faults.one_message_a_second = True
    await web.chat_postMessage(channel="#coding-questions", text="1")
    refused = await refusal(web.chat_postMessage(channel="#coding-questions", text="2"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    await web.chat_postMessage(channel=workspace.user("ana").id, text="elsewhere")
    clock.now += 1
    await web.chat_postMessage(channel="#coding-questions", text="3")
    assert [message.text for message in workspace.replies("#coding-questions")] == ["1", "3"]


async def test_a_planned_rate_limit_is_waited_out_by_the_clients_handler(workspace: Workspace) -> None:
    workspace.faults.rate_limit("chat.postMessage", times=1, retry_after=0)
    patient = AsyncWebClient(
        workspace.bot_token, base_url=workspace.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()]
    )
    await patient.chat_postMessage(channel="#coding-questions", text="a")
    assert [(call.status, call.ok) for call in workspace.calls] == [(429, False), (200, True)]


async def test_planned_faults_are_used_up_one_by_one(workspace: Workspace, web: AsyncWebClient) -> None:
    def post(**more: Any) -> Awaitable[Any]:
        return web.chat_postMessage(channel="#coding-questions", text="a", **more)

    workspace.faults.error("chat.postMessage", "is_archived")
    assert await code(post()) == "is_archived"
    workspace.faults.refuse_blocks()
    await post()
    assert await code(post(blocks=[{"type": "divider"}])) == "invalid_blocks"
    workspace.faults.fail("*", status=503, times=2)
    assert [(await refusal(post())).status_code for _ in range(2)] == [503, 503]
    await post(blocks=[{"type": "divider"}])
    assert len(workspace.replies("#coding-questions")) == 2
    assert len(workspace.calls) == 6


async def test_a_call_may_be_carried_out_though_it_failed_or_its_answer_is_late(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    workspace.faults.fail("chat.postMessage", done=True)
    assert (await refusal(web.chat_postMessage(channel="#coding-questions", text="a"))).status_code == 500
    workspace.faults.hang("chat.postMessage", seconds=30)
    hasty = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, timeout=0.2, retry_handlers=[])  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await hasty.chat_postMessage(channel="#coding-questions", text="b")
    assert [message.text for message in workspace.replies("#coding-questions")] == ["a", "b"]


async def test_faults_can_be_cleared(workspace: Workspace, web: AsyncWebClient) -> None:
    workspace.faults.fail("*", times=9)
    workspace.faults.one_message_a_second = True
    workspace.faults.lose_deliveries()
    workspace.faults.clear()
    for text in "ab":
        await web.chat_postMessage(channel="#coding-questions", text=text)
    assert not workspace.faults.loses_delivery()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "rebound.example"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
async def test_other_sites_are_kept_out(workspace: Workspace, headers: dict[str, str], status: int) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(workspace.api_url + "auth.test", headers=headers)
    assert answer.status_code == status


async def test_responses_say_the_scopes_of_the_token_and_the_time(
    workspace: Workspace, web: AsyncWebClient, clock: Callable[[], float]
) -> None:
    headers = (await web.auth_test()).headers
    assert headers["X-OAuth-Scopes"] == "app_mentions:read,chat:write,commands,im:history"
    assert parsedate_to_datetime(headers["Date"]).timestamp() == clock()
    refused = await refusal(web.users_info(user="U0NOBODY"))
    assert refused.headers["x-accepted-oauth-scopes"] == "users:read"
    assert refused.headers["x-oauth-scopes"] == headers["X-OAuth-Scopes"]
    opened = await web.apps_connections_open(app_token=workspace.app_token)
    assert opened.headers["X-OAuth-Scopes"] == "connections:write"
    stranger = await refusal(AsyncWebClient("xoxb-wrong", base_url=workspace.api_url, retry_handlers=[]).auth_test())
    assert "X-OAuth-Scopes" not in stranger.headers and "Date" in stranger.headers


async def test_the_test_of_the_api_needs_no_token(workspace: Workspace) -> None:
    web = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
    assert (await web.api_test(foo="bar")).data == {"ok": True, "args": {"foo": "bar"}}
    assert await code(web.api_test(error="my_error")) == "my_error"


async def test_without_socket_mode_no_connection_is_opened(manifest: dict[str, Any]) -> None:
    manifest["settings"]["socket_mode_enabled"] = False
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
        assert await code(web.apps_connections_open(app_token=workspace.app_token)) == "socket_mode_not_enabled"
