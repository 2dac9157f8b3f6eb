"""A mention in a channel: replied in its thread."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.records import MessageKey, ThreadKey
from bot.slack.answering import answer_message
from bot.slack.asked import Asked
from bot.slack.delivery import Place
from bot.slack.desk import Desk
from bot.slack.events import is_question, own_ids
from bot.slack.strangers import wrote_as_stranger
from bot.slack.taking import taken, taking
from bot.slack.text import Event, question_text


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers mentions. An edit of a mention comes as another mention of the same message, so it is a duplicate, or
    the first one where the mention was added by the edit."""

    @app.event("app_mention", middleware=[taking(desk, _read)])
    async def app_mention(ack: AsyncAck, context: AsyncBoltContext) -> None:
        await ack()
        question = taken(context)
        if question is not None:
            await answer_message(desk.here(context), question)


def _read(here: Desk, team: str, event: Event, body: dict[str, Any]) -> Asked | None:
    own = own_ids(body, here.user_id)
    if not is_question(event, own):
        return None
    channel, ts = event["channel"], event["ts"]
    root = str(event.get("thread_ts") or ts)
    return Asked(
        surface="mention",
        text=question_text(event, own),
        key=MessageKey(team, channel, ts),
        thread=ThreadKey(team, channel, root),
        place=Place(channel, event["user"], thread_ts=root),
        is_stranger=wrote_as_stranger(body, here.ours),
    )
