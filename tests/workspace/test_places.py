"""Channels that are archived, private or shared with another organisation, and who is there."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Refused, Workspace, serve_workspace
from tests.workspace.refusals import code, refusal


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


async def test_an_archived_channel_takes_nothing(workspace: Workspace, web: AsyncWebClient) -> None:
    with pytest.raises(Refused, match="archived"):
        await workspace.post("ana", "#old-questions", "38240")
    ana = workspace.user("ana").id
    assert await code(web.chat_postMessage(channel="#old-questions", text="a")) == "is_archived"
    assert await code(web.chat_postEphemeral(channel="#old-questions", user=ana, text="a")) == "is_archived"


async def test_a_private_channel_without_the_app_cannot_be_found(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    auditors = workspace.channel("auditors")
    said = await workspace.post("ana", auditors, f"<@{workspace.bot_user_id}> 38240")
    assert workspace.deliveries == []
    assert await code(web.chat_postMessage(channel=auditors.id, text="a")) == "channel_not_found"
    assert await code(web.chat_getPermalink(channel=auditors.id, message_ts=said.ts)) == "channel_not_found"
    command = await workspace.command("ana", auditors, "/cpt", "38240")
    assert command.acked and command.payload and command.payload["channel_name"] == "privategroup"
    shortcut = await workspace.shortcut("ana", said, "ask_about")
    assert shortcut.payload and shortcut.payload["channel"] == {"id": auditors.id, "name": "privategroup"}


async def test_with_a_scope_the_app_writes_in_public_channels_that_it_is_not_in(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.public")
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        assert (await web.chat_postMessage(channel="#random", text="a"))["ok"]
        assert await code(web.chat_postMessage(channel="auditors", text="a")) == "channel_not_found"


async def test_a_strangers_message_says_where_it_comes_from(workspace: Workspace) -> None:
    dora = workspace.user("dora")
    await workspace.post("dora", "#partner-questions", f"<@{workspace.bot_user_id}> 38240")
    await workspace.post("ana", "#partner-questions", f"<@{workspace.bot_user_id}> 38240")
    strangers, ours = (delivery.envelope for delivery in workspace.deliveries)
    assert strangers["is_ext_shared_channel"] is ours["is_ext_shared_channel"] is True
    assert strangers["team_id"] == strangers["authorizations"][0]["team_id"] == workspace.team_id
    event = strangers["event"]
    assert {event["team"], event["user_team"], event["source_team"]} == {dora.team_id} != {workspace.team_id}
    assert event["user_profile"]["real_name"] == "Dora Visitor"
    assert ours["event"]["team"] == workspace.team_id and "user_team" not in ours["event"]


async def test_a_stranger_is_in_shared_channels_alone_and_has_no_commands(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    with pytest.raises(Refused, match="not in this channel"):
        await workspace.post("dora", "#coding-questions", "38240")
    with pytest.raises(ValueError, match="no channel"):
        workspace.dm("dora")
    command = await workspace.command("dora", "#partner-questions", "/cpt", "38240")
    assert (command.error, command.payload) == ("unknown_command", None)
    said = await workspace.post("ana", "#partner-questions", "38240?")
    with pytest.raises(Refused, match="no such shortcut"):
        await workspace.shortcut("dora", said, "ask_about")
    dora = workspace.user("dora").id
    outside = web.chat_postEphemeral(channel="#coding-questions", user=dora, text="a")
    assert await code(outside) == "user_not_in_channel"
    assert await code(web.conversations_open(users=dora)) == "user_not_found"
    about = (await web.users_info(user=dora))["user"]
    assert about["is_stranger"] is True and about["team_id"] != workspace.team_id


async def test_a_stranger_presses_buttons_under_the_own_team(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go"}
    blocks = [{"type": "actions", "elements": [button]}]
    await web.chat_postMessage(channel="#partner-questions", text="a", blocks=blocks)
    result = await workspace.press("dora", workspace.messages("#partner-questions")[0], "go")
    assert result.payload and result.payload["user"]["team_id"] == workspace.user("dora").team_id
    assert result.payload["team"]["id"] == workspace.team_id
    await web.chat_postMessage(channel="#coding-questions", text="a", blocks=blocks)
    with pytest.raises(Refused, match="not there"):
        await workspace.press("dora", workspace.messages("#coding-questions")[0], "go")


async def test_a_direct_message_is_opened_with_one_person_who_is_known(
    workspace: Workspace, web: AsyncWebClient, manifest: dict[str, Any]
) -> None:
    ana, ben = workspace.user("ana").id, workspace.user("ben").id
    assert (await web.conversations_open(users=ana))["channel"]["id"] == workspace.dm("ana").id
    assert await code(web.conversations_open(users="U0NOBODY")) == "user_not_found"
    assert await code(web.api_call("conversations.open")) == "users_list_not_supplied"
    assert (await refusal(web.conversations_open(users=[ana, ben])))["needed"] == "mpim:write"
    manifest["oauth_config"]["scopes"]["bot"].remove("im:write")
    async with serve_workspace(manifest) as plain:
        client = AsyncWebClient(plain.bot_token, base_url=plain.api_url)
        assert (await refusal(client.conversations_open(users=ana)))["needed"] == "im:write"


async def test_only_own_messages_are_deleted(workspace: Workspace, web: AsyncWebClient) -> None:
    asked = await workspace.post("ana", workspace.dm("ana"), "a question")
    posted = await web.chat_postMessage(channel=asked.channel, text="an answer")
    assert await code(web.chat_delete(channel=asked.channel, ts=asked.ts)) == "cant_delete_message"
    assert (await web.chat_delete(channel=asked.channel, ts=posted["ts"]))["ts"] == posted["ts"]
    assert await code(web.chat_delete(channel=asked.channel, ts=posted["ts"])) == "message_not_found"
    assert workspace.messages(asked.channel) == [workspace.room.conversations.find(asked.channel, asked.ts)]
    assert workspace.deliveries[-1].envelope["event"]["subtype"] == "message_deleted"


async def test_a_permalink_names_the_channel_the_message_and_the_thread(
    workspace: Workspace, web: AsyncWebClient
) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    reply = await web.chat_postMessage(channel=first.channel, text="an answer", thread_ts=first.ts)
    link = (await web.chat_getPermalink(channel=first.channel, message_ts=first.ts))["permalink"]
    assert link == f"{workspace.page_url}archives/{first.channel}/p{first.ts.replace('.', '')}"
    inside = (await web.chat_getPermalink(channel=first.channel, message_ts=reply["ts"]))["permalink"]
    assert inside.endswith(f"/p{reply['ts'].replace('.', '')}?thread_ts={first.ts}&cid={first.channel}")
    unknown = web.chat_getPermalink(channel=first.channel, message_ts="1.000001")
    assert await code(unknown) == "message_not_found"
