"""From a question on any surface to one delivered reply."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from dataclasses import replace as changed
from functools import partial

from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import NO_CONTEXT, Context, Index, Reply, ask, identifiers_in, pick
from bot.logs import fields, type_and_place
from bot.records import MessageKey, Records, ThreadKey
from bot.slack import words
from bot.slack.blocks import Message, draw
from bot.slack.delivery import Delivered, Place, Posted, post, replace, respond, tell
from bot.slack.guard import Guard, Refusal
from bot.slack.in_flight import InFlight

log = logging.getLogger("bot.slack.answering")

Say = Callable[[Message, str], Awaitable[Delivered]]
"""Brings a message, with the request's id, to the asker alone."""


@dataclass(frozen=True)
class Desk:
    """Where questions are answered: the book, the records, Slack, and who we are there."""

    index: Index
    records: Records
    client: AsyncWebClient
    in_flight: InFlight
    user_id: str | None = None
    """Our bot's user id, by auth.test."""
    team_id: str | None = None
    bot_id: str | None = None
    enterprise_id: str | None = None
    """Of our organization, where it is one of Enterprise Grid."""
    guard: Guard = field(default_factory=Guard)

    @property
    def ours(self) -> frozenset[str]:
        """By which a colleague is told."""
        return frozenset(id for id in (self.team_id, self.enterprise_id) if id)


@dataclass(frozen=True)
class Asked:
    """A message that is a question."""

    surface: str
    text: str
    key: MessageKey
    thread: ThreadKey
    place: Place
    is_stranger: bool = False


@dataclass(frozen=True)
class Picked:
    """A choice of a reply of ours that was pressed, by its entry and section."""

    entry: str
    section: str
    key: MessageKey
    """The reply with the choices: of all presses in it, one is answered. Of a follow-up, the reply and the section."""
    thread: ThreadKey | None
    """None where the reply is seen by one person alone: it has no follow-ups."""
    place: Place
    posted: Posted
    is_next: bool = False
    """A follow-up: it leaves the reply as it is, and of all presses of the same section one is answered."""
    whole: bool = False
    """A long text is not cut."""
    is_stranger: bool = False


@dataclass(frozen=True)
class Answer:
    """What will be said to a question, and what its thread is about afterwards."""

    message: Message
    outcome: str
    context: Context
    request: str
    """The number by which the log and an apology name it."""
    start: float


async def answer_message(desk: Desk, asked: Asked) -> None:
    """Answers a message once, however often Slack delivers it. Logs one line; never raises."""
    async with desk.in_flight:
        if not await desk.records.claim(asked.key):
            log.info(fields("duplicate-dropped", surface=asked.surface))
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
        answer = _answer(asked.surface, context, lambda: ask(asked.text, desk.index, context))
        # Before it is posted: the follow-up may be typed as soon as the reply is seen.
        await desk.records.remember(asked.thread, answer.context)
        delivered = await post(desk.client, asked.place, answer.message, answer.request)
        _log(asked.surface, answer, delivered)
        if delivered is Delivered.FAILED:
            await desk.records.release(asked.key)
        else:
            await desk.records.answered(asked.key)
            say = partial(tell, desk.client, asked.place)
            await _remind(asked.surface, asked.text, words.IDENTIFIERS_MESSAGE, answer.request, say)


async def answer_command(
    desk: Desk, text: str, response_url: str | None, place: Place, *, is_stranger: bool = False
) -> None:
    """Answers a slash command, visible to its asker alone. Slack does not redeliver commands. Never raises."""
    async with desk.in_flight:
        refusal = _refusal(desk, place, is_shared=False, is_stranger=is_stranger)
        if refusal is not None:
            await refuse(desk, refusal, "command", partial(respond, desk.client, response_url, place))
            return
        answer = _answer("command", NO_CONTEXT, lambda: ask(text, desk.index), restate=True)
        delivered = await respond(desk.client, response_url, place, answer.message, answer.request)
        _log("command", answer, delivered)
        if delivered is not Delivered.FAILED:
            say = partial(respond, desk.client, response_url, place)
            await _remind("command", text, words.IDENTIFIERS_COMMAND, answer.request, say)


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
            log.info(fields("duplicate-dropped", surface=surface))
            return
        context = NO_CONTEXT if picked.thread is None else await desk.records.recall(picked.thread)
        answer = _answer(
            surface, context, lambda: pick(picked.entry, picked.section, desk.index, context), whole=picked.whole
        )
        if picked.thread is not None:
            await desk.records.remember(picked.thread, answer.context)
        delivered = await _deliver(desk.client, picked, answer)
        _log(surface, answer, delivered)
        if delivered in (Delivered.FAILED, Delivered.BESIDE):
            # The choices still stand there: the next press is answered, too.
            await desk.records.release(picked.key)
        else:
            await desk.records.answered(picked.key)


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
    request, said = secrets.token_hex(4), desk.guard.words_for(refusal)
    delivered = await say(Message(said), request) if said is not None else None
    log.info(fields("refused", surface=surface, reason=refusal, delivered=delivered, id=request))


async def _remind(surface: str, text: str, said: str, request: str, say: Say) -> None:
    """Tells the asker where a text seems to identify a patient. Of the text nothing is logged but how many kinds."""
    kinds = identifiers_in(text)
    if kinds:
        delivered = await say(Message(said), request)
        log.info(fields("identifiers-noticed", surface=surface, kinds=len(kinds), delivered=delivered, id=request))


def _answer(
    surface: str,
    context: Context,
    reply_with: Callable[[], tuple[Reply, Context]],
    *,
    restate: bool = False,
    whole: bool = False,
) -> Answer:
    request, start = secrets.token_hex(4), time.perf_counter()
    try:
        reply, after = reply_with()
        return Answer(draw(reply, restate=restate, whole=whole), str(reply.outcome), after, request, start)
    except Exception as error:  # whatever it is, the asker is not left without a word
        log.error(fields("failed", surface=surface, id=request, **type_and_place(error)))
        return Answer(apology(request), "failed", context, request, start)


def _log(surface: str, answer: Answer, delivered: Delivered) -> None:
    milliseconds = round((time.perf_counter() - answer.start) * 1000)
    known = {"surface": surface, "outcome": answer.outcome, "ms": milliseconds, "id": answer.request}
    if delivered is Delivered.FAILED:
        log.info(fields("unanswered", **known))
    else:
        log.info(fields("answered", delivered=delivered, **known))


def apology(request: str) -> Message:
    """What the asker reads after a fault of ours."""
    return Message(words.apology(request))
