"""The page of the local workspace in a browser, with the keyboard wherever a person could use it."""

import json
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.workspace import Workspace


async def send(page: Page, text: str, field: str = "#text") -> None:
    await page.locator(field).fill(text)
    await page.locator(field).press("Enter")


async def test_an_example_is_asked_and_its_thread_opens_with_the_reply(page: Page) -> None:
    await page.get_by_role("button", name="@Codebook can I use 26 with 38240?").click()
    thread = page.get_by_role("complementary", name="Thread")
    reply = thread.locator(".message.bot")
    await expect(reply).to_contain_text("Echo: @Codebook can I use 26 with 38240?")
    await expect(page.locator("#log")).to_contain_text("1 reply")
    await expect(thread.get_by_label("Reply in the thread")).to_be_focused()
    await send(page, "@Codebook and TC?", "#thread-text")
    await expect(reply).to_have_count(2)
    await thread.get_by_role("link", name="Close the thread").click()
    await expect(page.locator("#log .replies")).to_have_text("3 replies")


async def test_a_command_is_answered_in_private(page: Page, context: BrowserContext, workspace: Workspace) -> None:
    await page.get_by_role("link", name="random").click()
    await expect(page.get_by_text("Codebook is not in this channel: only /cpt reaches it.")).to_be_visible()
    await send(page, "/cpt 38240 <b>&")
    reply = page.locator("#log .message.private")
    await expect(reply).to_contain_text("Only visible to you")
    await expect(reply).to_contain_text("Private: 38240 <b>&")
    other = await context.new_page()
    await other.goto(workspace.page_url + "?as=ben&in=random")
    await expect(other.get_by_role("heading", name="Ask the first question")).to_be_visible()
    await expect(other.locator(".message")).to_have_count(0)


async def test_every_kind_of_block_is_drawn(page: Page) -> None:
    await page.get_by_role("navigation", name="Conversations").get_by_role("link", name="Codebook").click()
    await send(page, "blocks")
    reply = page.locator("#log .message.bot")
    await expect(reply.get_by_role("heading", name="A heading")).to_be_visible()
    await expect(reply.locator("strong", has_text="bold")).to_be_visible()
    await expect(reply.get_by_role("link", name="a page")).to_have_attribute("href", "https://page.example/")
    await expect(reply.locator(".fields .text")).to_have_text(["left", "right"])
    await expect(reply.locator("hr")).to_be_attached()
    await expect(reply.locator(".context")).to_contain_text("as of 2026-01-01")
    await expect(reply.get_by_role("button", name="Share")).to_be_enabled()
    await expect(reply.get_by_role("button", name="Tell the others", exact=True)).to_have_text("Tell")
    await expect(reply.locator(".markdown li")).to_have_text("item")
    await expect(reply.get_by_role("columnheader", name="Code")).to_be_visible()
    await expect(reply.get_by_role("cell", name="38240")).to_be_visible()


async def test_a_button_is_pressed_by_keyboard_and_its_message_keeps_the_focus(page: Page) -> None:
    await page.get_by_role("navigation", name="Conversations").get_by_role("link", name="Codebook").click()
    await send(page, "blocks")
    reply = page.locator("#log .message.bot")
    button = reply.get_by_role("button", name="Share")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(reply).to_contain_text("Shared")
    await expect(reply).to_have_count(1)
    await expect(button).to_have_count(0)
    await expect(reply).to_be_focused()


async def test_a_button_whose_app_does_not_answer_in_time_is_said(page: Page) -> None:
    await page.get_by_role("navigation", name="Conversations").get_by_role("link", name="Codebook").click()
    await send(page, "blocks")
    await page.get_by_role("button", name="Tell the others").click()
    await expect(page.locator("#log .message.notice")).to_contain_text("the app did not answer in time")


async def test_the_wire_json_is_shown_in_its_place(page: Page) -> None:
    await page.get_by_role("link", name="random").click()
    await send(page, "/cpt 38240")
    link = page.locator("#log .message.bot .show-json")
    await link.focus()
    await link.press("Enter")
    await expect(page.locator("pre.json")).to_be_visible()
    shown = json.loads(await page.locator("pre.json").inner_text())
    assert shown["slash_command"]["text"] == "38240" and shown["response_url"]["text"] == "Private: 38240"
    await expect(link).to_have_attribute("aria-expanded", "true")
    await send(page, "hello")
    await expect(page.locator("#log .message")).to_have_count(2)
    await expect(page.locator("pre.json")).to_be_visible()
    await link.press("Enter")
    await expect(page.locator("pre.json")).to_have_count(0)


async def test_a_message_of_another_appears_by_itself(page: Page, workspace: Workspace) -> None:
    await workspace.post("ben", "#coding-questions", "Morning, *all* &lt;3")
    await expect(page.locator("#log .message")).to_contain_text("Morning, *all* <3")
    message = workspace.messages("#coding-questions")[0]
    await workspace.edit(message, "Evening")
    await expect(page.locator("#log .message")).to_contain_text("Evening")
    await expect(page.locator("#log .edited")).to_be_visible()
    await workspace.delete(workspace.messages("#coding-questions")[0])
    await expect(page.locator("#log .message")).to_have_count(0)


