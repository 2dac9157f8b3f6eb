"""One message by one of Slack's methods: with its blocks, or as text alone where Slack refuses them."""

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack.blocks import Message
from bot.slack.client import Failure, as_code, failure_of, tell_of_failure, webhook_client

log = get_logger("bot.slack.delivery")

BLOCKS_REFUSED = {
    "invalid_blocks",
    "invalid_blocks_format",
    "block_mismatch",
    "msg_blocks_too_long",
    "SlackObjectFormationError",
}
"""docs.slack.dev/reference/methods/chat.postMessage, errors; the last one is raised by slack_sdk itself."""


@dataclass(frozen=True)
class Sent:
    """How sending a message to one place, and nowhere else, went."""

    ts: str = ""
    """Of the message; "" where it did not arrive, or Slack did not say."""
    failure: Failure | None = None

    @property
    def is_lost(self) -> bool:
        """Whether it certainly did not arrive."""
        return self.failure is not None and not self.failure.uncertain


async def say(client: AsyncWebClient, message: Message, **where: Any) -> Failure | None:
    """As `send_once` does; None where Slack took the message."""
    return (await send_once(client, message, **where)).failure


async def send_once(client: AsyncWebClient, message: Message, **where: Any) -> Sent:
    """One message by chat.postMessage, or chat.postEphemeral where `user` is given; as text where Slack refuses its
    blocks. Gives its ts, which may be empty."""
    blocks = list(message.blocks) or None
    try:
        if "user" in where:
            response = await client.chat_postEphemeral(text=message.text, blocks=blocks, **where)
        else:
            # A text alone is shown as it is: without blocks Slack would read marks of formatting in it.
            response = await client.chat_postMessage(
                text=message.text,
                blocks=blocks,
                mrkdwn=None if blocks else False,
                unfurl_links=False,
                unfurl_media=False,
                **where,
            )
        return Sent(str(response.get("ts") or response.get("message_ts") or ""))
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        failure = failure_of(error)
    if failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning("blocks-refused", error=failure.code)
        return await send_once(client, message.without_blocks(), **where)
    return Sent(failure=failure)


async def update(client: AsyncWebClient, channel: str, ts: str, message: Message) -> Failure | None:
    """Replaces a message by chat.update; as text where Slack refuses its blocks."""
    try:
        # An empty list takes the old blocks away; without any, Slack would leave the buttons standing.
        await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=list(message.blocks), parse="none")
        return None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        failure = failure_of(error)
    if failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning("blocks-refused", error=failure.code)
        return await update(client, channel, ts, message.without_blocks())
    return failure


async def use(client: AsyncWebClient, response_url: str | None, message: Message, **how: Any) -> Failure | None:
    """One use of a response_url, with further arguments as Slack names them; as text where Slack refuses its blocks."""
    if not response_url:
        return Failure("no_response_url")
    body = {"text": message.text, "blocks": list(message.blocks) or None, "unfurl_links": False, "unfurl_media": False}
    try:
        answer = await webhook_client(response_url, client).send_dict({**body, **how})
    except Exception as error:  # as above
        return failure_of(error)
    failure = _refusal(answer.status_code, answer.body)
    if failure is not None and answer.status_code == 200:  # slack_sdk takes it for a success
        tell_of_failure(client, "response_url", failure.code)
    if failure is not None and failure.code in BLOCKS_REFUSED and message.blocks:
        log.warning("blocks-refused", error=failure.code)
        return await use(client, response_url, message.without_blocks(), **how)
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
