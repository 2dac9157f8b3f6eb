"""Telling those whose question was being answered when a process was killed.

Slack had the acknowledgement, so it delivers such a question no more, and its words are kept nowhere.
"""

import asyncio
import time
from contextlib import suppress

from bot.logs import get_logger, type_and_place
from bot.records import LeftBehind, MessageKey
from bot.slack import words
from bot.slack.blocks import Message
from bot.slack.delivery import send
from bot.slack.desk import Desk, DeskOf
from bot.slack.request_id import request_id

LOOK_SECONDS = 1.0
GRACE_SECONDS = 5.0
"""How long what was left behind waits for Slack to deliver it again, which it does at once where it was not
acknowledged after all."""

DOUBTED_SECONDS = 20.0
"""After the database was away, its other users seem to be gone until they have noticed that it is back."""

log = get_logger("bot.slack.interrupted")


async def tell_interrupted(desk: Desk, desk_of: DeskOf, stop: asyncio.Event) -> None:
    """Looks for questions that were left behind, of this bot before its restart and of its replicas, until `stop`."""
    first_seen: dict[MessageKey, float] = {}
    believed_from = 0.0
    while not stop.is_set():
        try:
            left, now = await desk.records.left_behind(), time.monotonic()
            if desk.records.is_away:
                believed_from = now + DOUBTED_SECONDS
            left = left if now >= believed_from else []
            first_seen = {each.key: first_seen.get(each.key, now) for each in left}
            await _tell(desk, desk_of, [each for each in left if now - first_seen[each.key] >= GRACE_SECONDS])
        except Exception as error:  # whatever it is, the next look may go better
            log.error("failed", surface="interrupted", **type_and_place(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_SECONDS)


async def _tell(desk: Desk, desk_of: DeskOf, left: list[LeftBehind]) -> None:
    told = set()
    for each in left:
        there = await desk_of(each.key.team)
        # Another process may be looking, too, and Slack may deliver it again after all.
        if there is None or not await desk.records.claim(each.key, each.thread):
            continue
        place = each.key.channel, each.thread
        if place not in told:
            told.add(place)
            request = request_id()
            sent = await send(there.client, each.key.channel, Message(words.INTERRUPTED), request, each.thread or None)
            log.warning("interrupted", told=not sent.is_lost, id=request)
        # Given back, not closed: should Slack deliver it once more, minutes later, it is answered after all.
        await desk.records.release(each.key)
