"""Opening a form before a person."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack.client import failure_of

log = get_logger("bot.slack.modals")

TRIGGER_SECONDS = 3.0
"""How long a trigger_id opens anything (docs.slack.dev/interactivity/handling-user-interaction)."""


async def open_modal(client: AsyncWebClient, trigger_id: str, view: Mapping[str, Any], request: str) -> bool:
    """True where Slack opened the form. Gives up when the trigger_id does; logs why not; never raises."""
    try:
        async with asyncio.timeout(TRIGGER_SECONDS):
            await client.views_open(trigger_id=trigger_id, view=dict(view))
        return True
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        log.warning("slack-refused", method="views.open", error=failure_of(error).code, id=request)
        return False
