"""Presses of buttons, from the message to the app."""

from dataclasses import dataclass
from typing import Any

from bot.workspace.courier import Courier
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room

NOT_INTERACTIVE = "This app takes no presses of buttons: interactivity is off in its manifest."


@dataclass(frozen=True)
class PressResult:
    """How a press went: `payload` is what was sent, None where the app takes none, and `notice` what Slack said to
    the person where the app did not acknowledge."""

    acked: bool
    seconds: float | None = None
    payload: dict[str, Any] | None = None
    notice: Message | None = None


def find_button(message: Message, action_id: str, block_id: str | None = None) -> dict[str, Any] | None:
    """The button of a message by its action_id, which is unique within its block, with the block_id in it."""
    for block in message.blocks:
        if block_id in (None, block.get("block_id")):
            for element in block.get("elements", [block.get("accessory")]):
                match element:
                    case {"type": "button", "action_id": str(found)} if found == action_id:
                        return {**element, "block_id": block["block_id"]}
    return None


async def run_press(
    room: Room,
    courier: Courier,
    response_urls: ResponseUrls,
    person: Person,
    channel: Channel,
    message: Message,
    button: dict[str, Any],
) -> PressResult:
    """Delivers a press. It returns once the app acknowledged, or Slack gave up."""
    if not room.app.interactive:
        return PressResult(False, notice=room.notice(channel, person, NOT_INTERACTIVE, message.thread_ts))
    payload = response_urls.for_press(person, channel, message, button)
    delivery = await courier.press(payload)
    if delivery.acked and delivery.status in (None, 200):
        return PressResult(True, delivery.seconds, payload)
    notice = room.notice(channel, person, _why(delivery.reason), message.thread_ts)
    return PressResult(False, delivery.seconds, payload, notice)


def _why(reason: str | None) -> str:
    match reason:
        case "timeout" | "http_timeout":
            return "The button did nothing: the app did not answer in time."
        case "not_connected":
            return "The button did nothing: the app is not connected."
        case _:
            return "The button did nothing: the app could not be reached, or refused the request."
