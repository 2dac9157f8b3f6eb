"""What axe-core finds wrong with a page, by WCAG 2 A and AA."""

from typing import Any

import pytest
from playwright.async_api import Page

axe = pytest.importorskip("axe_playwright_python.async_playwright")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def violations(page: Page) -> list[Any]:
    """Each rule that is broken, with the elements that break it."""
    found = await axe.Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]
