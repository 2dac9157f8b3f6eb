"""The slash command: a private reply."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.slack.acknowledging import answer_first
from bot.slack.answering import answer_privately
from bot.slack.asked import AskedPrivately
from bot.slack.delivery import Place
from bot.slack.desk import Desk
from bot.slack.strangers import used_as_stranger
from bot.slack.text import without_mention


def register(app: AsyncApp, desk: Desk, command: str) -> None:
    """Answers `command`; alone, or with "help", it shows the help."""

    @app.command(command)
    async def slash_command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        here = desk.here(context)
        text = without_mention(str(body.get("text") or ""), [here.user_id] if here.user_id else [])
        asked = AskedPrivately(
            surface="command",
            text=text,
            team=context.team_id or "",
            response_url=body.get("response_url"),
            place=Place(channel=str(body.get("channel_id")), user=str(body.get("user_id"))),
            is_stranger=used_as_stranger(body, here.ours),
        )
        await answer_first(ack, answer_privately(here, asked))
