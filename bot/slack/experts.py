"""Handing a question to the experts: what is known of it, and its words where their asker confirmed them."""

import time
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from bot.asking import identifiers_in
from bot.asking.plain_text import plain_text
from bot.logs import get_logger
from bot.records import ExpertRequest, MessageKey
from bot.records.expert_requests import RESOLVED
from bot.slack import words
from bot.slack.answering import refuse
from bot.slack.blocks import Message, Offered
from bot.slack.blocks.expert_forms import is_previewed_whole, preview_form, question_form
from bot.slack.blocks.expert_question import Draft, ExpertQuestion, fitted
from bot.slack.blocks.experts import about, fits, request_message
from bot.slack.blocks.message import Block
from bot.slack.calls import Sent
from bot.slack.delivery import PLACE_CLOSED, Delivered, Place, respond, send, tell
from bot.slack.desk import Desk
from bot.slack.views import open_modal

UNPOSTED_SECONDS = 120.0
"""A request that was begun this long ago and stands nowhere was lost on its way, and is sent again."""

log = get_logger("bot.slack.experts")


@dataclass(frozen=True)
class AskedForExpert:
    """A press of "Ask an expert" below a reply."""

    offered: Offered
    team: str
    place: Place
    ts: str
    """Of the reply."""
    trigger_id: str
    response_url: str | None
    is_stranger: bool = False


async def begin(desk: Desk, pressed: AskedForExpert) -> None:
    """Opens the form, or says why there is none, to the one who pressed. Never raises."""
    place, question = pressed.place, _question(pressed)
    say = partial(respond, desk.client, pressed.response_url, place)
    async with desk.in_flight:
        refusal = desk.guard.refusal(place.user, shared_channel=None, is_stranger=pressed.is_stranger)
        if refusal is not None:
            await refuse(desk, refusal, "expert", say)
            return
        if desk.experts_channel is None:
            await say(Message(words.NO_EXPERTS), question.request)
            return
        known = await desk.records.expert_requests.find(question.id)
        if known is not None and not _is_lost(known):
            await say(Message(_sent_before(desk, known)), question.request)
            return
        typed = plain_text(desk.recent_words.peek(question.request, place.user))
        form = question_form(question, typed, desk.experts_channel, desk.index.book)
        if not await open_modal(desk.client, pressed.trigger_id, form, question.request):
            await say(Message(words.FORM_NOT_OPENED), question.request)


def _question(pressed: AskedForExpert) -> ExpertQuestion:
    offered, place = pressed.offered, pressed.place
    named = f"{pressed.team}/{place.channel}/{offered.request or pressed.ts}/{place.user}"
    return fitted(
        ExpertQuestion(
            id=blake2b(named.encode(), digest_size=12).hexdigest(),
            asker=place.user,
            channel=place.channel,
            thread_ts=place.thread_ts or "",
            subject=offered.subject,
            outcome=offered.outcome,
            request=offered.request,
        )
    )


def preview(desk: Desk, draft: Draft) -> Block | str:
    """The view that shows what will be posted, or what is to be changed first."""
    if identifiers_in(draft.words):
        return words.IDENTIFIERS_IN_FORM
    if not fits(draft.words) or not is_previewed_whole(draft):
        return words.FORM_TOO_LONG
    return preview_form(draft, desk.experts_channel or "", desk.index.book)


async def hand_on(desk: Desk, team: str, draft: Draft) -> None:
    """Posts a confirmed question to the experts, once for each answer and asker, and tells its asker how that went.
    Logs one line; never raises."""
    question = draft.question
    place = Place(question.channel, question.asker, question.thread_ts or None)
    say = partial(tell, desk.client, place)
    async with desk.in_flight:
        if desk.experts_channel is None:
            await say(Message(words.NO_EXPERTS), question.request)
            return
        record = _record(team, question, desk.experts_channel)
        known = await _begun(desk, record)
        if known is not None:
            log.info("duplicate-dropped", surface="expert", id=question.request)
            await say(Message(_sent_before(desk, known)), question.request)
            return
        message = request_message(question, draft.words, desk.index.book)
        sent = await send(desk.client, desk.experts_channel, message, question.request)
        if sent.is_lost:
            await desk.records.expert_requests.withdraw(question.id)
            await desk.records.release(_key(record))
        else:
            await desk.records.expert_requests.posted(question.id, sent.ts)
            # They are with the experts, so there is nothing left to confirm.
            desk.recent_words.take(question.request, question.asker)
        told = await say(Message(_said(desk, question, sent)), question.request)
        _log(draft, sent, told)


def _record(team: str, question: ExpertQuestion, experts_channel: str) -> ExpertRequest:
    return ExpertRequest(
        id=question.id,
        team=team,
        asker=question.asker,
        channel=question.channel,
        thread_ts=question.thread_ts,
        subject=question.subject,
        posted_channel=experts_channel,
    )


async def _begun(desk: Desk, record: ExpertRequest) -> ExpertRequest | None:
    """None where the question is to be posted now, else the request as it was made before. Where the database is away,
    this process alone remembers what it posted: a question that is posted twice does less harm than one that is
    lost."""
    requests = desk.records.expert_requests
    begun = await requests.begin(record)
    if begun is None:
        return None if await desk.records.claim(_key(record)) else record
    known = None if begun else await requests.find(record.id)
    if known is None or not _is_lost(known):
        return known
    await requests.withdraw(record.id)
    return known if await requests.begin(record) is False else None


def _key(record: ExpertRequest) -> MessageKey:
    return MessageKey(record.team, record.posted_channel, f"ask:{record.id}")


def _is_lost(known: ExpertRequest) -> bool:
    return not known.posted_ts and known.changed_at < time.time() - UNPOSTED_SECONDS


def _sent_before(desk: Desk, known: ExpertRequest) -> str:
    said = words.expert_resolved_before if known.state == RESOLVED else words.expert_sent_before
    return said(about(known.subject, desk.index.book))


def _said(desk: Desk, question: ExpertQuestion, sent: Sent) -> str:
    if sent.failure is None:
        return words.expert_sent(about(question.subject, desk.index.book))
    if sent.failure.uncertain:
        return words.EXPERT_UNCONFIRMED
    return (words.expert_closed if sent.failure.code in PLACE_CLOSED else words.expert_refused)(question.request)


def _log(draft: Draft, sent: Sent, told: Delivered) -> None:
    error = sent.failure.code if sent.failure is not None else None
    has_words = bool(draft.words)
    log.info("expert-asked", words=has_words, error=error, told=told, id=draft.question.request)
