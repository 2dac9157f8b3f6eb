"""What experts do with a question in their channel: answer it in its thread, and mark it as resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.asking import identifiers_in
from bot.logs import get_logger
from bot.records import MessageKey
from bot.records.gap_groups import same_lack
from bot.slack import words
from bot.slack.blocks import Message
from bot.slack.blocks.expert_forms import answer_form
from bot.slack.blocks.expert_question import Answering, ExpertQuestion
from bot.slack.blocks.experts import (
    about,
    answer_for_asker,
    answer_given_back,
    answer_in_thread,
    fits,
    resolved_message,
)
from bot.slack.delivery import Place, Posted, replace, respond, send, tell
from bot.slack.desk import Desk
from bot.slack.request_id import request_id
from bot.slack.views import open_modal

log = get_logger("bot.slack.expert_answers")


@dataclass(frozen=True)
class PressedByExpert:
    """A press of a button of a question in the experts' channel."""

    question: ExpertQuestion
    team: str
    place: Place
    posted: Posted
    message: Mapping[str, Any]
    """The question as it stands there."""
    trigger_id: str
    is_stranger: bool = False


async def begin_answer(desk: Desk, pressed: PressedByExpert) -> None:
    """Opens the form for an answer. Never raises."""
    request = request_id()
    async with desk.in_flight:
        if not await _may(desk, pressed, request):
            return
        form = answer_form(Answering(pressed.question, pressed.posted.ts), desk.index.book)
        if not await open_modal(desk.client, pressed.trigger_id, form, request):
            await _say(desk, pressed, words.FORM_NOT_OPENED, request)


def fault_of(answer: str) -> str | None:
    """What is to be changed in an answer before it is sent."""
    if identifiers_in(answer):
        return words.IDENTIFIERS_IN_FORM
    return None if fits(answer) else words.FORM_TOO_LONG


async def answer(desk: Desk, team: str, form: str, answering: Answering, text: str, expert: str) -> None:
    """Brings an expert's answer to the thread and to the asker, once a form (by its id). Whom it did not reach the
    expert is told, with the answer. Logs one line; never raises."""
    question, channel, request = answering.question, desk.experts_channel or "", request_id()
    key = MessageKey(team, channel, f"answer:{form}"[:32])
    async with desk.in_flight:
        if not channel or not await desk.records.claim(key):
            log.info("duplicate-dropped", surface="expert-answer")
            return
        posted = await send(desk.client, channel, answer_in_thread(text, expert), request, answering.ts)
        message = answer_for_asker(question, text, expert, desk.index.book)
        told = await send(desk.client, question.asker, message, request)
        asker, place = f"<@{question.asker}>", Place(channel, expert)
        if told.is_lost:
            await tell(desk.client, place, answer_given_back(words.answer_not_told(asker), text), request)
        elif posted.is_lost:
            await tell(desk.client, place, answer_given_back(words.answer_not_in_thread(asker), text), request)
        await desk.records.answered(key)
        log.info("expert-answered", posted=not posted.is_lost, told=not told.is_lost, id=request)


async def resolve(desk: Desk, pressed: PressedByExpert) -> None:
    """Marks a question as resolved, once, and with it what the book lacks of the same; tells its asker. Logs one line;
    never raises."""
    question, expert, request = pressed.question, pressed.place.user, request_id()
    async with desk.in_flight:
        if not await _may(desk, pressed, request):
            return
        is_first, by = await _close(desk, pressed)
        if not is_first and by != expert:
            said = words.resolved_before(f"<@{by}>") if by else words.RESOLVED_BEFORE
            await _say(desk, pressed, said, request)
        if by:
            # Also by whoever comes second: the first one's change may not have arrived.
            message = resolved_message(pressed.message, question, by)
            await replace(desk.client, pressed.place, pressed.posted, message, request)
        if is_first:
            await _resolve_lacks(desk, pressed)
            if question.asker != expert:
                said = words.expert_resolved(f"<@{expert}>", about(question.subject, desk.index.book))
                await send(desk.client, question.asker, Message(said), request)
        log.info("expert-resolved", first=is_first, id=request)


async def _may(desk: Desk, pressed: PressedByExpert, request: str) -> bool:
    """Whether the press comes from the experts' channel; else whoever pressed is told."""
    if pressed.is_stranger and not desk.guard.allow_strangers:
        await _say(desk, pressed, words.STRANGER, request)
        return False
    if pressed.place.channel != desk.experts_channel or not pressed.question.asker:
        log.warning("refused", surface="experts", reason="elsewhere", id=request)
        await _say(desk, pressed, words.ONLY_EXPERTS, request)
        return False
    return True


async def _say(desk: Desk, pressed: PressedByExpert, said: str, request: str) -> None:
    await respond(desk.client, pressed.posted.response_url, pressed.place, Message(said), request)


async def _close(desk: Desk, pressed: PressedByExpert) -> tuple[bool, str]:
    """Whether this expert is the first to resolve it, and who was. Where the request is not kept, this process
    remembers that it was resolved, and not by whom."""
    id, expert = pressed.question.id, pressed.place.user
    if await desk.records.expert_requests.close(id, expert):
        return True, expert
    known = await desk.records.expert_requests.find(id)
    if known is not None and known.closed_by:
        return False, known.closed_by
    key = MessageKey(pressed.team, pressed.place.channel, f"resolve:{pressed.posted.ts}")
    is_first = await desk.records.claim(key)
    return is_first, expert if is_first else ""


async def _resolve_lacks(desk: Desk, pressed: PressedByExpert) -> None:
    is_same = partial(same_lack, pressed.question.subject)
    gaps = [gap.id for gap in await desk.records.gaps.open() if gap.team == pressed.team and is_same(gap.subject)]
    votes = [vote.key for vote in await desk.records.votes.negative() if is_same(vote.subject)]
    await desk.records.gaps.resolve(gaps)
    await desk.records.votes.resolve([key for key in votes if key.team == pressed.team])
