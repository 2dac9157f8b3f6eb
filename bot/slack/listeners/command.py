"""The slash command: a private reply."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.answering import Desk, answer_command
from bot.slack.delivery import Place
from bot.slack.strangers import used_as_stranger
from bot.slack.text import without_mention


def register(app: AsyncApp, desk: Desk, command: str) -> None:
    """Answers `command`; alone, or with "help", it shows the help."""

    @app.command(command)
    async def slash_command(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        text = without_mention(str(body.get("text") or ""), [desk.user_id] if desk.user_id else [])
        place = Place(channel=str(body.get("channel_id")), user=str(body.get("user_id")))
        is_stranger = used_as_stranger(body, desk.ours)
        await answer_command(desk, text, body.get("response_url"), place, is_stranger=is_stranger)
