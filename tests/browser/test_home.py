"""The bot's Home tab, its suggestions and its shortcut on the page: by the keyboard alone, at three widths, by axe."""

from typing import Literal

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.slack import words
from bot.workspace import Workspace
from tests.browser.violations import violations

EXAMPLE = "can I use 26 with 38240?"


@pytest.fixture
def workspace(workspace_with_bot: Workspace) -> Workspace:
    return workspace_with_bot


async def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until the element has the focus."""
    for _ in range(60):
        if await wanted.evaluate_all("found => found.includes(document.activeElement)"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not come there.")


async def test_an_example_is_asked_read_and_followed_up_by_the_keyboard_alone(page: Page, workspace: Workspace) -> None:
    await page.goto(f"{workspace.page_url}?in=home")
    example = page.get_by_role("button", name=f"Ask: {EXAMPLE}")
    await expect(example).to_have_text(EXAMPLE)
    await tab_to(page, example)
    await page.keyboard.press("Enter")
    answer = page.get_by_role("dialog", name=words.ANSWER_TITLE)
    await expect(answer).to_contain_text("✕ No for Medicare")
    # It is read from its beginning.
    await expect(answer.locator(".modal-body")).to_be_focused()
    await tab_to(page, answer.get_by_role("button", name="Show 38240 with modifier TC"))
    await page.keyboard.press("Enter")
    await expect(answer.locator(".modal-body")).to_contain_text("38240 with modifier TC")
    await expect(answer.locator(".modal-body")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(answer).to_have_count(0)
    # The Home tab was published anew meanwhile, with the look-up in it.
    await expect(example).to_be_focused()
    again = page.get_by_role("button", name="Show again: 38240 · modifier 26")
    await tab_to(page, again)
    await page.keyboard.press("Enter")
    await expect(answer).to_contain_text("✕ No for Medicare")


async def test_a_suggestion_is_asked_by_the_keyboard_alone(page: Page, workspace: Workspace) -> None:
    await page.goto(f"{workspace.page_url}?in=dm")
    suggestion = page.get_by_role("region", name=words.TRY_A_QUESTION).get_by_role("button", name=EXAMPLE)
    await expect(suggestion).to_be_visible()
    await suggestion.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#log .message.bot")).to_contain_text("✕ No for Medicare")
    await expect(suggestion).to_have_count(0)


async def test_the_shortcut_is_used_within_a_thread_by_the_keyboard_alone(page: Page, workspace: Workspace) -> None:
    first = await workspace.post("ben", "random", "A claim came back.")
    await workspace.post("cleo", "random", EXAMPLE, thread_ts=first.ts)
    await page.goto(f"{workspace.page_url}?in=random&thread={first.ts}")
    thread = page.get_by_role("complementary", name="Thread")
    menu = thread.get_by_text("Actions for the message of Cleo Placeholder")
    await tab_to(page, menu)
    await page.keyboard.press("Enter")
    await tab_to(page, thread.get_by_role("button", name=words.ASK_THE_BOOK).last)
    await page.keyboard.press("Enter")
    reply = thread.locator(".message.private")
    await expect(reply).to_contain_text("Only visible to you")
    await expect(reply).to_contain_text("✕ No for Medicare")
    await expect(menu).to_be_focused()


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_wrong_with_it_at_any_width(
    context: BrowserContext, workspace: Workspace, scheme: Literal["light", "dark"], width: int
) -> None:
    page = await context.new_page()
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 844})
    await page.goto(f"{workspace.page_url}?as=ben&in=dm")
    await expect(page.get_by_role("region", name=words.TRY_A_QUESTION)).to_be_visible()
    assert await violations(page) == []
    await page.locator("#text").fill("38299")
    await page.locator("#text").press("Enter")
    await expect(page.locator("#log .message.bot")).to_be_visible()
    await page.goto(f"{workspace.page_url}?as=ben&in=home")
    await page.get_by_role("button", name=f"Ask: {EXAMPLE}").click()
    answer = page.get_by_role("dialog", name=words.ANSWER_TITLE)
    await expect(answer).to_contain_text("✕ No for Medicare")
    assert await violations(page) == []
    await answer.get_by_role("button", name="Close", exact=True).click()
    await expect(page.get_by_role("button", name="Show again: 38240 · modifier 26")).to_be_visible()
    await expect(page.locator("#home")).to_contain_text("38299: once")
    assert await violations(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
