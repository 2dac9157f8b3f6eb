"""Shortcuts of a message's menu (docs.slack.dev/interactivity/implementing-shortcuts)."""

from dataclasses import dataclass
from typing import Any

from bot.workspace.courier import Courier
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.presses import took, why
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room


@dataclass(frozen=True)
class ShortcutResult:
    """How a shortcut went: `payload` is what was sent, `notice` what Slack said to the person where the app did not
    acknowledge."""

    acked: bool
    seconds: float | None = None
    payload: dict[str, Any] | None = None
    notice: Message | None = None


async def run_shortcut(
    room: Room,
    courier: Courier,
    response_urls: ResponseUrls,
    person: Person,
    channel: Channel,
    message: Message,
    callback_id: str,
) -> ShortcutResult:
    """Delivers a shortcut. It returns once the app acknowledged, or Slack gave up."""
    payload = response_urls.for_shortcut(person, channel, message, callback_id)
    delivery = await courier.interaction("shortcut", payload)
    if took(delivery):
        return ShortcutResult(True, delivery.seconds, payload)
    notice = room.notice(channel, person, why("The shortcut did nothing", delivery), message.thread_ts)
    return ShortcutResult(False, delivery.seconds, payload, notice)
