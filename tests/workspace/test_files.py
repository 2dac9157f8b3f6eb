"""Uploads in three steps, with slack_sdk's own client and by hand."""

from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace
from tests.workspace.refusals import code


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


async def test_a_file_is_shared_with_a_comment_where_it_was_sent(workspace: Workspace, web: AsyncWebClient) -> None:
    dm = workspace.dm("ana").id
    await web.files_upload_v2(
        filename="gaps.csv", content="code,count\n38240,3\n", title="Gaps", channel=dm, initial_comment="This week"
    )
    (file,) = workspace.files
    assert (file.name, file.title, file.content) == ("gaps.csv", "Gaps", b"code,count\n38240,3\n")
    (message,) = workspace.replies(dm)
    assert (message.text, message.subtype, file.shared) == ("This week", "file_share", ((dm, message.ts),))
    shown = message.files[0]
    assert (shown["id"], shown["filetype"], shown["size"]) == (file.id, "csv", 19)
    assert shown["preview"] == "code,count\n38240,3\n"
    assert workspace.deliveries[0].envelope["event"]["subtype"] == "file_share"


async def test_a_file_goes_into_a_thread(workspace: Workspace, web: AsyncWebClient) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    await web.files_upload_v2(filename="a.txt", content="a", channel=first.channel, thread_ts=first.ts)
    assert workspace.replies("#coding-questions")[0].thread_ts == first.ts


async def test_where_the_app_may_not_write_it_may_not_share(workspace: Workspace, web: AsyncWebClient) -> None:
    for channel, error in (("random", "not_in_channel"), ("old-questions", "is_archived")):
        place = workspace.channel(channel).id
        assert await code(web.files_upload_v2(filename="a.txt", content="a", channel=place)) == error
    assert workspace.files == []


async def test_each_step_needs_the_one_before(workspace: Workspace, web: AsyncWebClient) -> None:
    assert await code(web.files_getUploadURLExternal(filename="", length=1)) == "invalid_arguments"
    given = await web.files_getUploadURLExternal(filename="a.txt", length=3)
    complete: dict[str, Any] = {"files": [{"id": given["file_id"], "title": "A"}], "channel_id": workspace.dm("ana").id}
    assert await code(web.files_completeUploadExternal(**complete)) == "file_not_found"
    async with httpx.AsyncClient() as client:
        assert (await client.post(given["upload_url"], content=b"abcd")).status_code == 400
        sent = await client.post(given["upload_url"], files={"file": ("a.txt", b"abc")})
        assert (sent.status_code, sent.text) == (200, "OK - 3")
        await web.files_completeUploadExternal(**complete)
        assert (await client.post(given["upload_url"], content=b"abc")).status_code == 404
    assert await code(web.files_completeUploadExternal(**complete)) == "file_not_found"
    assert workspace.files[0].title == "A"


async def test_without_a_channel_a_file_stays_private(workspace: Workspace, web: AsyncWebClient) -> None:
    await web.files_upload_v2(filename="a.bin", content=b"\x00")
    (file,) = workspace.files
    assert file.shared == () and file.text is None
    assert all(workspace.replies(channel) == [] for channel in workspace.channels)


async def test_uploads_need_the_scope(manifest: dict[str, Any]) -> None:
    manifest["oauth_config"]["scopes"]["bot"].remove("files:write")
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        assert await code(web.files_getUploadURLExternal(filename="a.txt", length=3)) == "missing_scope"


async def test_a_planned_fault_befalls_the_address_too(workspace: Workspace, web: AsyncWebClient) -> None:
    workspace.faults.fail("upload", status=503)
    with pytest.raises(SlackRequestError):
        await web.files_upload_v2(filename="a.txt", content="a", channel=workspace.dm("ana").id)
    assert [call.method for call in workspace.calls] == ["files.getUploadURLExternal", "upload"]
    assert workspace.files == [] and workspace.calls[-1].arguments["length"] == 1
