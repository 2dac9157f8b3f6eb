"""What is kept of a question once it is answered: its subject, never its words."""

from dataclasses import replace

from bot.asking import Outcome, Reply
from bot.records import Records
from bot.slack.blocks import LACKING
from bot.slack.recent_words import RecentWords


def without_missing(reply: Reply) -> Reply:
    """The reply to a text that seems to identify a patient: what it names and the book does not know is not kept, for
    it may be a number of theirs."""
    return replace(reply, subject=replace(reply.subject, missing=()))


def hold_words(words: RecentWords, reply: Reply, request: str, person: str, text: str) -> None:
    """Holds the words of a question without an answer for a few minutes, for a preview of what its asker may hand to
    the experts."""
    if reply.outcome in LACKING:
        words.keep(request, person, text)


async def note(records: Records, team: str, person: str, reply: Reply) -> None:
    """Counts a question without an answer; keeps what was answered among the person's last look-ups."""
    if reply.outcome in LACKING:
        await records.gaps.note(team, str(reply.outcome), reply.subject)
    elif reply.outcome is Outcome.ANSWER:
        await records.look_ups.note(team, person, reply.subject)
