"""A direct message: replied where it was written, in its thread or at top level."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.records import MessageKey, ThreadKey
from bot.slack.answering import answer_message
from bot.slack.asked import Asked
from bot.slack.delivery import Place
from bot.slack.desk import Desk
from bot.slack.events import is_direct, is_question, own_ids
from bot.slack.strangers import wrote_as_stranger
from bot.slack.taking import taken, taking
from bot.slack.text import Event, question_text


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers direct messages. Messages of channels are no business of ours, should they be delivered."""

    @app.event("message", middleware=[taking(desk, _read)])
    async def direct_message(ack: AsyncAck, context: AsyncBoltContext) -> None:
        await ack()
        question = taken(context)
        if question is not None:
            await answer_message(desk.here(context), question)


def _read(here: Desk, team: str, event: Event, body: dict[str, Any]) -> Asked | None:
    own = own_ids(body, here.user_id)
    if not is_direct(event) or not is_question(event, own):
        return None
    channel, ts = event["channel"], event["ts"]
    thread_ts = event.get("thread_ts") or None
    return Asked(
        surface="direct-message",
        text=question_text(event, own),
        key=MessageKey(team, channel, ts),
        thread=ThreadKey(team, channel, thread_ts or ""),
        place=Place(channel, event["user"], thread_ts=thread_ts),
        is_stranger=wrote_as_stranger(body, here.ours),
    )
