"""The page over HTTP: who sees what, what forms do, and who may use them."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace


@pytest.fixture
async def browser(workspace: Workspace) -> AsyncIterator[httpx.AsyncClient]:
    origin = workspace.page_url.rstrip("/")
    async with httpx.AsyncClient(base_url=origin, headers={"Origin": origin}) as client:
        yield client


async def test_a_form_sends_without_javascript(workspace: Workspace, browser: httpx.AsyncClient) -> None:
    sent = await browser.post("/send", data={"as": "ben", "in": "coding-questions", "text": "@Codebook 38240 <b>"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/?as=ben&in=coding-questions")
    (message,) = workspace.messages("#coding-questions")
    assert message.text == f"<@{workspace.bot_user_id}> 38240 &lt;b&gt;" and message.user == workspace.user("ben").id
    page = await browser.get(sent.headers["location"])
    assert "38240 &lt;b&gt;" in page.text and "Ben Sample" in page.text


async def test_a_reply_in_a_thread_stays_there(workspace: Workspace, browser: httpx.AsyncClient) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    form = {"as": "ana", "in": "coding-questions", "thread": first.ts, "text": "a reply"}
    sent = await browser.post("/send", data=form)
    assert sent.headers["location"].endswith(f"thread={first.ts}")
    assert workspace.messages("#coding-questions")[-1].thread_ts == first.ts
    closed = (await browser.get("/?as=ana&in=coding-questions")).text
    opened = (await browser.get(sent.headers["location"])).text
    assert "1 reply" in closed and "a reply" not in closed
    assert "a reply" in opened and 'aria-label="Thread"' in opened
    assert 'aria-label="Thread"' not in (await browser.get("/?thread=1.000001")).text


async def test_what_one_person_alone_sees_is_not_counted_as_a_reply(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    await workspace.post("ben", "#coding-questions", "a reply", thread_ts=first.ts)
    ana = workspace.user("ana").id
    await web.chat_postEphemeral(channel="#coding-questions", user=ana, text="for her alone", thread_ts=first.ts)
    assert "1 reply" in (await browser.get("/?as=ana&in=coding-questions")).text
    opened = (await browser.get(f"/?as=ana&in=coding-questions&thread={first.ts}")).text
    assert "for her alone" in opened


async def test_a_command_in_a_thread_is_refused_on_the_page(workspace: Workspace, browser: httpx.AsyncClient) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    form = {"as": "ana", "in": "coding-questions", "thread": first.ts, "text": "/cpt 38240"}
    page = await browser.post("/send", data=form, follow_redirects=True)
    assert "is not supported in threads" in page.text


async def test_what_is_for_one_is_shown_to_one(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    ana = workspace.user("ana")
    sent = await web.chat_postEphemeral(channel="#coding-questions", user=ana.id, text="for her alone")
    await workspace.post("ana", workspace.dm("ana"), "between us")
    hers = (await browser.get("/?as=ana&in=coding-questions")).text
    his = (await browser.get("/?as=ben&in=coding-questions")).text
    assert "for her alone" in hers and "Only visible to you" in hers
    assert "for her alone" not in his
    assert "between us" in (await browser.get("/?as=ana&in=dm")).text
    assert "between us" not in (await browser.get("/?as=ben&in=dm")).text
    address = f"/json/{workspace.channel('#coding-questions').id}/{sent['message_ts']}"
    assert (await browser.get(address + "?as=ana")).status_code == 200
    assert (await browser.get(address + "?as=ben")).status_code == 404
    dm, (message,) = workspace.dm("ana").id, workspace.messages(workspace.dm("ana"))
    assert (await browser.get(f"/json/{dm}/{message.ts}?as=ben")).status_code == 404
    assert (await browser.get(f"/json/{dm}/1.000001?as=ana")).status_code == 404


async def test_json_is_what_travelled(workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient) -> None:
    said = await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> 38240")
    posted = await web.chat_postMessage(channel=said.channel, text="a", blocks=[{"type": "divider"}])
    silent = await workspace.post("ana", "#random", "nobody is told")

    async def shown(channel: str, ts: str) -> Any:
        return json.loads((await browser.get(f"/json/{channel}/{ts}?as=ana")).text)

    assert (await shown(said.channel, said.ts))["events"] == [workspace.deliveries[0].envelope]
    assert (await shown(said.channel, posted["ts"]))["chat.postMessage"]["blocks"] == [{"type": "divider"}]
    assert (await shown(silent.channel, silent.ts))["message"]["text"] == "nobody is told"


@pytest.mark.parametrize("origin", [None, "null", "https://elsewhere.example", "http://127.0.0.1:1"])
@pytest.mark.parametrize("path", ["/send", "/rules/rate-limit"])
async def test_forms_of_other_pages_are_refused(workspace: Workspace, path: str, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    async with httpx.AsyncClient(base_url=workspace.page_url, headers=headers) as client:
        refused = await client.post(path, data={"as": "ana", "in": "random", "text": "38240"})
    assert refused.status_code == 403
    assert workspace.messages("#random") == [] and not workspace.faults.one_message_a_second


async def test_another_name_of_this_machine_is_refused_but_a_link_may_lead_here(workspace: Workspace) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with httpx.AsyncClient(base_url=workspace.page_url) as client:
        assert (await client.get("/", headers={"Host": "rebound.example"})).status_code == 403
        assert (await client.get("/", headers=link)).status_code == 200
        assert (await client.get("/changes", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


@pytest.mark.parametrize("text", ["", "   ", "x" * 12_001])
async def test_nothing_and_too_much_are_not_sent(workspace: Workspace, browser: httpx.AsyncClient, text: str) -> None:
    assert (await browser.post("/send", data={"as": "ana", "in": "random", "text": text})).status_code == 400
    assert workspace.messages("#random") == []


async def test_direct_messages_that_are_off_are_said(manifest: dict[str, Any]) -> None:
    manifest["features"]["app_home"] = {"messages_tab_enabled": False}
    async with serve_workspace(manifest) as workspace:
        origin = workspace.page_url.rstrip("/")
        async with httpx.AsyncClient(base_url=origin, headers={"Origin": origin}) as browser:
            form = {"as": "ana", "in": "dm", "text": "38240"}
            page = await browser.post("/send", data=form, follow_redirects=True)
    assert "Sending messages to this app has been turned off." in page.text


async def test_the_rules_of_the_panel_do_what_they_say(
    workspace: Workspace, browser: httpx.AsyncClient, connect: Any
) -> None:
    async def press(rule: str) -> int:
        return (await browser.post(f"/rules/{rule}", data={"as": "ana"})).status_code

    assert await press("unknown") == 404
    assert await press("redeliver") == 303 and workspace.deliveries == []
    assert await press("rate-limit") == 303 and workspace.faults.one_message_a_second
    assert "One message a second (on)" in (await browser.get("/")).text
    assert await press("rate-limit") == 303 and not workspace.faults.one_message_a_second
    assert await press("refuse-blocks") == 303 and workspace.faults.planned[0].error == "invalid_blocks"
    assert await press("fail") == 303 and workspace.faults.planned[1].status == 503
    assert await press("lose") == 303 and workspace.faults.deliveries_to_lose == 1
    workspace.faults.clear()
    async with connect() as (app, _):
        assert "is connected" in (await browser.get("/")).text
        event_id = await workspace.send_event({"type": "app_mention"})
        await app.heard(1)
        await workspace.send_event({"type": "message", "bot_id": workspace.bot_id})
        assert await press("redeliver") == 303
        await app.heard(3)
        again = app.received[-1]
        assert (again.payload["event_id"], again.retry_attempt) == (event_id, 1)
        assert await press("disconnect") == 303
        await workspace.wait_for(lambda: workspace.connections == 1)
    await workspace.wait_for(lambda: workspace.connections == 0)
    assert "is not connected" in (await browser.get("/")).text


async def test_changes_are_streamed_as_they_happen(workspace: Workspace, browser: httpx.AsyncClient) -> None:
    async with asyncio.timeout(5), browser.stream("GET", "/changes") as stream:
        lines = stream.aiter_lines()
        first = await anext(lines)
        await workspace.post("ana", "#random", "38240")
        assert await anext(lines) == ""
        assert await anext(lines) > first
    assert stream.headers["content-type"].startswith("text/event-stream")


async def test_the_traffic_is_listed(workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient) -> None:
    workspace.faults.error("chat.postMessage", "is_archived")
    await web.api_call("auth.test")
    with pytest.raises(Exception, match="is_archived"):
        await web.chat_postMessage(channel="#coding-questions", text="a")
    page = (await browser.get("/")).text
    assert "chat.postMessage" in page and "is_archived" in page and "auth.test" in page


async def test_an_empty_conversation_offers_the_examples(manifest: dict[str, Any]) -> None:
    async with (
        serve_workspace(manifest, examples=["is 38240 bilateral?"]) as workspace,
        httpx.AsyncClient(base_url=workspace.page_url) as browser,
    ):
        channel = (await browser.get("/?in=coding-questions")).text
        elsewhere = (await browser.get("/?in=random")).text
        direct = (await browser.get("/?in=dm")).text
    assert "@Codebook is 38240 bilateral?" in channel
    assert "/cpt is 38240 bilateral?" in elsewhere
    assert 'value="is 38240 bilateral?"' in direct


async def test_a_newcomer_is_led_to_all_that_the_app_has(everything: dict[str, Any]) -> None:
    async with serve_workspace(everything, examples=["38240?"]) as workspace:
        origin = workspace.page_url.rstrip("/")
        async with httpx.AsyncClient(base_url=origin, headers={"Origin": origin}) as browser:
            start = (await browser.get("/?as=ana")).text
            assert "There is more" in start and "@Codebook 38240?" in start
            assert "menu of its shortcuts" in start and "/?as=ana&amp;in=home" in start
            assert "Act as Ben Sample</a>, coding expert" in start
            assert "Act as Ben Sample</a>" not in (await browser.get("/?as=ben")).text
            assert "There is more" not in (await browser.get("/?as=dora")).text
            assert "only /cpt and the shortcuts of messages reach it" in (await browser.get("/?in=random")).text
            assert "Where experts take what the book lacks." in (await browser.get("/?in=coding-experts")).text
            direct = (await browser.get("/?as=ana&in=dm")).text
            assert '<button name="text" value="38240?">' in direct
            web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
            prompts = [{"title": "Ask", "message": "TC?"}]
            await web.assistant_threads_setSuggestedPrompts(channel_id=workspace.dm("ana").id, prompts=prompts)
            direct = (await browser.get("/?as=ana&in=dm")).text
            assert 'value="TC?"' in direct and "38240?" not in direct


async def test_an_app_without_any_of_it_is_shown_as_it_is(workspace: Workspace, browser: httpx.AsyncClient) -> None:
    start = (await browser.get("/?as=ana")).text
    assert "Ask the first question" in start and "There is more" not in start
    assert "only /cpt reaches it" in (await browser.get("/?in=random")).text
