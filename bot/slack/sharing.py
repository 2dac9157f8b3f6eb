"""A private reply, shown to all in its channel: once, in the name of the bot, with who shared it."""

from dataclasses import dataclass
from functools import partial

from bot.asking import Reply, context_of, recall
from bot.logs import get_logger, type_and_place
from bot.records import MessageKey, ThreadKey
from bot.slack import words
from bot.slack.answering import Say, apology
from bot.slack.blocks import Message, Offered, Offers, after_sharing, shared_message
from bot.slack.delivery import NOT_A_MEMBER, Delivered, Place, Posted, Shared, replace, respond, share
from bot.slack.desk import Desk
from bot.slack.guard import Refusal
from bot.slack.request_id import request_id

log = get_logger("bot.slack.sharing")

THREAD_CLOSED = {
    "thread_not_found",
    "cannot_reply_to_message",
    "restricted_action_thread_locked",
    "restricted_action_non_threadable_channel",
}


@dataclass(frozen=True)
class PressedShare:
    """The button below a private reply was pressed."""

    said: Offered
    team: str
    place: Place
    """Where the reply is to be shown."""
    posted: Posted
    """The private reply."""
    is_stranger: bool = False

    @property
    def key(self) -> MessageKey:
        """Of all presses below one reply, one shares it."""
        return MessageKey(self.team, self.place.channel, f"share:{self.posted.ts}")


async def share_reply(desk: Desk, pressed: PressedShare) -> None:
    """Shows a private reply to all in its channel or thread, once. Logs one line; never raises."""
    async with desk.in_flight:
        request = pressed.said.request or request_id()
        say: Say = partial(respond, desk.client, pressed.posted.response_url, pressed.place)
        reason, said = _refusal(desk, pressed)
        if reason:
            delivered = await say(Message(said), request) if said is not None else None
            log.info("refused", surface="share", reason=reason, delivered=delivered, id=request)
            return
        if not await desk.records.claim(pressed.key):
            log.info("duplicate-dropped", surface="share")
            if await desk.records.is_answered(pressed.key):
                await say(Message(words.SHARED_BEFORE), request)
            return
        await _share(desk, pressed, request, say)


def _refusal(desk: Desk, pressed: PressedShare) -> tuple[str, str | None]:
    """Why it is not shared, "" where it is, and what the person is told of that."""
    place = pressed.place
    refusal = desk.guard.refusal(
        place.user, shared_channel=None if place.is_direct else place.channel, is_stranger=pressed.is_stranger
    )
    if refusal is Refusal.CHANNEL:
        return refusal, words.SHARE_ELSEWHERE
    if refusal is not None:
        return refusal, desk.guard.words_for(refusal)
    # The reply to a command is there where Slack took it nowhere else.
    return ("direct-message", words.share_nowhere(desk.guard.command)) if place.is_direct else ("", None)


async def _share(desk: Desk, pressed: PressedShare, request: str, say: Say) -> None:
    drawn = _drawn(desk, pressed, request)
    if isinstance(drawn, Message):
        await desk.records.release(pressed.key)
        await say(drawn, request)
        return
    public, private = drawn
    shared = await share(desk.client, pressed.posted.response_url, pressed.place, public, request)
    log.info("shared", delivered=shared.delivered, error=shared.error or None, id=request)
    if shared.delivered is Delivered.FAILED:
        await desk.records.release(pressed.key)
        await say(Message(_why_not(shared.error)), request)
        return
    await desk.records.answered(pressed.key)
    if shared.delivered is Delivered.UNCERTAIN:
        await say(Message(words.SHARE_UNCONFIRMED), request)
        return
    await _remember(desk, pressed, shared)
    await replace(desk.client, pressed.place, pressed.posted, private, request)


def _drawn(desk: Desk, pressed: PressedShare, request: str) -> tuple[Message, Message] | Message:
    """The reply for all, and the private one after it; or what the person is told where there is nothing to share."""
    try:
        reply: Reply = recall(pressed.said.subject, desk.index)
        if not reply.answers:
            log.info("refused", surface="share", reason="nothing-held", id=request)
            return Message(words.SHARE_CHANGED)
        offers = Offers(
            request=request,
            thread_ts=pressed.said.thread_ts,
            expert=desk.experts_channel is not None,
            feedback=True,
        )
        return shared_message(reply, pressed.place.user, offers), after_sharing(reply, offers)
    except Exception as error:  # whatever it is, the person is not left without a word
        log.error("failed", surface="share", id=request, **type_and_place(error))
        return apology(request)


async def _remember(desk: Desk, pressed: PressedShare, shared: Shared) -> None:
    """A mention in the thread of what was shared goes on from there."""
    root = pressed.place.thread_ts or shared.ts
    if root:
        thread = ThreadKey(pressed.team, pressed.place.channel, root)
        await desk.records.remember(thread, context_of(pressed.said.subject, desk.index))


def _why_not(error: str) -> str:
    if error in NOT_A_MEMBER:
        return words.SHARE_NOT_A_MEMBER
    if error == "is_archived":
        return words.SHARE_ARCHIVED
    if error in THREAD_CLOSED:
        return words.SHARE_THREAD_CLOSED
    return words.SHARE_RESTRICTED if error.startswith("restricted_action") else words.SHARE_REFUSED
