"""A pressed choice, answered in the place of the reply that offered it, and a pressed follow-up, answered below it."""

import re
from hashlib import blake2b
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.records import MessageKey, ThreadKey
from bot.slack.answering import answer_pick
from bot.slack.asked import Picked
from bot.slack.blocks import ACTION_ID, ALL_ACTION_ID, NEXT_ACTION_ID, chosen
from bot.slack.delivery import Place, Posted
from bot.slack.desk import Desk
from bot.slack.strangers import used_as_stranger


def register(app: AsyncApp, desk: Desk) -> None:
    """Answers presses of the buttons of our replies (docs.slack.dev/reference/interaction-payloads/block_actions)."""

    @app.block_action(re.compile(ACTION_ID))
    async def choice(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        await answer_pick(here, _picked(here, action, body, context.team_id or "", is_next=False))

    @app.block_action(re.compile(NEXT_ACTION_ID))
    async def follow_up(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        await answer_pick(here, _picked(here, action, body, context.team_id or "", is_next=True))

    @app.block_action(re.compile(ALL_ACTION_ID))
    async def show_all(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        await answer_pick(here, _picked(here, action, body, context.team_id or "", is_next=True, whole=True))


def _picked(
    here: Desk, action: dict[str, Any], body: dict[str, Any], team: str, *, is_next: bool, whole: bool = False
) -> Picked:
    container = body.get("container") or {}
    channel, ts = str(container.get("channel_id")), str(container.get("message_ts"))
    private = bool(container.get("is_ephemeral"))
    # Slack sends no message along where one person alone sees it.
    thread_ts = (body.get("message") or {}).get("thread_ts") or None
    section = chosen(action)
    # Each follow-up of a reply is answered once; of its choices, one is.
    name = f"{section.entry}/{section.section}/{whole}".encode("utf-8", "surrogatepass")
    named = blake2b(name, digest_size=5).hexdigest()
    return Picked(
        chosen=section,
        key=MessageKey(team, channel, f"{ts}:{named}" if is_next else ts),
        thread=None if private else ThreadKey(team, channel, thread_ts or ""),
        place=Place(channel, str((body.get("user") or {}).get("id")), thread_ts=thread_ts),
        posted=Posted(ts=ts, private=private, response_url=body.get("response_url")),
        is_next=is_next,
        whole=whole,
        is_stranger=used_as_stranger(body, here.ours),
    )
