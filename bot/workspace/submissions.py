"""Modals that are submitted or closed (docs.slack.dev/surfaces/modals, "Modifying a view after submission" and
"Receiving a payload when a view is closed")."""

from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.courier import Courier
from bot.workspace.form_state import shortcomings
from bot.workspace.interaction_payloads import closing_payload, submission_payload
from bot.workspace.people import Person
from bot.workspace.presses import took, why
from bot.workspace.room import Room
from bot.workspace.view_rules import read_view
from bot.workspace.views import View

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack says where the app's answer to a submission makes no sense."""


@dataclass(frozen=True)
class SubmitResult:
    """How a submission went: `payload` is what was sent (None where Slack itself found something missing), `errors`
    what stands under the fields, by block_id, `error` what Slack said besides, `ack_body` what the app answered, and
    `view` what the person sees now, None where no modal is open any more."""

    acked: bool
    errors: dict[str, str] = field(default_factory=dict)
    error: str | None = None
    ack_body: Any = None
    seconds: float | None = None
    payload: dict[str, Any] | None = None
    view: View | None = None


async def run_submission(room: Room, courier: Courier, person: Person, view: View) -> SubmitResult:
    """Delivers a modal as it was filled in, and does what the app answers."""
    if said := shortcomings(view.blocks, view.values):
        view = room.views.put(replace(view, errors=said, trouble=None))
        room.changes.tell()
        return SubmitResult(False, said, view=view)
    view = room.views.put(replace(view, errors={}, trouble=None))
    payload = submission_payload(room, person, view)
    delivery = await courier.interaction("submission", payload, answered=True)
    seen: dict[str, Any] = {"ack_body": delivery.body, "seconds": delivery.seconds, "payload": payload}
    if not took(delivery):
        return _done(room, person, False, error=why("The form was not sent", delivery), **seen)
    try:
        errors = _carry_out(room, view, delivery.body)
    except ApiError as refusal:
        return _done(room, person, True, error=f"{TROUBLE} ({_reason(refusal)})", **seen)
    return _done(room, person, True, errors=errors, **seen)


async def run_closing(room: Room, courier: Courier, person: Person, view: View, whole_stack: bool) -> list[View]:
    """Closes a modal, and with it its stack where it is to be cleared; the app hears of those views that ask for it.
    Returns what was closed."""
    whole_stack = whole_stack or view.clear_on_close
    gone = room.views.close(view, whole_stack=whole_stack)
    room.changes.tell()
    for closed in gone:
        if closed.notify_on_close and room.app.interactive:
            await courier.interaction("closing", closing_payload(room, person, closed, whole_stack))
    return gone


def _carry_out(room: Room, view: View, answer: Any) -> dict[str, str]:
    """What the app answered: nothing closes the view. Returns the errors under the fields. Raises ApiError where the
    answer makes no sense."""
    action = answer.get("response_action") if isinstance(answer, dict) else None
    current = room.views.find(view.id)
    if current is None:
        return {}
    match action:
        case None:
            room.views.close(current)
        case "clear":
            room.views.close(current, whole_stack=True)
        case "update":
            room.views.update(current, read_view(answer.get("view"), "modal"))
        case "push":
            room.views.push(current, read_view(answer.get("view"), "modal"))
        case "errors":
            errors = _errors(current, answer.get("errors"))
            room.views.put(replace(current, errors=errors))
            return errors
        case _:
            raise ApiError(f"unknown response_action {action}")
    return {}


def _errors(view: View, errors: Any) -> dict[str, str]:
    """Errors stand under input blocks alone, and are told by their block_id."""
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= fields:
        raise ApiError("errors name no input block of the view")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _reason(refusal: ApiError) -> str:
    messages = refusal.more.get("response_metadata", {}).get("messages", [])
    return "; ".join([refusal.error, *messages])


def _done(room: Room, person: Person, acked: bool, *, error: str | None = None, **more: Any) -> SubmitResult:
    stack = room.views.stack(person)
    if error and stack:
        stack[-1] = room.views.put(replace(stack[-1], trouble=error))
    room.changes.tell()
    return SubmitResult(acked, error=error, view=stack[-1] if stack else None, **more)
