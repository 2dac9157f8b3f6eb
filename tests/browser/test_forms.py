"""Modals, menus and the Home tab in a browser, with the keyboard alone wherever a person could use it."""

from typing import Any

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace


@pytest.fixture
def workspace(workspace_of_forms: Workspace) -> Workspace:
    return workspace_of_forms


async def by_command(page: Page) -> Locator:
    """The form, opened by the slash command."""
    await page.locator("#text").fill("/cpt x")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Tell what is wrong")
    await expect(dialog).to_be_visible()
    return dialog


async def focused(page: Page) -> Any:
    return await page.evaluate("document.activeElement.closest('dialog') ? 'inside' : document.activeElement.id")


async def told(workspace: Workspace, kind: str) -> list[Any]:
    return [delivery.envelope for delivery in workspace.deliveries if delivery.kind == kind]


async def test_a_form_is_filled_in_and_sent_by_keyboard(page: Page, workspace: Workspace) -> None:
    dialog = await by_command(page)
    await expect(dialog.get_by_label("Kind")).to_be_focused()
    await page.keyboard.press("w")
    await page.keyboard.press("Tab")
    await expect(dialog.get_by_label("Words")).to_be_focused()
    await page.keyboard.type("some words")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await dialog.get_by_role("button", name="Send it").last.focus()
    await page.keyboard.press("Enter")
    await expect(dialog).to_have_count(0)
    (payload,) = await told(workspace, "submission")
    values = payload["view"]["state"]["values"]
    assert values["kind"]["kind"]["selected_option"]["value"] == "wrong"
    assert values["words"]["words"]["value"] == "some words"
    assert values["sure"]["sure"]["selected_option"]["value"] == "very"
    assert [chosen["value"] for chosen in values["tell"]["tell"]["selected_options"]] == ["changed"]
    await expect(page.locator("#text")).to_be_focused()


async def test_the_focus_stays_in_a_form_and_escape_closes_it(page: Page, workspace: Workspace) -> None:
    dialog = await by_command(page)
    places = set()
    for _ in range(14):
        await page.keyboard.press("Tab")
        places.add(await focused(page))
    assert places <= {"inside", ""}  # between the last and the first stands the browser itself
    await dialog.get_by_label("Words").focus()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(page.locator("#text")).to_be_focused()
    (payload,) = await told(workspace, "closing")
    assert payload["is_cleared"] is False


async def test_errors_stand_under_the_field_which_gets_the_focus(page: Page, workspace: Workspace) -> None:
    dialog = await by_command(page)
    words = dialog.get_by_label("Words")
    await dialog.get_by_label("Kind").select_option("outdated")
    await words.fill("bad")
    await dialog.get_by_role("button", name="Send it").last.click()
    await expect(words).to_be_focused()
    await expect(words).to_have_attribute("aria-invalid", "true")
    await expect(words).to_have_accessible_description("Say more.")
    await expect(words).to_have_value("bad")
    await workspace.post("ben", "#random", "meanwhile")
    await words.fill("better")
    await dialog.get_by_role("button", name="Send it").last.click()
    await expect(dialog).to_have_count(0)


async def test_a_message_has_a_menu_with_the_shortcut(page: Page, workspace: Workspace) -> None:
    await workspace.post("ben", "#coding-questions", "38240?")
    menu = page.get_by_text("Actions for the message of Ben Sample")
    await menu.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Ask about this").last).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Ask about this").last).to_be_hidden()
    await expect(menu).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Tell what is wrong")
    await expect(dialog).to_be_visible()
    (payload,) = await told(workspace, "shortcut")
    assert payload["message"]["text"] == "38240?"
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(menu).to_be_focused()


async def test_feedback_stays_pressed_for_the_one_who_gave_it(
    page: Page, context: BrowserContext, workspace: Workspace
) -> None:
    good = page.get_by_role("group", name="Feedback").get_by_role("button", name="Good")
    await expect(good).to_have_attribute("aria-pressed", "false")
    await good.focus()
    await page.keyboard.press("Enter")
    await expect(good).to_have_attribute("aria-pressed", "true")
    await expect(good).to_be_focused()
    other = await context.new_page()
    await other.goto(workspace.page_url + "?as=ben&in=coding-questions")
    await expect(other.get_by_role("button", name="Good")).to_have_attribute("aria-pressed", "false")


async def test_menus_and_choices_tell_the_app(page: Page, workspace: Workspace) -> None:
    reply = page.locator("#log .message.bot")
    await reply.get_by_label("Payer").select_option("medicaid")
    await reply.get_by_role("button", name="Choose").first.click()
    await workspace.wait_for(lambda: [each for each in workspace.deliveries if each.kind == "press"])
    await expect(reply.get_by_label("Payer")).to_have_value("medicaid")
    await reply.locator("summary", has_text="More").click()
    await reply.get_by_role("button", name="Report").click()
    await reply.get_by_role("checkbox", name="Outdated").check()
    await reply.get_by_role("button", name="Choose").last.click()
    await workspace.wait_for(lambda: len([each for each in workspace.deliveries if each.kind == "press"]) == 3)
    select, overflow, boxes = [payload["actions"][0] for payload in await told(workspace, "press")]
    assert select["selected_option"]["value"] == "medicaid" and overflow["selected_option"]["value"] == "report"
    assert [chosen["value"] for chosen in boxes["selected_options"]] == ["outdated"]


