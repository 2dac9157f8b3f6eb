"""Bringing a message to the asker, by another way where Slack refuses the first.

Every path ends in a message, or in one line of the log with Slack's error code and the request's id.
"""

from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack.blocks import Message
from bot.slack.calls import Sent, say, send_once, update, use
from bot.slack.client import Failure
from bot.slack.words import NOT_THERE, REFUSED_THERE, UNCONFIRMED

log = get_logger("bot.slack.delivery")

PLACE_CLOSED = {
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
    "cannot_reply_to_message",
    "thread_not_found",
    "user_not_in_channel",
}

NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}
"""Slack does not let an app find a private channel that it is no member of."""


@dataclass(frozen=True)
class Place:
    """Where a question was asked, and by whom."""

    channel: str
    user: str
    thread_ts: str | None = None

    @property
    def is_direct(self) -> bool:
        """True for a direct message: its id begins with D."""
        return self.channel.startswith("D")


@dataclass(frozen=True)
class Posted:
    """A message of ours that stands in Slack, and the address by which a press of its button may change it."""

    ts: str
    private: bool
    """Seen by one person alone; only the address changes it."""
    response_url: str | None


class Delivered(StrEnum):
    """How a delivery ended."""

    ARRIVED = "arrived"
    BESIDE = "beside"
    """It arrived, but not in the place of the message that it was to replace."""
    UNCERTAIN = "uncertain"
    """Slack took the message or not: it did not say."""
    FAILED = "failed"


@dataclass(frozen=True)
class Shared:
    """How it ended to show a message to all."""

    delivered: Delivered
    ts: str = ""
    """Of the message; "" where Slack did not say it, as it does not where a response_url brought it."""
    error: str = ""
    """Slack's code, where it did not arrive."""


async def post(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    """Posts to the channel or thread where the question was asked, else to a direct message of the asker."""
    failure = await say(client, message, channel=place.channel, thread_ts=place.thread_ts)
    if failure is not None and not failure.uncertain:
        _note(failure, "chat.postMessage", request)
        return await _post_directly(client, place, message, failure, request)
    return await _ended(client, place, failure, request)


async def respond(
    client: AsyncWebClient, response_url: str | None, place: Place, message: Message, request: str
) -> Delivered:
    """Answers a slash command, a shortcut or a press so that only the asker sees it: by its response_url, else as an
    ephemeral message in the channel or thread, else as a direct message."""
    failure = await use(
        client, response_url, message, response_type="ephemeral", replace_original=False, thread_ts=place.thread_ts
    )
    if failure is not None and not failure.uncertain:
        # Slack takes five uses within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction).
        _note(failure, "response_url", request)
        return await _post_privately(client, place, message, request)
    return await _ended(client, place, failure, request)


async def replace(client: AsyncWebClient, place: Place, old: Posted, message: Message, request: str) -> Delivered:
    """Puts the message in the place of the old one; where Slack does not let it, it is posted as a new one, to those
    who saw the old one."""
    doubted = None
    if not old.private:
        doubted = await update(client, place.channel, old.ts, message)
        if doubted is None:
            return Delivered.ARRIVED
        _note(doubted, "chat.update", request)
    # A message that was replaced after all is replaced by the same once more: that does no harm.
    failure = await use(client, old.response_url, message, replace_original=True)
    if failure is None or failure.uncertain:
        return await _ended(client, place, failure, request)
    _note(failure, "response_url", request)
    if doubted is not None and doubted.uncertain:
        return await _ended(client, place, doubted, request)
    anew = _post_privately if old.private else post
    delivered = await anew(client, place, message, request)
    return Delivered.BESIDE if delivered is Delivered.ARRIVED else delivered


async def share(
    client: AsyncWebClient, response_url: str | None, place: Place, message: Message, request: str
) -> Shared:
    """Posts to the channel or thread for all to see; where the bot is no member, by the response_url of a press in it.
    It is brought nowhere else."""
    sent = await send_once(client, message, channel=place.channel, thread_ts=place.thread_ts)
    refused = sent.failure
    if refused is None:
        return Shared(Delivered.ARRIVED, sent.ts)
    _note(refused, "chat.postMessage", request)
    if refused.code not in NOT_A_MEMBER:
        return Shared(Delivered.UNCERTAIN if refused.uncertain else Delivered.FAILED, error=refused.code)
    # docs.slack.dev/interactivity/handling-user-interaction, "Publishing responses in thread": by in_channel alone.
    how = {"response_type": "in_channel", "replace_original": False, "thread_ts": place.thread_ts}
    failure = await use(client, response_url, message, **how)
    if failure is None:
        return Shared(Delivered.ARRIVED)
    _note(failure, "response_url", request)
    return Shared(Delivered.UNCERTAIN if failure.uncertain else Delivered.FAILED, error=refused.code)


async def tell(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    """Posts so that the asker alone sees it: in the direct message where it was asked, else as an ephemeral message in
    the channel or thread, else as a direct message. It goes beside an answer, so its loss is logged and no more."""
    private = {} if place.is_direct else {"user": place.user}
    failure = await say(client, message, channel=place.channel, thread_ts=place.thread_ts, **private)
    if failure is not None and not failure.uncertain and private:
        _note(failure, "chat.postEphemeral", request)
        failure = await say(client, message, channel=place.user)
    if failure is None:
        return Delivered.ARRIVED
    log.warning("not-told", error=failure.code, uncertain=failure.uncertain, id=request)
    return Delivered.UNCERTAIN if failure.uncertain else Delivered.FAILED


async def send(
    client: AsyncWebClient, channel: str, message: Message, request: str, thread_ts: str | None = None
) -> Sent:
    """Posts to this channel or thread and nowhere else; the id of a person is their direct message. A loss is
    logged."""
    sent = await send_once(client, message, channel=channel, thread_ts=thread_ts)
    if sent.failure is not None:
        log.error("not-sent", error=sent.failure.code, uncertain=sent.failure.uncertain, id=request)
    return sent


async def _post_privately(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    failure = await say(client, message, channel=place.channel, user=place.user, thread_ts=place.thread_ts)
    if failure is not None and not failure.uncertain:
        _note(failure, "chat.postEphemeral", request)
        return await _post_directly(client, place, message, failure, request)
    return await _ended(client, place, failure, request)


async def _post_directly(
    client: AsyncWebClient, place: Place, message: Message, refusal: Failure, request: str
) -> Delivered:
    reason = NOT_THERE if refusal.code in PLACE_CLOSED else REFUSED_THERE
    # A user's id as channel opens the direct message, with no further scope (chat.postMessage, "Channels").
    failure = await say(client, message.preceded_by(reason), channel=place.user)
    return await _ended(client, place, failure, request)


async def _ended(client: AsyncWebClient, place: Place, failure: Failure | None, request: str) -> Delivered:
    if failure is None:
        return Delivered.ARRIVED
    log.error("not-delivered", error=failure.code, uncertain=failure.uncertain, id=request)
    if not failure.uncertain:
        return Delivered.FAILED
    noted = await say(client, Message(UNCONFIRMED), channel=place.channel, user=place.user)
    if noted is not None:
        _note(noted, "chat.postEphemeral", request)
    return Delivered.UNCERTAIN


def _note(failure: Failure, method: str, request: str) -> None:
    log.warning("slack-refused", method=method, error=failure.code, id=request)
