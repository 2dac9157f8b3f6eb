"""What people do, and which events of it reach the app."""

from typing import Any

import pytest

from bot.workspace import ManifestFault, Message, Refused, Workspace, serve_workspace


def events(workspace: Workspace) -> list[dict[str, Any]]:
    return [delivery.envelope["event"] for delivery in workspace.deliveries if delivery.kind == "event"]


async def test_a_mention_where_the_bot_is_a_member_is_one_app_mention(workspace: Workspace, connect: Any) -> None:
    async with connect() as (app, _):
        said = await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> 38240 &amp; 26?")
        await workspace.wait_for(lambda: workspace.deliveries[0].acked)
    envelope = app.received[0].payload
    assert envelope["type"] == "event_callback" and envelope["event_id"].startswith("Ev")
    assert envelope["authorizations"][0]["user_id"] == workspace.bot_user_id
    assert envelope["is_ext_shared_channel"] is False and envelope["event_time"] == 1_800_000_000
    event = envelope["event"]
    assert event["type"] == "app_mention" and "channel_type" not in event
    assert event["ts"] == event["event_ts"] == said.ts and event["client_msg_id"]
    assert event["text"] == f"<@{workspace.bot_user_id}> 38240 &amp; 26?"
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "user", "user_id": workspace.bot_user_id},
        {"type": "text", "text": " 38240 & 26?"},
    ]


async def test_what_does_not_mention_the_bot_or_where_it_is_no_member_makes_no_event(workspace: Workspace) -> None:
    await workspace.post("ana", "#coding-questions", "38240?")
    await workspace.post("ana", "#random", f"<@{workspace.bot_user_id}> 38240?")
    await workspace.post("ana", workspace.dm("ana"), "38240?")
    assert [event["channel_type"] for event in events(workspace)] == ["im"]


async def test_a_direct_message_is_a_message_and_no_mention(workspace: Workspace) -> None:
    said = await workspace.type("ben", workspace.dm("ben"), "@Codebook 38240")
    assert [(event["type"], event["channel_type"]) for event in events(workspace)] == [("message", "im")]
    assert isinstance(said, Message)
    assert said.text == f"<@{workspace.bot_user_id}> 38240"


async def test_message_channels_makes_two_events_of_one_mention(manifest: dict[str, Any]) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"].append("message.channels")
    with pytest.raises(ManifestFault, match="channels:history"):
        async with serve_workspace(manifest):
            pass
    manifest["oauth_config"]["scopes"]["bot"].append("channels:history")
    async with serve_workspace(manifest) as workspace:
        await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> 38240?")
        assert {event["type"] for event in events(workspace)} == {"app_mention", "message"}
        assert len({event["ts"] for event in events(workspace)}) == 1
        assert len({delivery.event_id for delivery in workspace.deliveries}) == 2


async def test_an_edited_mention_is_sent_again_with_the_same_ts_and_another_event_id(workspace: Workspace) -> None:
    said = await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> 38240?")
    edited = await workspace.edit(said, f"<@{workspace.bot_user_id}> 38241?")
    first, second = workspace.deliveries[:2]
    assert first.event_id != second.event_id
    event = second.envelope["event"]
    assert (event["type"], event["ts"], event["text"]) == ("app_mention", said.ts, edited.text)
    assert event["edited"]["user"] == said.user and event["event_ts"] > said.ts


async def test_an_unfurled_mention_is_not_sent_again(workspace: Workspace) -> None:
    said = await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> <https://page.example/>")
    unfurled = await workspace.unfurl(said)
    assert unfurled.attachments and not unfurled.edited and len(events(workspace)) == 1


async def test_edits_unfurls_and_deletions_of_a_direct_message_are_hidden_events(workspace: Workspace) -> None:
    said = await workspace.post("ana", workspace.dm("ana"), "see <https://page.example/>")
    await workspace.unfurl(said)
    await workspace.edit(said, "38240")
    await workspace.delete(said)
    first = {delivery.event_id: delivery.envelope["event"] for delivery in reversed(workspace.deliveries)}
    posted, unfurled, edited, deleted = reversed(first.values())
    assert posted["text"] == "see <https://page.example/>"
    assert unfurled["subtype"] == edited["subtype"] == "message_changed"
    assert unfurled["message"]["attachments"] and "edited" not in unfurled["message"]
    assert edited["message"]["text"] == "38240" and edited["message"]["edited"]
    assert edited["previous_message"]["ts"] == said.ts and edited["hidden"] is True
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", said.ts)
    assert workspace.messages(workspace.dm("ana")) == []
    with pytest.raises(ValueError, match="deleted"):
        await workspace.edit(said, "38241")