async def test_a_button_asks_first_where_it_shall(page: Page, workspace: Workspace) -> None:
    erase = page.get_by_role("button", name="Erase")
    dialog = page.get_by_role("dialog", name="Erase it?")
    await erase.click()
    await expect(dialog).to_contain_text("For good.")
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    assert await told(workspace, "press") == []
    await erase.click()
    await dialog.get_by_role("button", name="Yes, erase").click()
    await workspace.wait_for(lambda: [each for each in workspace.deliveries if each.kind == "press"])


async def test_the_home_tab_is_published_and_opens_a_form(page: Page) -> None:
    await page.get_by_role("link", name="Home tab").click()
    await expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    await page.get_by_role("button", name="Tell").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Tell what is wrong")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Tell")).to_be_focused()


async def test_the_keyboard_keeps_its_place_when_the_home_is_published_again(page: Page, workspace: Workspace) -> None:
    """Blocks without a block_id get a new one with each publication, as in Slack."""
    web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    await page.get_by_role("link", name="Home tab").click()
    tell = page.get_by_role("button", name="Tell")
    await tell.focus()

    async def publish_again(heading: str) -> None:
        button = {"type": "button", "action_id": "form", "text": {"type": "plain_text", "text": "Tell"}}
        header = {"type": "header", "text": {"type": "plain_text", "text": heading}}
        blocks = [header, {"type": "actions", "elements": [button]}]
        await web.views_publish(user_id=workspace.user("ana").id, view={"type": "home", "blocks": blocks})
        await expect(page.locator("#log, main").get_by_text(heading).last).to_be_attached()

    before = await tell.get_attribute("id")
    await publish_again("Once more")
    await expect(tell).to_be_focused()
    assert await tell.get_attribute("id") != before
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Tell what is wrong")).to_be_visible()
    await publish_again("And again")
    await page.keyboard.press("Escape")
    await expect(tell).to_be_focused()


async def test_a_prompt_is_sent_by_its_button_and_a_file_is_previewed(page: Page, workspace: Workspace) -> None:
    web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    dm = workspace.dm("ana").id
    await web.files_upload_v2(filename="gaps.csv", content="code,count\n38240,3\n", title="Gaps", channel=dm)
    prompts = [{"title": "Modifier 26", "message": "can I use 26?"}]
    await web.assistant_threads_setSuggestedPrompts(channel_id=dm, title="Try", prompts=prompts)
    await page.get_by_role("navigation", name="Conversations").get_by_role("link", name="Codebook").click()
    await expect(page.get_by_role("region", name="Preview of gaps.csv")).to_contain_text("38240,3")
    prompt = page.get_by_role("button", name="Modifier 26")
    await prompt.focus()
    await page.keyboard.press("Enter")
    await expect(prompt).to_have_count(0)
    assert workspace.messages(dm)[-1].text == "can I use 26?"


@pytest.mark.parametrize("width", [1280, 768, 360])
async def test_everything_fits_at_every_width(page: Page, workspace: Workspace, width: int) -> None:
    await page.set_viewport_size({"width": width, "height": 720})
    for query in ("?in=coding-questions", "?in=home", "?in=old-questions", "?as=dora"):
        await page.goto(workspace.page_url + query)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.goto(workspace.page_url + "?in=random")
    dialog = await by_command(page)
    await expect(dialog.get_by_role("button", name="Send it").last).to_be_in_viewport(ratio=1)
    await expect(dialog.get_by_role("button", name="Cancel")).to_be_in_viewport(ratio=1)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_without_javascript_a_form_is_sent_too(context: BrowserContext, workspace: Workspace) -> None:
    browser = context.browser
    assert browser is not None
    plain = await browser.new_context(java_script_enabled=False)
    page = await plain.new_page()
    await page.goto(workspace.page_url + "?in=random")
    await page.locator("#text").fill("/cpt x")
    await page.locator(".composer .send").click()
    await workspace.wait_for(lambda: workspace.views("ana"))
    await page.goto(workspace.page_url + "?in=random")
    dialog = page.get_by_role("dialog", name="Tell what is wrong")
    await dialog.get_by_label("Kind").select_option("wrong")
    await dialog.get_by_label("Words").fill("plain")
    await dialog.get_by_role("button", name="Send it").last.click()
    await workspace.wait_for(lambda: not workspace.views("ana"))
    (payload,) = await told(workspace, "submission")
    assert payload["view"]["state"]["values"]["words"]["words"]["value"] == "plain"
    await plain.close()
