"""A browser, and a workspace with a small echo app in it."""

import asyncio
import logging
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Mode, read_settings
from bot.slack.manifest import manifest_path
from bot.slack.serving import connect
from bot.workspace import Workspace, serve_workspace
from tests.one_index import index_once

__all__ = ["index_once"]

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


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def field(block_id: str, label: str, **element: Any) -> dict[str, Any]:
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": plain(label), "optional": False, "element": element}


KINDS = [option("Wrong"), option("Outdated")]
FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Tell what is wrong"),
    "submit": plain("Send it"),
    "notify_on_close": True,
    "blocks": [
        field("kind", "Kind", type="static_select", options=KINDS),
        {**field("words", "Words", type="plain_text_input", multiline=True), "hint": plain("No patient data.")},
        {
            **field("sure", "How sure", type="radio_buttons", options=[option("Very"), option("Hardly")]),
            "optional": True,
        },
        {**field("tell", "Tell me", type="checkboxes", options=[option("Changed"), option("Gone")]), "optional": True},
    ],
}
THUMBS = {
    "type": "feedback_buttons",
    "action_id": "thumbs",
    "positive_button": {"text": plain("Good"), "value": "up"},
    "negative_button": {"text": plain("Bad"), "value": "down"},
}
MENUS: list[dict[str, Any]] = [
    {"type": "header", "text": plain("An answer")},
    {
        "type": "section",
        "text": plain("More of it"),
        "accessory": {"type": "overflow", "action_id": "more", "options": [option("Report"), option("Copy")]},
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "static_select",
                "action_id": "payer",
                "placeholder": plain("Payer"),
                "option_groups": [{"label": plain("Public"), "options": [option("Medicare"), option("Medicaid")]}],
            },
            {"type": "radio_buttons", "action_id": "one", "options": KINDS},
            {"type": "checkboxes", "action_id": "some", "options": KINDS},
            {
                "type": "button",
                "action_id": "erase",
                "text": plain("Erase"),
                "style": "danger",
                "confirm": {
                    "title": plain("Erase it?"),
                    "text": plain("For good."),
                    "confirm": plain("Yes, erase"),
                    "deny": plain("Keep it"),
                },
            },
        ],
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": "Code"}], [{"type": "raw_text", "text": "38240"}]]},
    {"type": "context_actions", "elements": [THUMBS]},
]
HOME: dict[str, Any] = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Welcome")},
        {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "form", "text": plain("Tell"), "style": "primary"}],
        },
    ],
}


@pytest.fixture
def manifest_of_forms(manifest: dict[str, Any]) -> dict[str, Any]:
    features, settings = manifest["features"], manifest["settings"]
    features["app_home"] = {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    features["agent_view"] = {}
    features["shortcuts"] = [{"name": "Ask about this", "type": "message", "callback_id": "ask", "description": "a"}]
    manifest["oauth_config"]["scopes"]["bot"] += ["assistant:write", "files:write"]
    settings["event_subscriptions"]["bot_events"].append("app_home_opened")
    return manifest


@pytest.fixture
async def workspace_of_forms(manifest_of_forms: dict[str, Any]) -> AsyncIterator[Workspace]:
    """With an app that opens a form by command, by shortcut and from its Home, finds fault with the word "bad", and
    offers menus in #coding-questions."""
    async with serve_workspace(manifest_of_forms) as workspace:
        logger = logging.getLogger("forms")
        client = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, logger=logger)
        app = AsyncApp(client=client, logger=logger)

        async def open_form(ack: Any, body: dict[str, Any]) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        app.command("/cpt")(open_form)
        app.shortcut("ask")(open_form)
        app.action("form")(open_form)

        @app.action(re.compile("more|payer|one|some|erase|thumbs"))
        async def used(ack: Any) -> None:
            await ack()

        @app.view("form")
        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            bad = view["state"]["values"]["words"]["words"]["value"] == "bad"
            await (ack(response_action="errors", errors={"words": "Say more."}) if bad else ack())

        @app.view_closed("form")
        async def closed(ack: Any) -> None:
            await ack()

        @app.event("app_home_opened")
        async def opened(event: dict[str, Any]) -> None:
            if event["tab"] == "home":
                await client.views_publish(user_id=event["user"], view=HOME)

        @app.event(re.compile("message|app_mention"))
        async def said() -> None:
            pass

        handler = AsyncSocketModeHandler(app, workspace.app_token, logger=logger, ping_interval=0.5)
        await handler.connect_async()
        await workspace.wait_connected()
        await client.chat_postMessage(channel="#coding-questions", text="menus", blocks=MENUS)
        yield workspace
        await handler.close_async()


@pytest.fixture
async def workspace_with_bot(tmp_path: Path) -> AsyncIterator[Workspace]:
    """With the bot itself, connected by Socket Mode as `codebook try` connects it."""
    async with serve_workspace(manifest_path()) as workspace:
        settings = read_settings(
            SLACK_BOT_TOKEN=workspace.bot_token,
            SLACK_APP_TOKEN=workspace.app_token,
            SLACK_API_URL=workspace.api_url,
            CODEBOOK_DATABASE_URL=f"sqlite:///{(tmp_path / 'records.sqlite3').as_posix()}",
            CODEBOOK_EXPERTS=workspace.user("ben").id,
        )
        stop = asyncio.Event()
        bot = asyncio.create_task(connect(settings, Mode.SOCKET, stop))
        await workspace.wait_connected(60)
        yield workspace
        stop.set()
        await bot
