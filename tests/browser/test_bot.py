"""The bot itself in the local workspace, as `codebook try` opens it, in a browser."""

import pytest
from playwright.async_api import Page, expect

from bot.workspace import Workspace

NO = "✕ No for Medicare (PC/TC indicator 0, edition October 2025)"


@pytest.fixture
def workspace(workspace_with_bot: Workspace) -> Workspace:
    return workspace_with_bot


async def send(page: Page, text: str, field: str = "#text") -> None:
    await page.locator(field).fill(text)
    await page.locator(field).press("Enter")


async def test_a_direct_message_and_its_follow_up(page: Page) -> None:
    await page.get_by_role("link", name="Codebook").click()
    await send(page, "can I use 26 with 38240?")
    reply = page.locator("#log .message.bot").first
    await expect(reply).to_contain_text(NO)
    await expect(reply.get_by_text("No", exact=True)).to_be_visible()
    await expect(reply).to_contain_text("Rarely")
    await expect(reply).to_contain_text(
        "Sources disagree: Medicare says no; openpayer.com, page on CPT 38240 says rarely."
    )
    await expect(reply.get_by_role("link", name="openpayer.com, page on CPT 38240")).to_have_attribute(
        "href", "https://www.openpayer.com/billing-codes/cpt-38240-donor-hematopoietic-progenitor-cell-infusion"
    )
    await expect(reply).to_contain_text("as of 2025-10-01")
    await send(page, "and TC?")
    await expect(page.locator("#log .message.bot").nth(1)).to_contain_text("38240 with modifier TC")


async def test_a_mention_is_answered_in_its_thread(page: Page) -> None:
    await page.get_by_role("button", name="@Codebook can I use 26 with 38240?").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(".message.bot").first).to_contain_text(NO)
    await send(page, "@Codebook how many units a day?", "#thread-text")
    await expect(thread.locator(".message.bot").nth(1)).to_contain_text("38240: units")


async def test_a_command_is_private_and_restates_the_codes(page: Page) -> None:
    await send(page, "/cpt 38240-26")
    reply = page.locator("#log .message.private")
    await expect(reply).to_contain_text("Only visible to you")
    await expect(reply).to_contain_text(NO)
    await expect(reply).to_contain_text("You asked about: 38240 · modifier 26")
    await send(page, "/cpt")
    await expect(page.locator("#log .message.private").nth(1)).to_contain_text("Ask about a code, a modifier, or both")


async def test_a_choice_is_pressed_and_answered_in_its_place(page: Page, workspace: Workspace) -> None:
    await send(page, "@Codebook 38240 stuff")
    thread = page.get_by_role("complementary", name="Thread")
    reply = thread.locator(".message.bot")
    button = reply.get_by_role("button", name="Show 38240: payment")
    await expect(button).to_have_text("38240: payment")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(button).to_have_count(0)
    await expect(reply).to_have_count(1)
    await expect(reply).to_contain_text("38240: payment")
    await expect(reply).to_contain_text("Source:")
    await send(page, "@Codebook and TC?", "#thread-text")
    await expect(reply.nth(1)).to_contain_text("38240 with modifier TC")


async def test_a_private_reply_is_shared_and_then_voted_on(page: Page, workspace: Workspace) -> None:
    await send(page, "/cpt 38240-26")
    private = page.locator("#log .message.private")
    share = private.get_by_role("button", name="Share in channel")
    await share.focus()
    await page.keyboard.press("Enter")
    await expect(private).to_contain_text("Shared in this channel.")
    await expect(share).to_have_count(0)
    await page.get_by_role("link", name="Ben Sample").click()
    shared = page.locator("#log .message.bot")
    await expect(shared).to_contain_text("Shared by @Ana Example · Asked about: 38240 · modifier 26")
    await expect(shared).to_contain_text(NO)
    await shared.get_by_role("button", name="Not helpful").click()
    form = page.get_by_role("dialog", name="What was wrong?")
    await form.get_by_label("It is out of date").check()
    await form.get_by_label("In your own words").fill("Patient John Smith, MRN 00917733")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_contain_text("This seems to hold something that identifies a patient.")
    await form.get_by_label("In your own words").fill("The January edition is out.")
    await form.get_by_role("button", name="Send").click()
    await expect(page.locator("#log .message.private")).to_contain_text("Thank you.")
    await expect(shared.first.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
