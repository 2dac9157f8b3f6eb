"""Once a week, what the book lacks, posted to the experts' channel."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, time, timedelta

from bot.logs import get_logger, type_and_place
from bot.records import MessageKey
from bot.records.gap_groups import group_gaps
from bot.setting_values.plain import WEEKDAYS
from bot.slack.blocks.digest import digest_message
from bot.slack.delivery import send
from bot.slack.desk import Desk, DeskOf
from bot.slack.request_id import request_id

AT = time(9)
"""Local time of the machine."""

RETRY_SECONDS = 3600.0
"""After a post that failed; also the longest pause, so that a clock that was set is noticed."""

Clock = Callable[[], datetime]
CLOCK: Clock = datetime.now

log = get_logger("bot.slack.digest")


async def post_weekly(teams: Collection[str], desk_of: DeskOf, weekday: str | None, stop: asyncio.Event) -> None:
    """Posts the digest of each workspace on this day of each week at nine, or as soon after it in the same week as the
    bot runs, until `stop`. Of several processes with the same records one posts it. Without a day or a workspace it
    does nothing."""
    if weekday is None or not teams:
        return
    done: dict[str, str] = {}
    while not stop.is_set():
        now = CLOCK()
        due = due_in_week_of(now, weekday)
        week = week_of(now)
        for team in teams if now >= due else ():
            if done.get(team) != week and await _is_done(team, desk_of, week):
                done[team] = week
        pause = RETRY_SECONDS if now >= due else (due - now).total_seconds()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), min(pause, RETRY_SECONDS))


def due_in_week_of(now: datetime, weekday: str) -> datetime:
    """When the digest of this week, which begins on Monday, is due."""
    day = now.date() + timedelta(days=WEEKDAYS.index(weekday) - now.weekday())
    return datetime.combine(day, AT)


def week_of(now: datetime) -> str:
    """The week by its year and number, such as "2026-W48"."""
    year, week, _ = now.isocalendar()
    return f"{year}-W{week:02d}"


async def _is_done(team: str, desk_of: DeskOf, week: str) -> bool:
    try:
        desk = await desk_of(team)
    except Exception as error:  # whatever it is, the other workspaces have their digest
        log.error("failed", surface="digest", **type_and_place(error))
        return False
    if desk is None:  # the workspace has not installed the app, or cannot be looked up: later it may
        return False
    return desk.experts_channel is None or await post_digest(desk, desk.experts_channel, week)


async def post_digest(desk: Desk, channel: str, week: str) -> bool:
    """Posts the digest of a week, once, where there is anything to say. True where the week is done with: it was
    posted, here or by another process, or nothing is lacking. Logs one line; never raises."""
    key = MessageKey(desk.team_id or "", channel, f"digest:{week}")
    async with desk.in_flight:
        if not await desk.records.claim(key):
            return True
        try:
            is_done = await _post(desk, key)
        except Exception as error:  # whatever it is, the next try may go better
            log.error("failed", surface="digest", **type_and_place(error))
            is_done = False
        await (desk.records.answered(key) if is_done else desk.records.release(key))
        return is_done


async def _post(desk: Desk, key: MessageKey) -> bool:
    gaps = [gap for gap in await desk.records.gaps.open() if gap.team == key.team]
    votes = [vote for vote in await desk.records.votes.negative() if vote.key.team == key.team]
    if desk.records.is_away:
        return False
    request, book = request_id(), desk.index.book
    groups = group_gaps(gaps, votes, book)
    sent = await send(desk.client, key.channel, digest_message(groups, book), request) if groups else None
    is_lost = sent is not None and sent.is_lost
    log.info("digest", groups=len(groups), posted=sent is not None and not is_lost, id=request)
    return not is_lost
