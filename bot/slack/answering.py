"""From a question on any surface to one delivered reply."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from dataclasses import replace as changed
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import NO_CONTEXT, Context, Reply, ask, identifiers_in, pick
from bot.logs import get_logger, type_and_place
from bot.slack import words
from bot.slack.asked import AskedPrivately, Picked
from bot.slack.blocks import Message, Offers, draw
from bot.slack.delivery import Delivered, Place, post, replace, respond, tell
from bot.slack.desk import Desk
from bot.slack.guard import Refusal
from bot.slack.noting import hold_words, note, without_missing
from bot.slack.request_id import request_id
from bot.slack.taking import Taken

log = get_logger("bot.slack.answering")

Say = Callable[[Message, str], Awaitable[Delivered]]
"""Brings a message, with the request's id, to the asker alone."""


@dataclass(frozen=True)
class Answer:
    """What will be said to a question, and what its thread is about afterwards."""

    message: Message
    outcome: str
    context: Context
    request: str
    """The number by which the log and an apology name it."""
    start: float
    reply: Reply | None = None
    """None after a fault of ours."""
    identifiers: int = 0
    """How many kinds of what a patient can be told by the question seemed to hold."""


async def answer_message(desk: Desk, taken: Taken) -> None:
    """Answers a message once, however often Slack delivers it. Logs one line; never raises."""
    asked = taken.asked
    async with desk.in_flight:
        if not taken.is_ours:
            _drop(desk, asked.surface)
            return
        refusal = _refusal(desk, asked.place, is_shared=not asked.place.is_direct, is_stranger=asked.is_stranger)
        if refusal is not None:
            # In a thread that does not exist yet nobody would see it.
            started = asked.place.thread_ts != asked.key.ts
            place = asked.place if started else changed(asked.place, thread_ts=None)
            await refuse(desk, refusal, asked.surface, partial(tell, desk.client, place))
            await desk.records.answered(asked.key)
            return
        context = await desk.records.recall(asked.thread)
        await desk.turns.mine()
        answer = _answer_text(desk, asked.surface, asked.text, asked.place, context, is_private=False)
        # Before it is posted: the follow-up may be typed as soon as the reply is seen.
        await desk.records.remember(asked.thread, answer.context)
        delivered = await post(desk.client, asked.place, answer.message, answer.request)
        log_answer(desk, asked.surface, answer, delivered)
        if delivered is Delivered.FAILED:
            await desk.records.release(asked.key)
            return
        await desk.records.answered(asked.key)
        say = partial(tell, desk.client, asked.place)
        await _remind(asked.surface, answer, words.IDENTIFIERS_MESSAGE, say)
        await _note(desk, asked.key.team, asked.place.user, answer)


async def answer_privately(desk: Desk, asked: AskedPrivately) -> None:
    """Answers so that the asker alone sees it. Slack does not redeliver commands and shortcuts. Never raises."""
    async with desk.in_flight:
        place = asked.place
        shown = place if asked.is_in_thread else changed(place, thread_ts=None)
        say = partial(respond, desk.client, asked.response_url, shown)
        refusal = _refusal(desk, place, is_shared=False, is_stranger=asked.is_stranger)
        if refusal is not None:
            await refuse(desk, refusal, asked.surface, say)
            return
        await desk.turns.mine()
        answer = _answer_text(desk, asked.surface, asked.text, place, NO_CONTEXT, is_private=True)
        delivered = await say(answer.message, answer.request)
        log_answer(desk, asked.surface, answer, delivered)
        if delivered is not Delivered.FAILED:
            # What is noted holds up no acknowledgement.
            desk.in_flight.start(_afterwards(desk, asked, answer, say))


async def _afterwards(desk: Desk, asked: AskedPrivately, answer: Answer, say: Say) -> None:
    await _remind(asked.surface, answer, asked.identifiers, say)
    await _note(desk, asked.team, asked.place.user, answer)


async def answer_pick(desk: Desk, picked: Picked) -> None:
    """Answers a pressed choice once: in the place of the reply that offered it, or, where it is a follow-up, below, to
    those who see that reply. Logs one line; never raises."""
    surface = "next" if picked.is_next else "choice"
    async with desk.in_flight:
        is_shared = not picked.posted.private and not picked.place.is_direct
        refusal = _refusal(desk, picked.place, is_shared=is_shared, is_stranger=picked.is_stranger)
        if refusal is not None:
            say = partial(respond, desk.client, picked.posted.response_url, picked.place)
            await refuse(desk, refusal, surface, say)
            return
        if not await desk.records.claim(picked.key):
            _drop(desk, surface)
            return
        chosen = picked.chosen
        context = Context() if picked.thread is None else await desk.records.recall(picked.thread)
        # The quarter that the reply was about, where the thread is about another one by now, or there is none.
        context = changed(context, quarter=chosen.quarter or context.quarter)
        await desk.turns.mine()
        answer = answer_by(
            surface,
            context,
            lambda: pick(chosen.entry, chosen.section, desk.index, context),
            offers=_offers(desk, picked.place, is_private=picked.posted.private),
            whole=picked.whole,
        )
        if picked.thread is not None:
            await desk.records.remember(picked.thread, answer.context)
        delivered = await _deliver(desk.client, picked, answer)
        log_answer(desk, surface, answer, delivered)
        if delivered in (Delivered.FAILED, Delivered.BESIDE):
            # The choices still stand there: the next press is answered, too.
            await desk.records.release(picked.key)
        else:
            await desk.records.answered(picked.key)
            await _note(desk, picked.key.team, picked.place.user, answer)