async def test_shift_enter_breaks_the_line_and_a_draft_outlasts_what_others_write(
    page: Page, workspace: Workspace
) -> None:
    field = page.get_by_label("Message #coding-questions")
    await expect(field).to_be_focused()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await workspace.post("ben", "#coding-questions", "in between")
    await expect(page.locator("#log .message")).to_have_count(1)
    await expect(field).to_have_value("one\ntwo")
    await expect(field).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .message")).to_have_count(2)
    assert workspace.messages("#coding-questions")[-1].text == "one\ntwo"
    await expect(field).to_have_value("")


async def test_an_app_that_does_not_answer_in_time_is_said(page: Page) -> None:
    await send(page, "/cpt silent")
    notice = page.locator("#log .message.notice")
    await expect(notice).to_contain_text("The app did not answer in time (operation_timeout)")


async def test_slacks_rules_are_switched_by_keyboard(page: Page, workspace: Workspace) -> None:
    await page.locator("#rules summary").focus()
    await page.keyboard.press("Enter")
    switch = page.get_by_role("button", name="One message a second")
    await switch.focus()
    await page.keyboard.press("Enter")
    await expect(switch).to_have_attribute("aria-pressed", "true")
    await expect(switch).to_be_focused()
    assert workspace.faults.one_message_a_second
    opened = len(workspace.calls)
    await page.get_by_role("button", name="Disconnect the socket").click()
    await workspace.wait_for(lambda: len(workspace.calls) > opened and workspace.connections >= 1)
    await expect(page.locator("#status")).to_contain_text("Codebook is connected")
    await expect(page.locator("#traffic")).to_contain_text("apps.connections.open")


async def test_someone_else_can_act(page: Page, workspace: Workspace) -> None:
    await page.get_by_role("link", name="Act as Ben Sample").click()
    await expect(page.get_by_text("Acting as Ben Sample")).to_be_visible()
    await page.get_by_role("button", name="@Codebook", exact=True).click()
    await page.keyboard.type("38240")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("complementary", name="Thread")).to_be_visible()
    message = workspace.messages("#coding-questions")[0]
    assert (message.user, message.text) == (workspace.user("ben").id, f"<@{workspace.bot_user_id}> 38240")


ATTACK = '<script>document.title="taken"</script><img src=x onerror=document.title="taken">'


async def test_a_message_runs_nothing(page: Page, workspace: Workspace) -> None:
    title = await page.title()
    await send(page, ATTACK)
    await expect(page.locator("#log .message")).to_contain_text(ATTACK)
    await workspace.post("ben", "#coding-questions", ATTACK, blocks=[])
    await expect(page.locator("#log .message")).to_have_count(2)
    assert await page.title() == title
    assert await page.locator("#log script, #log img").count() == 0


async def test_nothing_is_loaded_from_elsewhere(page: Page, workspace: Workspace) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.reload()
    await send(page, "https://page.example/ <https://page.example/a.png>")
    await expect(page.locator("#log .message")).to_have_count(1)
    assert asked and all(url.startswith(workspace.page_url) for url in asked)


@pytest.mark.parametrize("width", [1280, 768, 375])
async def test_it_fits_and_its_fields_are_reached_at_every_width(
    context: BrowserContext, page: Page, workspace: Workspace, width: int
) -> None:
    await page.set_viewport_size({"width": width, "height": 720})
    first = await workspace.post("ana", "#coding-questions", f"<@{workspace.bot_user_id}> " + "x" * 300)
    await workspace.wait_for(lambda: workspace.replies("#coding-questions"))
    for query in ("?in=coding-questions", "?in=dm", f"?in=coding-questions&thread={first.ts}"):
        await page.goto(workspace.page_url + query)
        size: Any = await page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size[0] <= width and size[1] <= 720
        field = page.locator("#thread-text" if "thread" in query else "#text")
        await expect(field).to_be_in_viewport(ratio=1)
        await expect(page.locator("#rules summary")).to_be_in_viewport()


async def test_without_javascript_a_button_works_too(context: BrowserContext, workspace: Workspace) -> None:
    await workspace.post("ana", workspace.dm("ana"), "blocks")
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    browser = context.browser
    assert browser is not None
    plain = await browser.new_context(java_script_enabled=False)
    page = await plain.new_page()
    await page.goto(workspace.page_url + "?in=dm")
    await page.get_by_role("button", name="Share").click()
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana"))[0].text == "Shared")
    await page.goto(workspace.page_url + "?in=dm")
    await expect(page.locator("#log .message.bot")).to_contain_text("Shared")
    await plain.close()


async def test_without_javascript_a_question_is_answered_too(context: BrowserContext, workspace: Workspace) -> None:
    browser = context.browser
    assert browser is not None
    plain = await browser.new_context(java_script_enabled=False)
    page = await plain.new_page()
    await page.goto(workspace.page_url)
    await page.locator("#text").fill("@Codebook 38240")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#log .message")).to_be_visible()
    await page.wait_for_load_state("load")
    await workspace.wait_for(lambda: workspace.replies("#coding-questions"))
    await page.goto(workspace.page_url)
    await page.get_by_role("link", name="1 reply").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Echo: @Codebook 38240")
    await plain.close()
