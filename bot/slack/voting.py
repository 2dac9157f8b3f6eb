"""What people think of an answer: one vote each, which they may change, and what was wrong with it."""

import asyncio
from dataclasses import dataclass, replace

from bot.asking import subject_line
from bot.logs import get_logger
from bot.records import VoteKey
from bot.slack import words
from bot.slack.blocks import Message, VotedOn, thanks, what_was_wrong
from bot.slack.blocks.feedback import Entered
from bot.slack.delivery import Place, respond, tell
from bot.slack.desk import Desk
from bot.slack.guard import Refusal
from bot.slack.modals import open_modal

log = get_logger("bot.slack.voting")


@dataclass(frozen=True)
class Voter:
    """Who voted, on what."""

    team: str
    person: str
    answer: VotedOn

    @property
    def key(self) -> VoteKey:
        """Of the one vote that the person has on the answer."""
        return VoteKey(self.team, self.answer.channel, self.answer.ts, self.person)


async def vote(desk: Desk, voter: Voter, trigger_id: str, *, is_stranger: bool) -> None:
    """Keeps the vote; after a negative one it asks what was wrong. Slack itself shows which button was pressed, so more
    is said only where something failed. Logs one line; never raises."""
    async with desk.in_flight:
        said = voter.answer.said
        if is_stranger and not desk.guard.allow_strangers:
            await _tell(desk, voter, Message(words.STRANGER))
            log.info("refused", surface="feedback", reason=Refusal.STRANGER, id=said.request)
            return
        # At once, for the trigger_id does not wait for the database.
        opened, kept = await asyncio.gather(
            _open(desk, voter, trigger_id), desk.records.votes.cast(voter.key, said.is_positive, said.subject)
        )
        log.info("voted", positive=said.is_positive, kept=kept, id=said.request)
        if not kept:
            await _tell(desk, voter, Message(words.VOTE_NOT_KEPT))
        elif not opened:
            await _tell(desk, voter, _thanks(desk, voter, is_sent=False))


async def explain(desk: Desk, voter: Voter, entered: Entered) -> None:
    """Keeps what was wrong, with the vote, which may have found no database before. Logs one line; never raises."""
    async with desk.in_flight:
        votes, said = desk.records.votes, voter.answer.said
        # A form of another version of the program may not say which answer it is about.
        kept = bool(voter.answer.ts) and await votes.cast(voter.key, False, said.subject)
        kept = kept and await votes.explain(voter.key, entered.reasons, entered.comment)
        log.info("explained", reasons=len(entered.reasons), kept=kept, id=said.request)
        await _tell(desk, voter, _thanks(desk, voter, is_sent=True) if kept else Message(words.VOTE_NOT_KEPT))


async def close(desk: Desk, voter: Voter) -> None:
    """The form was closed, which says nothing, and the vote stands: an expert is offered, where there is one."""
    async with desk.in_flight:
        await _tell(desk, voter, _thanks(desk, voter, is_sent=False))


def _thanks(desk: Desk, voter: Voter, *, is_sent: bool) -> Message | None:
    answer = voter.answer
    # What was asked outside of a thread and is seen by all goes on in the thread of the answer.
    said = replace(answer.said, thread_ts=answer.said.thread_ts or answer.thread_ts)
    return thanks(said, is_sent=is_sent, expert=desk.experts_channel is not None)


async def _open(desk: Desk, voter: Voter, trigger_id: str) -> bool:
    said = voter.answer.said
    if said.is_positive:
        return True
    view = what_was_wrong(voter.answer, subject_line(said.subject, desk.index.book))
    return await open_modal(desk.client, trigger_id, view, said.request)


async def _tell(desk: Desk, voter: Voter, message: Message | None) -> None:
    """To the voter alone, where the answer is."""
    if message is None:
        return
    answer = voter.answer
    # A thread that nobody has begun is not open before anybody.
    thread_ts = answer.thread_ts if answer.thread_ts != answer.ts else ""
    place = Place(answer.channel, voter.person, thread_ts=thread_ts or None)
    if answer.is_private:
        await respond(desk.client, answer.response_url, place, message, answer.said.request)
    else:
        await tell(desk.client, place, message, answer.said.request)
