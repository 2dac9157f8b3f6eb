"""Presses, choices and entries, from the message or the view to the app."""

from dataclasses import dataclass, replace
from typing import Any

from bot.workspace.courier import Courier
from bot.workspace.form_state import STATEFUL, entry
from bot.workspace.interaction_payloads import view_press_payload
from bot.workspace.journal import Delivery
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room
from bot.workspace.used_elements import used
from bot.workspace.views import View

NOT_INTERACTIVE = "This app takes no presses of buttons: interactivity is off in its manifest."

Used = tuple[dict[str, Any], dict[str, Any], Any]
"""The block, the element in it, and the value that was chosen or typed."""


@dataclass(frozen=True)
class PressResult:
    """How a press went: `payload` is what was sent, None where the app takes none, `error` what Slack said to the
    person where the app did not acknowledge, and `notice` the message that says it (in a view there is none)."""

    acked: bool
    seconds: float | None = None
    payload: dict[str, Any] | None = None
    notice: Message | None = None
    error: str | None = None


async def run_press(
    room: Room,
    courier: Courier,
    response_urls: ResponseUrls,
    person: Person,
    channel: Channel,
    message: Message,
    use: Used,
) -> PressResult:
    """Delivers a press in a message. It returns once the app acknowledged, or Slack gave up. Raises ValueError where
    the element does not offer the value."""
    if not room.app.interactive:
        notice = room.notice(channel, person, NOT_INTERACTIVE, message.thread_ts)
        return PressResult(False, notice=notice, error=NOT_INTERACTIVE)
    action = used(*use, room.conversations.next_ts())
    entries = room.entries.setdefault((message.channel, message.ts, person.id), {})
    _enter(entries, use, action)
    if not _sends(use):
        room.changes.tell()
        return PressResult(False)
    payload = response_urls.for_press(person, channel, message, action)
    delivery = await courier.interaction("press", payload)
    if took(delivery):
        return PressResult(True, delivery.seconds, payload)
    error = why("The button did nothing", delivery)
    notice = room.notice(channel, person, error, message.thread_ts)
    return PressResult(False, delivery.seconds, payload, notice, error)


async def run_view_press(room: Room, courier: Courier, person: Person, view: View, use: Used) -> PressResult:
    """Delivers a press in a modal or the Home tab."""
    if not room.app.interactive:
        return PressResult(False, error=NOT_INTERACTIVE)
    action = used(*use, room.conversations.next_ts())
    values = {block_id: dict(actions) for block_id, actions in view.values.items()}
    _enter(values, use, action)
    view = room.views.put(replace(view, values=values, trouble=None))
    room.changes.tell()
    if not _sends(use):
        return PressResult(False)
    payload = view_press_payload(room, person, view, action)
    delivery = await courier.interaction("press", payload)
    if took(delivery):
        return PressResult(True, delivery.seconds, payload)
    error = why("The button did nothing", delivery)
    if (current := room.views.find(view.id)) is not None:
        room.views.put(replace(current, trouble=error))
        room.changes.tell()
    return PressResult(False, delivery.seconds, payload, error=error)


def took(delivery: Delivery) -> bool:
    """Whether the app acknowledged an interaction: over HTTP by a 200 alone."""
    return bool(delivery.acked) and delivery.status in (None, 200)


def why(what: str, delivery: Delivery) -> str:
    """A sentence for the person who did it."""
    match delivery.reason:
        case "timeout" | "http_timeout":
            return f"{what}: the app did not answer in time."
        case "not_connected":
            return f"{what}: the app is not connected."
        case _:
            return f"{what}: the app could not be reached, or refused the request."


def _sends(use: Used) -> bool:
    """What is entered in an input block is not sent before the submission, unless its dispatch_action is on."""
    block = use[0]
    return block["type"] != "input" or bool(block.get("dispatch_action"))


def _enter(values: dict[str, dict[str, Any]], use: Used, action: dict[str, Any]) -> None:
    block, element, value = use
    if element["type"] in STATEFUL:
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry(element, value)
    elif element["type"] == "feedback_buttons":
        pressed = {"type": "feedback_buttons", "value": action["value"]}
        values.setdefault(block["block_id"], {})[element["action_id"]] = pressed
