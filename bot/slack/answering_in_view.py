"""Answers in a modal, to presses in the Home tab and in the answers that it opened."""

from collections.abc import Callable

from bot.asking import NO_CONTEXT, Context, Reply, Subject, ask, pick, recall
from bot.logs import get_logger
from bot.slack.answering import answer_by, log_answer
from bot.slack.blocks import Chosen, Message, Offers
from bot.slack.blocks.answer_view import answer_view
from bot.slack.client import failure_of
from bot.slack.delivery import Delivered, Place, post
from bot.slack.desk import Desk
from bot.slack.noting import note
from bot.slack.request_id import request_id
from bot.slack.view_press import ViewPress

log = get_logger("bot.slack.answering_in_view")

SURFACE = "home"

ReplyWith = Callable[[], tuple[Reply, Context]]


async def answer_example(desk: Desk, press: ViewPress, example: str) -> None:
    """Answers a question of the book's own. Never raises."""
    await _answer(desk, press, lambda: ask(example, desk.index))


async def answer_look_up(desk: Desk, press: ViewPress, subject: Subject) -> None:
    """Composes what was looked up once more; it is no new look-up. Never raises."""
    await _answer(desk, press, lambda: (recall(subject, desk.index), NO_CONTEXT), is_noted=False)


async def answer_pick_in_view(desk: Desk, press: ViewPress, chosen: Chosen, *, whole: bool) -> None:
    """Answers a choice, or a follow-up, of an answer in a view. Never raises."""
    context = Context(quarter=chosen.quarter)
    await _answer(desk, press, lambda: pick(chosen.entry, chosen.section, desk.index, context), whole=whole)


async def _answer(
    desk: Desk, press: ViewPress, reply_with: ReplyWith, *, whole: bool = False, is_noted: bool = True
) -> None:
    async with desk.in_flight:
        request = request_id()
        refusal = desk.guard.refusal(press.user, shared_channel=None, is_stranger=press.is_stranger)
        if refusal is not None:
            desk.metrics.refused(SURFACE, str(refusal))
            said = desk.guard.words_for(refusal)
            delivered = await _show(desk, press, Message(said), request) if said is not None else None
            log.info("refused", surface=SURFACE, reason=refusal, delivered=delivered, id=request)
            return
        answer = answer_by(
            SURFACE, NO_CONTEXT, reply_with, offers=Offers(request), restate=True, whole=whole, tabled=False
        )
        delivered = await _show(desk, press, answer.message, request)
        log_answer(desk, SURFACE, answer, delivered)
        if answer.reply is not None and is_noted and delivered is not Delivered.FAILED:
            await note(desk.records, press.team, press.user, answer.reply)


async def _show(desk: Desk, press: ViewPress, message: Message, request: str) -> Delivered:
    """In a modal, else in the direct message: a trigger_id lives for three seconds."""
    view = answer_view(message)
    try:
        if press.modal_id is None:
            await desk.client.views_open(trigger_id=press.trigger_id, view=view)
        else:
            await desk.client.views_update(view_id=press.modal_id, view=view)
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        method = "views.open" if press.modal_id is None else "views.update"
        log.warning("slack-refused", method=method, error=failure_of(error).code, id=request)
        # A user's id as channel opens the direct message.
        return await post(desk.client, Place(press.user, press.user), message, request)
    return Delivered.ARRIVED