async def _deliver(client: AsyncWebClient, picked: Picked, answer: Answer) -> Delivered:
    if not picked.is_next:
        return await replace(client, picked.place, picked.posted, answer.message, answer.request)
    if picked.posted.private:
        return await respond(client, picked.posted.response_url, picked.place, answer.message, answer.request)
    return await post(client, picked.place, answer.message, answer.request)


def _refusal(desk: Desk, place: Place, *, is_shared: bool, is_stranger: bool) -> Refusal | None:
    channel = place.channel if is_shared else None
    return desk.guard.refusal(place.user, shared_channel=channel, is_stranger=is_stranger)


async def refuse(desk: Desk, refusal: Refusal, surface: str, say: Say) -> None:
    """Says why there is no answer, to the asker alone, and logs one line."""
    request, said = request_id(), desk.guard.words_for(refusal)
    delivered = await say(Message(said), request) if said is not None else None
    desk.metrics.refused(surface, str(refusal))
    log.info("refused", surface=surface, reason=refusal, delivered=delivered, id=request)


async def _remind(surface: str, answer: Answer, said: str, say: Say) -> None:
    """Tells the asker where a text seems to identify a patient. Of the text nothing is logged but how many kinds."""
    if answer.identifiers:
        delivered = await say(Message(said), answer.request)
        log.info(
            "identifiers-noticed", surface=surface, kinds=answer.identifiers, delivered=delivered, id=answer.request
        )


def _answer_text(desk: Desk, surface: str, text: str, place: Place, context: Context, *, is_private: bool) -> Answer:
    identifiers = len(identifiers_in(text))

    def reply_with() -> tuple[Reply, Context]:
        reply, after = ask(text, desk.index, context)
        return (without_missing(reply) if identifiers else reply), after

    offers = _offers(desk, place, is_private=is_private)
    answer = answer_by(surface, context, reply_with, offers=offers, restate=is_private)
    if answer.reply is not None and offers.expert and not identifiers:
        hold_words(desk.recent_words, answer.reply, answer.request, place.user, text)
    return changed(answer, identifiers=identifiers)


def _offers(desk: Desk, place: Place, *, is_private: bool) -> Offers:
    return Offers(
        request=request_id(),
        # A direct message has nobody to share with, whoever takes part in it.
        share=is_private and not place.is_direct,
        thread_ts=place.thread_ts or "",
        expert=desk.experts_channel is not None,
        feedback=True,
    )


def answer_by(
    surface: str,
    context: Context,
    reply_with: Callable[[], tuple[Reply, Context]],
    *,
    offers: Offers,
    restate: bool = False,
    whole: bool = False,
    tabled: bool = True,
) -> Answer:
    """The answer that `reply_with` composes; an apology where that fails. The rest is as in `draw`."""
    request, start = offers.request, time.perf_counter()
    try:
        reply, after = reply_with()
        message = draw(reply, restate=restate, whole=whole, tabled=tabled, offers=offers)
        return Answer(message, str(reply.outcome), after, request, start, reply)
    except Exception as error:  # whatever it is, the asker is not left without a word
        log.error("failed", surface=surface, id=request, **type_and_place(error))
        return Answer(apology(request), "failed", context, request, start)


async def _note(desk: Desk, team: str, person: str, answer: Answer) -> None:
    if answer.reply is not None:
        await note(desk.records, team, person, answer.reply)


def _drop(desk: Desk, surface: str) -> None:
    desk.metrics.duplicate_dropped(surface)
    log.info("duplicate-dropped", surface=surface)


def log_answer(desk: Desk, surface: str, answer: Answer, delivered: Delivered) -> None:
    """One line for each answer, and its count."""
    seconds = time.perf_counter() - answer.start
    desk.metrics.answered(surface, answer.outcome, str(delivered), seconds)
    milliseconds = round(seconds * 1000)
    known = {"surface": surface, "outcome": answer.outcome, "ms": milliseconds, "id": answer.request}
    if delivered is Delivered.FAILED:
        log.info("unanswered", **known)
    else:
        log.info("answered", delivered=delivered, **known)


def apology(request: str) -> Message:
    """What the asker reads after a fault of ours."""
    return Message(words.apology(request))
