"""A browser, and a workspace with a small echo app in it."""

import logging
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KINDS_OF_BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": {"type": "plain_text", "text": "A heading"}},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*bold* <https://page.example/|a page>"}},
    {"type": "section", "fields": [{"type": "mrkdwn", "text": "left"}, {"type": "mrkdwn", "text": "right"}]},
    {"type": "divider"},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "Source, as of 2026-01-01"}]},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": {"type": "plain_text", "text": "Share"}, "action_id": "share"},
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Tell"},
                "accessibility_label": "Tell the others",
                "action_id": "silent",
            },
        ],
    },
    {"type": "markdown", "text": "**strong**\n\n- item"},
    {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "Code"}], [{"type": "raw_text", "text": "38240"}]],
    },
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's browser; without one, the test is skipped."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)} is on the path")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    await context.close()


@pytest.fixture
async def page(context: BrowserContext, workspace: Workspace) -> AsyncIterator[Page]:
    """The page, which must have nothing to complain of at the end."""
    complaints: list[str] = []
    page = await context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    await page.goto(workspace.page_url)
    yield page
    assert complaints == []


@pytest.fixture
def manifest() -> dict[str, Any]:
    return {
        "features": {
            "bot_user": {"display_name": "Codebook"},
            "slash_commands": [{"command": "/cpt", "description": "Look up", "should_escape": True}],
        },
        "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "app_mentions:read", "im:history"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_mention", "message.im"]},
            "interactivity": {"is_enabled": True},
        },
    }


@pytest.fixture
async def workspace(manifest: dict[str, Any]) -> AsyncIterator[Workspace]:
    """With the echo app connected: it repeats messages, answers commands in private, and "blocks" with
    all kinds, of which the button "Share" replaces the message, and "Tell" is not answered."""
    async with serve_workspace(manifest, examples=["can I use 26 with 38240?"]) as workspace:
        logger = logging.getLogger("echo")
        client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, logger=logger)
        app = AsyncApp(client=client, logger=logger)

        @app.event("app_mention")
        async def mention(event: dict[str, Any], say: Any) -> None:
            await say(text=f"Echo: {event['text']}", thread_ts=event.get("thread_ts") or event["ts"])

        @app.event("message")
        async def direct_message(event: dict[str, Any], say: Any) -> None:
            if event.get("bot_id") or event.get("subtype"):
                return
            await say(text="kinds", blocks=KINDS_OF_BLOCKS if event["text"] == "blocks" else None)

        @app.command("/cpt")
        async def command(ack: Any, respond: Any, body: dict[str, Any]) -> None:
            if body["text"] == "silent":
                return
            await ack()
            await respond(text=f"Private: {body['text']}")

        @app.action("share")
        async def share(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="Shared", replace_original=True)

        handler = AsyncSocketModeHandler(app, workspace.app_token, logger=logger, ping_interval=0.5)
        await handler.connect_async()
        await workspace.wait_connected()
        yield workspace
        await handler.close_async()
