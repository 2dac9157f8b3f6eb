"""A pressed choice, answered in the place of the reply that offered it, and a pressed follow-up, answered below it."""

import re
from hashlib import blake2b
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.records import MessageKey, ThreadKey
from bot.slack.acknowledging import answer_first
from bot.slack.answering import answer_pick
from bot.slack.answering_in_view import answer_pick_in_view
from bot.slack.asked import Picked
from bot.slack.blocks import ACTION_ID, ALL_ACTION_ID, NEXT_ACTION_ID, chosen
from bot.slack.desk import Desk
from bot.slack.pressed import place_of, posted_of
from bot.slack.strangers import used_as_stranger
from bot.slack.view_press import is_in_view, view_press


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers presses of the buttons of our replies (docs.slack.dev/reference/interaction-payloads/block_actions)."""

    @app.block_action(re.compile(ACTION_ID))
    async def choice(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await answer_first(ack, _answer(desk.here(context), action, body, context.team_id or "", is_next=False))

    @app.block_action(re.compile(NEXT_ACTION_ID))
    async def follow_up(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await answer_first(ack, _answer(desk.here(context), action, body, context.team_id or "", is_next=True))

    @app.block_action(re.compile(ALL_ACTION_ID))
    async def show_all(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await answer_first(
            ack, _answer(desk.here(context), action, body, context.team_id or "", is_next=True, whole=True)
        )


async def _answer(
    here: Desk, action: dict[str, Any], body: dict[str, Any], team: str, *, is_next: bool, whole: bool = False
) -> None:
    if is_in_view(body):
        await answer_pick_in_view(here, view_press(body, team, here.ours), chosen(action), whole=whole)
    else:
        await answer_pick(here, _picked(here, action, body, team, is_next=is_next, whole=whole))


def _picked(
    here: Desk, action: dict[str, Any], body: dict[str, Any], team: str, *, is_next: bool, whole: bool = False
) -> Picked:
    place, posted = place_of(body), posted_of(body)
    section = chosen(action)
    # Each follow-up of a reply is answered once; of its choices, one is.
    name = f"{section.entry}/{section.section}/{whole}".encode("utf-8", "surrogatepass")
    named = blake2b(name, digest_size=5).hexdigest()
    return Picked(
        chosen=section,
        key=MessageKey(team, place.channel, f"{posted.ts}:{named}" if is_next else posted.ts),
        thread=None if posted.private else ThreadKey(team, place.channel, place.thread_ts or ""),
        place=place,
        posted=posted,
        is_next=is_next,
        whole=whole,
        is_stranger=used_as_stranger(body, here.ours),
    )
