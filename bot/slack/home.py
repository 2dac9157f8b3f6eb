"""Publishing the Home tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.asking import Subject, imported, periodicals, subject_line, write_subject
from bot.book import Book
from bot.logs import get_logger
from bot.records.gap_groups import group_gaps
from bot.slack import words
from bot.slack.blocks.home import Home, LookUp, OpenGap, home_view, refusal_view
from bot.slack.client import failure_of
from bot.slack.desk import Desk
from bot.slack.notices import notices_for

log = get_logger("bot.slack.home")


@dataclass(frozen=True)
class Visitor:
    """Who sees a Home tab, and what they see of it so far."""

    team: str
    user: str
    view_hash: str | None
    """Of what is published; None where nothing is."""
    is_stranger: bool = False


def hash_of(view: Mapping[str, Any] | None) -> str | None:
    """The hash of a Home tab as Slack sends it along; None for any other view."""
    return str(view["hash"]) if view and view.get("type") == "home" and view.get("hash") else None


async def publish_home(desk: Desk, visitor: Visitor) -> None:
    """Publishes the person's Home tab. Logs one line; never raises for Slack's sake."""
    async with desk.in_flight:
        is_refused = visitor.is_stranger and not desk.guard.allow_strangers
        view = refusal_view(words.STRANGER) if is_refused else home_view(await _home(desk, visitor))
        try:
            await desk.client.views_publish(user_id=visitor.user, view=view, hash=visitor.view_hash)
        except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
            code = failure_of(error).code
            # Another one was published meanwhile, which is as new.
            if code != "hash_conflict":
                log.warning("home-not-published", error=code)
            return
        log.info("home-published")


async def _home(desk: Desk, visitor: Visitor) -> Home:
    book, today = desk.index.book, date.today()
    look_ups = await desk.records.look_ups.latest(visitor.team, visitor.user)
    return Home(
        title=book.about.title,
        holds=_holds(book),
        command=desk.guard.command,
        examples=book.about.examples,
        look_ups=tuple(LookUp(_told(subject, book), write_subject(subject)) for subject in look_ups),
        imported=imported(book, today),
        periodicals=periodicals(book, today),
        gaps=await _gaps(desk, visitor),
        notices=notices_for(desk, visitor.user),
    )


def _holds(book: Book) -> str:
    newest = max((source.as_of for source in book.sources.values()), default=date.today())
    return words.holds(len(book.entries), len(book.codes), len(book.modifiers), newest.isoformat())


def _told(subject: Subject, book: Book) -> str:
    line = subject_line(subject, book) or ", ".join(dict.fromkeys(entry for entry, _ in subject.places))
    if not subject.quarter:
        return line
    first_day = date.fromisoformat(subject.quarter)
    return words.in_quarter(line, first_day.year, first_day.month // 3 + 1)


async def _gaps(desk: Desk, visitor: Visitor) -> tuple[OpenGap, ...] | None:
    if not desk.is_expert(visitor.user):
        return None
    book = desk.index.book
    gaps = [gap for gap in await desk.records.gaps.open() if gap.team == visitor.team]
    votes = [vote for vote in await desk.records.votes.negative() if vote.key.team == visitor.team]
    told = [(subject_line(group.about, book), group.count) for group in group_gaps(gaps, votes, book)]
    return tuple(OpenGap(line, count) for line, count in told if line)