async def test_a_reply_names_its_thread_and_the_author_of_the_first_message(workspace: Workspace) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    await workspace.post("ben", "#coding-questions", f"<@{workspace.bot_user_id}> 26?", thread_ts=first.ts)
    event = events(workspace)[0]
    assert (event["thread_ts"], event["parent_user_id"]) == (first.ts, first.user)
    assert len(workspace.messages("#coding-questions", thread_ts=first.ts)) == 2
    with pytest.raises(Refused, match="thread"):
        await workspace.post("ben", "#coding-questions", "26?", thread_ts="1.000001")


async def test_subtypes_files_and_other_bots_go_out_as_they_are_given(workspace: Workspace) -> None:
    picture = {"id": "F0EXAMPLE1", "name": "screen.png"}
    dm = workspace.dm("ana")
    await workspace.post("ana", dm, "38240", subtype="file_share", files=[picture])
    await workspace.post("ana", dm, "38240", subtype="bot_message", bot_id="B0OTHERBOT", blocks=[])
    shared, other = events(workspace)[:2]
    assert (shared["subtype"], shared["files"]) == ("file_share", [picture])
    assert (other["bot_id"], other["subtype"]) == ("B0OTHERBOT", "bot_message")
    assert "user" not in other and "blocks" not in other and "client_msg_id" not in other


async def test_a_mention_with_a_file_is_an_app_mention_without_subtype(workspace: Workspace) -> None:
    text = f"<@{workspace.bot_user_id}> see the picture"
    await workspace.post("ana", "#coding-questions", text, subtype="file_share", files=[{"id": "F0EXAMPLE1"}])
    (event,) = events(workspace)
    assert (event["type"], event["files"]) == ("app_mention", [{"id": "F0EXAMPLE1"}]) and "subtype" not in event


@pytest.mark.parametrize(
    ("typed", "wire"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("&amp; stays typed", "&amp;amp; stays typed"),
        ("hi @Ana Example and @ben!", "hi <@U0000000A1> and <@U0000000B2>!"),
        ("see #random, not #randomly", "see <#C0RANDOM02|random>, not #randomly"),
        ("mail me@codebook.example", "mail me@codebook.example"),
        ("https://page.example/?a=1&b=2 now", "<https://page.example/?a=1&amp;b=2> now"),
        ("(see https://page.example/a.)", "(see <https://page.example/a>.)"),
        ("<https://page.example/>", "&lt;<https://page.example/>&gt;"),
        ("<!channel> @channel", "&lt;!channel&gt; <!channel>"),
        ("@CODEBOOK 38240", "<@U0CODEBOOK> 38240"),
        ("38240 38241", "38240 38241"),
    ],
)
async def test_what_is_typed_arrives_as_slack_writes_it(workspace: Workspace, typed: str, wire: str) -> None:
    said = await workspace.type("cleo", "#random", typed)
    assert isinstance(said, Message)
    assert said.text == wire


@pytest.mark.parametrize(
    ("tab", "allowed"),
    [
        ({"messages_tab_enabled": True, "messages_tab_read_only_enabled": False}, True),
        ({"messages_tab_enabled": True, "messages_tab_read_only_enabled": True}, False),
        ({"messages_tab_enabled": True}, False),
        ({"messages_tab_enabled": False, "messages_tab_read_only_enabled": False}, False),
    ],
)
async def test_direct_messages_are_off_unless_the_manifest_turns_them_on(
    manifest: dict[str, Any], tab: dict[str, bool], allowed: bool
) -> None:
    manifest["features"]["app_home"] = tab
    async with serve_workspace(manifest) as workspace:
        if allowed:
            assert await workspace.post("ana", workspace.dm("ana"), "38240")
        else:
            with pytest.raises(Refused, match="turned off"):
                await workspace.post("ana", workspace.dm("ana"), "38240")


async def test_nobody_writes_in_the_direct_message_of_another(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="someone else"):
        await workspace.post("ben", workspace.dm("ana"), "38240")


async def test_unknown_people_and_channels_are_named(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="nobody called zoe"):
        await workspace.post("zoe", "#random", "38240")
    with pytest.raises(ValueError, match="no channel #nowhere"):
        await workspace.post("ana", "#nowhere", "38240")
