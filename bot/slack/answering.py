"""From a question on any surface to one delivered reply."""

import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import NO_CONTEXT, Context, Index, ask
from bot.logs import fields, type_and_place
from bot.records import MessageKey, Records, ThreadKey
from bot.slack.blocks import Message, draw
from bot.slack.delivery import Delivered, Place, post, respond
from bot.slack.in_flight import InFlight

log = logging.getLogger("bot.slack.answering")


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


@dataclass(frozen=True)
class Asked:
    """A message that is a question."""

    surface: str
    text: str
    key: MessageKey
    thread: ThreadKey
    place: Place


async def answer_message(desk: Desk, asked: Asked) -> None:
    """Answers a message once, however often Slack delivers it. Logs one line; never raises."""
    async with desk.in_flight:
        if not await desk.records.claim(asked.key):
            log.info(fields("duplicate-dropped", surface=asked.surface))
            return
        context = await desk.records.recall(asked.thread)

        async def deliver(message: Message, request: str) -> Delivered:
            return await post(desk.client, asked.place, message, request)

        delivered, context = await _answer(desk, asked.surface, asked.text, context, deliver)
        if delivered is Delivered.FAILED:
            await desk.records.release(asked.key)
            return
        await desk.records.answered(asked.key)
        await desk.records.remember(asked.thread, context)


async def answer_command(desk: Desk, text: str, response_url: str | None, place: Place) -> None:
    """Answers a slash command, visible to its asker alone. Slack does not redeliver commands. Never raises."""

    async def deliver(message: Message, request: str) -> Delivered:
        return await respond(desk.client, response_url, place, message, request)

    async with desk.in_flight:
        await _answer(desk, "command", text, NO_CONTEXT, deliver, restate=True)


async def _answer(
    desk: Desk,
    surface: str,
    text: str,
    context: Context,
    deliver: Callable[[Message, str], Awaitable[Delivered]],
    *,
    restate: bool = False,
) -> tuple[Delivered, Context]:
    request, start = secrets.token_hex(4), time.perf_counter()
    try:
        reply, after = ask(text or "help", desk.index, context)
        message, outcome = draw(reply, restate=restate), str(reply.outcome)
    except Exception as error:  # whatever it is, the asker is not left without a word
        log.error(fields("failed", surface=surface, id=request, **type_and_place(error)))
        message, outcome, after = apology(request), "failed", context
    delivered = await deliver(message, request)
    milliseconds = round((time.perf_counter() - start) * 1000)
    log.info(
        fields("answered", surface=surface, outcome=outcome, delivered=delivered, ms=milliseconds, id=request)
        if delivered is not Delivered.FAILED
        else fields("unanswered", surface=surface, outcome=outcome, ms=milliseconds, id=request)
    )
    return delivered, after


def apology(request: str) -> Message:
    """What the asker reads after a fault of ours."""
    return Message(
        "Something went wrong on my side, so I have no answer to this question. Please ask again. "
        f"If it happens again, tell the people who run Codebook this number: {request}."
    )
