"""Proposing something for the book by a form: from a message, or from a request to the experts."""

import asyncio
import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.book import Book
from bot.logs import get_logger, type_and_place
from bot.slack import words
from bot.slack.answering import refuse
from bot.slack.blocks import Message
from bot.slack.blocks.proposal import PROPOSE_ID, Prefilled, about, proposal_view
from bot.slack.checking_forms import check_form
from bot.slack.client import failure_of
from bot.slack.delivery import Place, respond, tell
from bot.slack.desk import Desk
from bot.slack.handing_on import Receivers, hand_on
from bot.slack.prefilling import from_message, from_request
from bot.slack.request_id import request_id
from bot.slack.shape import is_id, is_ts
from bot.slack.strangers import used_as_stranger
from bot.slack.text import question_text

log = get_logger("bot.slack.listeners.proposing")


def register(app: AsyncApp, desk: Desk, proposals: Path | None, book_folder: Path) -> None:
    """Opens the form by the shortcut of a message (docs.slack.dev/interactivity/implementing-shortcuts) and by the
    button of a request, and takes what is sent with it. `proposals` is the folder in which they are kept, where
    there is one; the other one is that of the desk's book."""

    @app.shortcut(PROPOSE_ID)
    async def propose_message(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        written = question_text(body.get("message") or {}, [here.user_id] if here.user_id else [])
        await _open(here, body, from_message(written, here.index))

    @app.block_action(PROPOSE_ID)
    async def propose_answer(
        ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        await ack()
        await _open(desk.here(context), body, from_request(action.get("value")))

    @app.view(PROPOSE_ID)
    async def proposal_sent(
        ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        # What the acknowledgement says is the outcome of the check, which takes some milliseconds.
        request, on = request_id(), date.today()
        async with desk.in_flight:
            book = desk.index.book
            try:
                made = await asyncio.to_thread(check_form, _values(view), book, book_folder, on)
            except Exception as error:  # whatever it is, the form stays open with all that was typed
                log.error("failed", surface="proposal", id=request, **type_and_place(error))
                made = {"text": words.proposal_failed(request)}
            if isinstance(made, dict):
                await ack(response_action="errors", errors=made)
                log.info("proposal-to-mend", faults=len(made), id=request)
                return
            await ack()
            proposer = _origin(view.get("private_metadata"), str((body.get("user") or {}).get("id")))
            said = about(made, book)
            here = desk.here(context)
            receivers = Receivers(here.experts_channel, proposals)
            await hand_on(here.client, receivers, made, said, proposer=proposer, on=on, request=request)


async def open_proposal(
    client: AsyncWebClient,
    trigger_id: str,
    *,
    book: Book,
    origin: Place,
    entry: str = "",
    topic: str = "",
    text: str = "",
) -> None:
    """Opens the form for the person at `origin`, who is told there where Slack does not open it, and what becomes of
    the proposal. `topic` is a topic's id or such as `modifiers/26`, `text` without markup. Never raises."""
    metadata = json.dumps({"channel": origin.channel, "thread_ts": origin.thread_ts})
    try:
        view = proposal_view(book, Prefilled(entry, topic, text), metadata)
        await client.views_open(trigger_id=trigger_id, view=view)
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        request = request_id()
        log.warning("slack-refused", method="views.open", error=failure_of(error).code, id=request)
        await tell(client, origin, Message(words.FORM_NOT_OPENED), request)


async def _open(desk: Desk, body: dict[str, Any], prefilled: Prefilled) -> None:
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id"))
    person = str((body.get("user") or {}).get("id"))
    origin = Place(channel, person, thread_ts=message.get("thread_ts") or None)
    async with desk.in_flight:
        is_stranger = used_as_stranger(body, desk.ours)
        refusal = desk.guard.refusal(person, shared_channel=None, is_stranger=is_stranger)
        if refusal is not None:
            say = partial(respond, desk.client, body.get("response_url"), origin)
            await refuse(desk, refusal, "proposal", say)
            return
        await open_proposal(
            desk.client,
            str(body.get("trigger_id")),
            book=desk.index.book,
            origin=origin,
            entry=prefilled.entry,
            topic=prefilled.topic,
            text=prefilled.text,
        )


def _values(view: dict[str, Any]) -> dict[str, Any]:
    """What was entered, by field; nothing where the view does not say."""
    values = (view.get("state") or {}).get("values")
    return values if isinstance(values, dict) else {}


def _origin(private_metadata: object, person: str) -> Place:
    """Where the form was opened from; the direct message of the person where it does not say."""
    try:
        known = json.loads(str(private_metadata or "{}"))
    except (ValueError, RecursionError):
        known = None
    match known:
        case {"channel": str(channel), "thread_ts": str(thread_ts)} if is_id(channel) and is_ts(thread_ts):
            return Place(channel, person, thread_ts=thread_ts)
        case {"channel": str(channel)} if is_id(channel):
            return Place(channel, person)
        case _:
            return Place(person, person)
