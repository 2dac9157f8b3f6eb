"""The shortcut of a message's menu, also within threads: a private reply to what the message says."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.slack import words
from bot.slack.acknowledging import answer_first
from bot.slack.answering import answer_privately
from bot.slack.asked import AskedPrivately
from bot.slack.delivery import Place
from bot.slack.desk import Desk
from bot.slack.strangers import used_as_stranger
from bot.slack.text import question_text

CALLBACK_ID = "ask_the_book"


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers the shortcut (docs.slack.dev/interactivity/implementing-shortcuts), whoever wrote the message, and
    whether or not we are where it stands."""

    @app.message_shortcut(CALLBACK_ID)
    async def ask_the_book(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        here, message = desk.here(context), body.get("message") or {}
        ts = str(message.get("ts") or body.get("message_ts"))
        thread_ts = str(message.get("thread_ts") or ts)
        asked = AskedPrivately(
            surface="shortcut",
            text=question_text(message, [here.user_id] if here.user_id else []),
            team=context.team_id or "",
            response_url=body.get("response_url"),
            place=Place(
                channel=str((body.get("channel") or {}).get("id")),
                user=str((body.get("user") or {}).get("id")),
                thread_ts=thread_ts,
            ),
            # The first message of a thread is mostly read in the channel.
            is_in_thread=thread_ts != ts,
            identifiers=words.IDENTIFIERS_SHORTCUT,
            is_stranger=used_as_stranger(body, here.ours),
        )
        await answer_first(ack, answer_privately(here, asked))
