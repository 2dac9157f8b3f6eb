"""Bringing a message to the asker, by another way where Slack refuses the first.

Every path ends in a message, or in one line of the log with Slack's error code and the request's id.
"""

import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import fields
from bot.slack.blocks import Message
from bot.slack.client import Failure, as_code, failure_of, tell_of_failure, webhook_client
from bot.slack.words import NOT_THERE, REFUSED_THERE, UNCONFIRMED

log = logging.getLogger("bot.slack.delivery")

BLOCKS_REFUSED = {
    "invalid_blocks",
    "invalid_blocks_format",
    "block_mismatch",
    "msg_blocks_too_long",
    "SlackObjectFormationError",
}
"""docs.slack.dev/reference/methods/chat.postMessage, errors; the last one is raised by slack_sdk itself."""

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


async def post(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    """Posts to the channel or thread where the question was asked, else to a direct message of the asker."""
    failure = await _say(client, message, channel=place.channel, thread_ts=place.thread_ts)
    if failure is not None and not failure.uncertain:
        _note(failure, "chat.postMessage", request)
        return await _post_directly(client, place, message, failure, request)
    return await _ended(client, place, failure, request)


async def respond(
    client: AsyncWebClient, response_url: str | None, place: Place, message: Message, request: str
) -> Delivered:
    """Answers a slash command so that only the asker sees it: by its response_url, else as an ephemeral message in
    the channel, else as a direct message."""
    failure = await _use(client, response_url, message, response_type="ephemeral", replace_original=False)
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
        doubted = await _update(client, place.channel, old.ts, message)
        if doubted is None:
            return Delivered.ARRIVED
        _note(doubted, "chat.update", request)
    # A message that was replaced after all is replaced by the same once more: that does no harm.
    failure = await _use(client, old.response_url, message, replace_original=True)
    if failure is None or failure.uncertain:
        return await _ended(client, place, failure, request)
    _note(failure, "response_url", request)
    if doubted is not None and doubted.uncertain:
        return await _ended(client, place, doubted, request)
    anew = _post_privately if old.private else post
    delivered = await anew(client, place, message, request)
    return Delivered.BESIDE if delivered is Delivered.ARRIVED else delivered


async def tell(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    """Posts so that the asker alone sees it: in the direct message where it was asked, else as an ephemeral message in
    the channel or thread, else as a direct message. It goes beside an answer, so its loss is logged and no more."""
    private = {} if place.is_direct else {"user": place.user}
    failure = await _say(client, message, channel=place.channel, thread_ts=place.thread_ts, **private)
    if failure is not None and not failure.uncertain and private:
        _note(failure, "chat.postEphemeral", request)
        failure = await _say(client, message, channel=place.user)
    if failure is None:
        return Delivered.ARRIVED
    log.warning(fields("not-told", error=failure.code, uncertain=failure.uncertain, id=request))
    return Delivered.UNCERTAIN if failure.uncertain else Delivered.FAILED


async def _post_privately(client: AsyncWebClient, place: Place, message: Message, request: str) -> Delivered:
    failure = await _say(client, message, channel=place.channel, user=place.user)
    if failure is not None and not failure.uncertain:
        _note(failure, "chat.postEphemeral", request)
        return await _post_directly(client, place, message, failure, request)
    return await _ended(client, place, failure, request)


async def _post_directly(
    client: AsyncWebClient, place: Place, message: Message, refusal: Failure, request: str
) -> Delivered:
    reason = NOT_THERE if refusal.code in PLACE_CLOSED else REFUSED_THERE
    # A user's id as channel opens the direct message, with no further scope (chat.postMessage, "Channels").
    failure = await _say(client, message.preceded_by(reason), channel=place.user)
    return await _ended(client, place, failure, request)


async def _ended(client: AsyncWebClient, place: Place, failure: Failure | None, request: str) -> Delivered:
    if failure is None:
        return Delivered.ARRIVED
    log.error(fields("not-delivered", error=failure.code, uncertain=failure.uncertain, id=request))
    if not failure.uncertain:
        return Delivered.FAILED
    noted = await _say(client, Message(UNCONFIRMED), channel=place.channel, user=place.user)
    if noted is not None:
        _note(noted, "chat.postEphemeral", request)
    return Delivered.UNCERTAIN


async def _say(client: AsyncWebClient, message: Message, **where: Any) -> Failure | None:
    """One message by chat.postMessage, or chat.postEphemeral where `user` is given; as text where Slack refuses its
    blocks."""
    blocks = list(message.blocks) or None
    try:
        if "user" in where:
            await client.chat_postEphemeral(text=message.text, blocks=blocks, **where)
        else:
            # A text alone is shown as it is: without blocks Slack would read marks of formatting in it.
            await client.chat_postMessage(
                text=message.text,
                blocks=blocks,
                mrkdwn=None if blocks else False,
                unfurl_links=False,
                unfurl_media=False,
                **where,
            )
        return None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        failure = failure_of(error)
    if failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning(fields("blocks-refused", error=failure.code))
        return await _say(client, message.without_blocks(), **where)
    return failure


async def _update(client: AsyncWebClient, channel: str, ts: str, message: Message) -> Failure | None:
    """Replaces a message by chat.update; as text where Slack refuses its blocks."""
    try:
        # An empty list takes the old blocks away; without any, Slack would leave the buttons standing.
        await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(message.blocks), parse="none")
        return None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        failure = failure_of(error)
    if failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning(fields("blocks-refused", error=failure.code))
        return await _update(client, channel, ts, message.without_blocks())
    return failure


async def _use(
    client: AsyncWebClient,
    response_url: str | None,
    message: Message,
    *,
    replace_original: bool,
    response_type: str | None = None,
) -> Failure | None:
    if not response_url:
        return Failure("no_response_url")
    try:
        answer = await webhook_client(response_url, client).send(
            text=message.text,
            blocks=list(message.blocks) or None,
            response_type=response_type,
            replace_original=replace_original,
            unfurl_links=False,
            unfurl_media=False,
        )
    except Exception as error:  # as above
        return failure_of(error)
    failure = _refusal(answer.status_code, answer.body)
    if failure is not None and answer.status_code == 200:  # slack_sdk takes it for a success
        tell_of_failure(client, "response_url", failure.code)
    if failure is not None and failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning(fields("blocks-refused", error=failure.code))
        plain = message.without_blocks()
        return await _use(client, response_url, plain, replace_original=replace_original, response_type=response_type)
    return failure


def _refusal(status: int, body: str | None) -> Failure | None:
    """Slack answers a response_url with `ok` and refuses it with a code, each bare or in JSON."""
    said: object = body
    with suppress(ValueError):
        said = json.loads(body or "")
    if isinstance(said, dict):
        taken, code = status == 200 and said.get("ok") is not False, said.get("error")
    else:
        taken, code = status == 200, (body or "").strip()
    return None if taken else Failure(as_code(code) if code else f"http_{status}")


def _note(failure: Failure, method: str, request: str) -> None:
    log.warning(fields("slack-refused", method=method, error=failure.code, id=request))
