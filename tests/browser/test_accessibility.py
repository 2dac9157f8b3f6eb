"""What axe-core finds wrong with the page: nothing of WCAG 2 A and AA, in light and in dark, at three widths."""

from typing import Literal

import pytest
from playwright.async_api import BrowserContext, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace
from tests.browser.violations import violations


@pytest.fixture
def workspace(workspace_of_forms: Workspace) -> Workspace:
    return workspace_of_forms


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_is_wrong_anywhere(
    context: BrowserContext, workspace: Workspace, scheme: Literal["light", "dark"], width: int
) -> None:
    web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
    ana, dm = workspace.user("ana").id, workspace.dm("ana").id
    asked = await workspace.post("ben", "#coding-questions", "38240?")
    await web.chat_postMessage(channel=asked.channel, text="a reply", thread_ts=asked.ts)
    await web.chat_postEphemeral(channel=asked.channel, user=ana, text="for her alone")
    await workspace.press("ana", workspace.replies("#coding-questions")[0], "thumbs", "positive")
    await web.files_upload_v2(filename="gaps.csv", content="code,count\n38240,3\n", channel=dm)
    await web.assistant_threads_setSuggestedPrompts(channel_id=dm, prompts=[{"title": "a", "message": "b"}])
    page = await context.new_page()
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": width, "height": 800})
    thread = f"in=coding-questions&thread={asked.ts}"
    for query in ("in=coding-questions", thread, "in=dm", "in=home", "in=old-questions", "as=dora"):
        await page.goto(f"{workspace.page_url}?{query}")
        assert await violations(page) == [], query
    await page.goto(f"{workspace.page_url}?in=random")
    await page.locator("#rules summary").click()
    assert await violations(page) == []
    await page.locator("#rules summary").click()
    await page.locator("#text").fill("/cpt x")
    await page.locator("#text").press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Kind").select_option("wrong")
    await dialog.get_by_label("Words").fill("bad")
    await dialog.get_by_role("button", name="Send it").last.click()
    await expect(dialog).to_contain_text("Say more.")
    assert await violations(page) == []
