"""The app's own place in Slack: its Home tab with the buttons in it, and the suggestions in its Messages tab."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.asking import read_subject
from bot.slack.answering_in_view import answer_example, answer_look_up
from bot.slack.blocks.home import EXAMPLE_ACTION_ID, LOOK_UP_ACTION_ID
from bot.slack.desk import Desk
from bot.slack.home import Visitor, hash_of, publish_home
from bot.slack.prompts import SuggestedPrompts
from bot.slack.strangers import wrote_as_stranger
from bot.slack.text import Event
from bot.slack.view_press import view_press


def register(app: AsyncApp, desk: Desk) -> None:
    """Publishes the Home tab whenever a person opens it, and answers its buttons in a modal."""
    prompts = SuggestedPrompts()

    @app.event("app_home_opened")
    async def home_opened(ack: AsyncAck, event: Event, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        visitor = Visitor(
            team=context.team_id or "",
            user=str(event.get("user")),
            view_hash=hash_of(event.get("view")),
            is_stranger=wrote_as_stranger(body, here.ours),
        )
        if event.get("tab") == "home":
            await publish_home(here, visitor)
        elif event.get("tab") == "messages" and not visitor.is_stranger:
            async with here.in_flight:
                await prompts.suggest(here.client, str(event.get("channel")), here.index.book.about.examples)

    @app.block_action(re.compile(EXAMPLE_ACTION_ID))
    async def home_example(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        here = desk.here(context)
        press = view_press(body, context.team_id or "", here.ours)
        await answer_example(here, press, str(action.get("value")))
        # The example is among the last look-ups now.
        await publish_home(here, Visitor(press.team, press.user, hash_of(body.get("view")), press.is_stranger))

    @app.block_action(re.compile(LOOK_UP_ACTION_ID))
    async def home_look_up(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        here = desk.here(context)
        press = view_press(body, context.team_id or "", here.ours)
        await answer_look_up(here, press, read_subject(action.get("value")))
