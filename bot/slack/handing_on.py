"""What becomes of a proposal that fits: a post to the experts, a file, and a word to its proposer."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.book.proposal import Fragment
from bot.book.proposal_files import keep_fragment
from bot.logs import get_logger, type_and_place
from bot.slack import words
from bot.slack.blocks import Message
from bot.slack.blocks.mrkdwn import line
from bot.slack.blocks.proposal import fragment_message
from bot.slack.delivery import Delivered, Place, send, tell

log = get_logger("bot.slack.handing_on")


@dataclass(frozen=True)
class Receivers:
    """Where proposals go; without either they are shown to their proposers alone."""

    channel: str | None = None
    folder: Path | None = None


async def hand_on(
    client: AsyncWebClient,
    receivers: Receivers,
    fragment: Fragment,
    about: str,
    *,
    proposer: Place,
    on: date,
    request: str,
) -> None:
    """Posts and saves the fragment and tells its proposer what happened, where they began. Where it was neither posted
    nor saved they are shown it, so that nothing is lost. Logs one line; never raises."""
    posted = await _post(client, receivers.channel, fragment, about, proposer, request)
    saved = await _save(receivers.folder, fragment, on, request)
    log.info("proposed", posted=posted, saved=saved, id=request)
    shown = line(about, 300)
    if posted is Delivered.ARRIVED:
        said = words.proposal_only_posted(shown, request) if saved is False else words.proposal_posted(shown)
        await tell(client, proposer, Message(said), request)
    elif saved:
        await tell(client, proposer, Message(words.proposal_saved(shown)), request)
    else:
        is_nobody = posted is None and saved is None
        said = words.proposal_to_hand_on(shown) if is_nobody else words.proposal_stranded(shown, request)
        await send(client, proposer.user, fragment_message(said, fragment), request)


async def _post(
    client: AsyncWebClient, channel: str | None, fragment: Fragment, about: str, proposer: Place, request: str
) -> Delivered | None:
    """None where there is no channel."""
    if channel is None:
        return None
    said = words.proposed(f"<@{proposer.user}>", line(about, 300))
    sent = await send(client, channel, fragment_message(said, fragment), request)
    if sent.failure is None:
        return Delivered.ARRIVED
    return Delivered.FAILED if sent.is_lost else Delivered.UNCERTAIN


async def _save(folder: Path | None, fragment: Fragment, on: date, request: str) -> bool | None:
    """None where there is no folder."""
    if folder is None:
        return None
    try:
        await asyncio.to_thread(keep_fragment, folder, fragment, on)
    except OSError as error:
        log.error("not-saved", id=request, **type_and_place(error))
        return False
    return True
