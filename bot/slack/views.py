"""Opening modals."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack.blocks.message import Block
from bot.slack.client import failure_of

log = get_logger("bot.slack.views")


async def open_modal(client: AsyncWebClient, trigger_id: str, view: Block, request: str) -> bool:
    """Opens a modal for whoever did what gave the trigger_id: Slack takes it for three seconds. True where Slack did,
    or did not say; a refusal is logged."""
    try:
        await client.views_open(trigger_id=trigger_id, view=view)
        return True
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        failure = failure_of(error)
    log.warning("slack-refused", method="views.open", error=failure.code, id=request)
    return failure.uncertain
