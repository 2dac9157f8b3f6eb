"""The forms of the page for what an app shows, without JavaScript, and what the page links to."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse

from bot.workspace import View, Workspace


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


OPTIONS = [{"text": plain(value.upper()), "value": value} for value in ("a", "b")]
CHECKS = {"type": "checkboxes", "action_id": "some/of them", "options": OPTIONS}
BLOCKS: list[dict[str, Any]] = [
    {
        "type": "input",
        "block_id": "w 1",
        "label": plain("Words"),
        "element": {"type": "plain_text_input", "action_id": "w", "multiline": True},
    },
    {"type": "input", "block_id": "c", "label": plain("Some"), "optional": True, "element": CHECKS},
    {
        "type": "actions",
        "block_id": "x",
        "elements": [
            {"type": "overflow", "action_id": "more", "options": OPTIONS},
            {"type": "static_select", "action_id": "one", "options": OPTIONS},
        ],
    },
]
MODAL = {"type": "modal", "title": plain("Feedback"), "submit": plain("Send"), "blocks": BLOCKS}


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


@pytest.fixture
async def browser(workspace: Workspace) -> AsyncIterator[httpx.AsyncClient]:
    origin = workspace.page_url.rstrip("/")
    async with httpx.AsyncClient(base_url=origin, headers={"Origin": origin}) as client:
        yield client


@pytest.fixture
async def modal(workspace: Workspace, endpoint: Any, web: AsyncWebClient) -> View:
    result = await workspace.command("ana", "#random", "/cpt", "38240")
    assert result.payload
    await web.views_open(trigger_id=result.payload["trigger_id"], view=MODAL)
    return workspace.views("ana")[0]


PLACE = {"as": "ana", "in": "random"}


async def test_a_modal_is_a_dialog_and_its_form_submits_what_stands_in_it(
    workspace: Workspace, browser: httpx.AsyncClient, modal: View
) -> None:
    page = (await browser.get("/?as=ana&in=random")).text
    assert f'<dialog id="view-{modal.id}"' in page and "<dialog" not in (await browser.get("/?as=ben")).text
    form = {**PLACE, "view": modal.id, "do": "submit", "v/w%201/w": "one\r\ntwo"}
    sent = await browser.post("/view", data={**form, f"v/c/{quote('some/of them', safe='')}": ["a", "b"]})
    assert (sent.status_code, sent.headers["location"]) == (303, "/?as=ana&in=random")
    values = workspace.deliveries[-1].envelope["view"]["state"]["values"]
    assert values["w 1"]["w"]["value"] == "one\ntwo"
    assert values["c"]["some/of them"]["selected_options"] == OPTIONS
    assert workspace.views("ana") == []
    assert (await browser.post("/view", data=form)).status_code == 404


async def test_errors_are_drawn_under_their_fields_with_what_was_typed(
    browser: httpx.AsyncClient, modal: View, endpoint: Any
) -> None:
    async def answer() -> Any:
        return JSONResponse({"response_action": "errors", "errors": {"w 1": "Say <more>."}})

    endpoint.answer = answer
    form = {**PLACE, "view": modal.id, "do": "submit", "v/w%201/w": "typed"}
    page = (await browser.post("/view", data=form, follow_redirects=True)).text
    assert "Say &lt;more&gt;." in page and 'aria-invalid="true"' in page and "typed</textarea>" in page


async def test_a_press_in_a_modal_brings_what_was_typed_so_far(
    workspace: Workspace, browser: httpx.AsyncClient, modal: View
) -> None:
    form = {**PLACE, "view": modal.id, "v/w%201/w": "so far", "v/x/one": "b"}
    assert (await browser.post("/press", data={**form, "use": "x/one"})).status_code == 303
    action = workspace.deliveries[-1].envelope["actions"][0]
    assert (action["action_id"], action["selected_option"]) == ("one", OPTIONS[1])
    assert workspace.views("ana")[0].values["w 1"]["w"]["value"] == "so far"
    await browser.post("/press", data={**form, "use": "x/more/a"})
    assert workspace.deliveries[-1].envelope["actions"][0]["selected_option"] == OPTIONS[0]
    assert (await browser.post("/press", data={**form, "use": "x/more/c"})).status_code == 400


async def test_a_modal_is_closed_alone_or_with_its_stack(
    workspace: Workspace, browser: httpx.AsyncClient, modal: View
) -> None:
    assert (await browser.post("/view", data={**PLACE, "view": modal.id, "do": "close"})).status_code == 303
    assert workspace.views("ana") == []


async def test_a_menu_of_a_message_brings_the_option(
    workspace: Workspace, browser: httpx.AsyncClient, endpoint: Any, web: AsyncWebClient
) -> None:
    await web.chat_postMessage(channel="#coding-questions", text="a", blocks=[BLOCKS[2]])
    (message,) = workspace.messages("#coding-questions")
    form = {"as": "ana", "in": "coding-questions", "ts": message.ts, "block_id": "x", "action_id": "one", "value": "b"}
    assert (await browser.post("/press", data=form)).status_code == 303
    assert workspace.deliveries[-1].envelope["actions"][0]["selected_option"] == OPTIONS[1]
    assert '<option value="b" selected>B</option>' in (await browser.get("/?as=ana")).text
    assert '<option value="b">B</option>' in (await browser.get("/?as=ben")).text
    assert (await browser.post("/press", data={**form, "value": "c"})).status_code == 400


async def test_the_menu_of_each_message_has_the_shortcuts(
    workspace: Workspace, browser: httpx.AsyncClient, endpoint: Any
) -> None:
    message = await workspace.post("ben", "#random", "38240?")
    assert "Ask about this" in (await browser.get("/?as=ana&in=random")).text
    form = {**PLACE, "ts": message.ts, "callback_id": "ask_about"}
    assert (await browser.post("/shortcut", data=form)).status_code == 303
    assert workspace.deliveries[-1].envelope["message_ts"] == message.ts
    page = await browser.post("/shortcut", data={**form, "callback_id": "none"}, follow_redirects=True)
    assert "This message has no such shortcut." in page.text
    await workspace.post("ben", "#partner-questions", "38240?")
    assert "Ask about this" not in (await browser.get("/?as=dora&in=partner-questions")).text


async def test_coming_to_the_home_or_the_direct_message_is_told_but_not_each_update(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    await web.views_publish(
        user_id=workspace.user("ana").id, view={"type": "home", "blocks": [{"type": "header", "text": plain("Hello")}]}
    )
    page = (await browser.get("/?as=ana&in=home")).text
    assert '<h2 class="block header">Hello</h2>' in page
    await browser.get("/?as=ana&in=home", headers={"X-Requested-With": "fetch"})
    assert "has not published a Home tab" in (await browser.get("/?as=ben&in=home")).text
    await browser.get("/?as=ana&in=dm")
    await browser.get("/?as=ana&in=random")
    events = [delivery.envelope["event"] for delivery in workspace.deliveries]
    assert [event["tab"] for event in events] == ["home", "home", "messages"]


async def test_prompts_are_buttons_that_send_their_message(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    prompts = [{"title": "Modifier 26", "message": "can I use 26?"}]
    await web.assistant_threads_setSuggestedPrompts(channel_id=workspace.dm("ana").id, title="Try", prompts=prompts)
    page = (await browser.get("/?as=ana&in=dm")).text
    assert 'name="text" value="can I use 26?">Modifier 26</button>' in page and "Try</h2>" in page
    await browser.post("/send", data={"as": "ana", "in": "dm", "text": "can I use 26?"})
    assert "Modifier 26</button>" not in (await browser.get("/?as=ana&in=dm")).text


async def test_a_file_is_previewed_and_opened_by_those_who_see_it(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    await web.files_upload_v2(filename="a.csv", content="code\n<38240>\n", channel=workspace.dm("ana").id)
    await web.files_upload_v2(filename="b.bin", content=b"\x00", channel=workspace.dm("ana").id)
    text, binary = workspace.files
    page = (await browser.get("/?as=ana&in=dm")).text
    assert "&lt;38240&gt;" in page and f"/files/{text.id}?as=ana" in page and "File: b.bin" in page
    whole = await browser.get(f"/files/{text.id}?as=ana")
    assert whole.text == "code\n<38240>\n" and whole.headers["content-type"].startswith("text/plain")
    assert (await browser.get(f"/files/{binary.id}?as=ana")).text == "This file is no text."
    assert (await browser.get(f"/files/{text.id}?as=ben")).status_code == 404
    assert (await browser.get("/files/F0NONE?as=ana")).status_code == 404


async def test_a_permalink_leads_to_its_message(
    workspace: Workspace, browser: httpx.AsyncClient, web: AsyncWebClient
) -> None:
    first = await workspace.post("ana", "#coding-questions", "a question")
    reply = await workspace.post("ben", "#coding-questions", "a reply", thread_ts=first.ts)
    link = (await web.chat_getPermalink(channel=first.channel, message_ts=reply.ts))["permalink"]
    led = await browser.get(link)
    assert led.headers["location"] == f"/?as=ana&in=coding-questions&thread={first.ts}#t-{reply.ts}"
    direct = await workspace.post("ben", workspace.dm("ben"), "between us")
    link = (await web.chat_getPermalink(channel=direct.channel, message_ts=direct.ts))["permalink"]
    assert (await browser.get(link)).headers["location"] == f"/?as=ben&in=dm#m-{direct.ts}"
    assert (await browser.get(f"/archives/{first.channel}/p1000001")).status_code == 404


async def test_a_stranger_sees_shared_channels_alone_and_an_archived_one_has_no_field(
    workspace: Workspace, browser: httpx.AsyncClient
) -> None:
    page = (await browser.get("/?as=dora&in=coding-questions")).text
    assert "#partner-questions" in page and "coding-questions" not in page.replace("partner-questions", "")
    assert "Home tab" not in page and "Direct message" not in page
    archived = (await browser.get("/?as=ana&in=old-questions")).text
    assert "<textarea" not in archived and "This channel is archived." in archived


@pytest.mark.parametrize("path", ["/press", "/shortcut", "/view"])
async def test_forms_of_other_pages_are_refused(workspace: Workspace, path: str) -> None:
    async with httpx.AsyncClient(base_url=workspace.page_url, headers={"Origin": "https://x.example"}) as client:
        assert (await client.post(path, data=PLACE)).status_code == 403
