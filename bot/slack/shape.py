"""The shape of what Slack delivers, as far as Bolt and the listeners read it.

Bolt looks at no types: a signed delivery of another shape would fail inside of it with a 500, or inside of a listener.
What is not named here may be anything, and nearly everything may be missing, since Slack adds and leaves out.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, StringConstraints, ValidationError, model_validator
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.logs import get_logger

log = get_logger("bot.slack.shape")

ID = "[A-Z0-9]{1,32}"
TS = r"[0-9]{1,12}\.[0-9]{1,10}"

Id = Annotated[str, StringConstraints(pattern=f"^({ID})?$")] | None
"""Of a person, a channel or a workspace; empty in some payloads."""
Ts = Annotated[str, StringConstraints(pattern=f"^({TS})?$")] | None
Address = Annotated[str, StringConstraints(pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?)?$")] | None
Text = str | None

ABOUT_ASSISTANTS = ("assistant_thread_started", "assistant_thread_context_changed")


class _Owner(BaseModel):
    id: Id = None
    team_id: Id = None


class _AssistantThread(BaseModel):
    channel_id: str
    thread_ts: str


class _Event(BaseModel):
    type: str
    channel: Any = None
    assistant_thread: _AssistantThread | None = None

    @model_validator(mode="after")
    def has_a_place(self) -> Self:
        """Bolt prepares for an assistant without looking whether there is a conversation."""
        is_placed = {"message": isinstance(self.channel, str)}
        is_placed |= dict.fromkeys(ABOUT_ASSISTANTS, self.assistant_thread is not None)
        if not is_placed.get(self.type, True):
            raise ValueError
        return self


class _Action(BaseModel):
    action_id: Text = None
    block_id: Text = None
    name: Text = None


class _View(BaseModel):
    type: str
    callback_id: Text = None
    private_metadata: Text = None
    state: dict[str, Any] | None = None


class _Container(BaseModel):
    channel_id: Id = None
    message_ts: Ts = None


class _Message(BaseModel):
    ts: Ts = None
    thread_ts: Ts = None


class _Delivery(BaseModel):
    type: str = ""
    event: _Event = _Event(type="")
    actions: list[_Action] | None = None
    view: _View | None = None
    container: _Container | None = None
    message: _Message | None = None
    user: _Owner | None = None
    team: _Owner | Id = None
    enterprise: _Owner | Id = None
    channel: _Owner | None = None
    enterprise_id: Id = None
    user_id: Id = None
    channel_id: Id = None
    command: str = ""
    callback_id: Text = None
    action_id: Text = None
    trigger_id: Text = None


class _Understood(BaseModel):
    """What Bolt took from it, wherever it stood."""

    team_id: Id = None
    enterprise_id: Id = None
    user_id: Id = None
    channel_id: Id = None
    thread_ts: Ts = None
    response_url: Address = None


_NEEDED = {
    "event_callback": "event",
    "block_actions": "actions",
    "interactive_message": "actions",
    "view_submission": "view",
    "view_closed": "view",
    "workflow_step_edit": "workflow_step",
}
"""What Bolt takes for granted in a delivery of this type."""


def is_id(value: object) -> bool:
    """True for the id of a person, a channel or a workspace."""
    return isinstance(value, str) and re.fullmatch(ID, value) is not None


def is_ts(value: object) -> bool:
    """True for the ts of a message."""
    return isinstance(value, str) and re.fullmatch(TS, value) is not None


def odd_field(body: Mapping[str, Any], understood: Mapping[str, Any]) -> str | None:
    """The name of a field that has not the shape of Slack's, or is missing; None where it is a delivery of Slack's.
    `understood` is Bolt's context of it."""
    try:
        delivery = _Delivery.model_validate(body)
        _Understood.model_validate(understood)
    except ValidationError as error:
        # Of names that are declared here; what somebody wrote is in none of them.
        return ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"][:2])
    if delivery.type == "block_actions" and not all(action.action_id for action in delivery.actions or ()):
        return "actions"
    needed = _NEEDED.get(delivery.type)
    return needed if needed is not None and not body.get(needed) else None


class ShapeCheck(AsyncMiddleware):
    """Refuses a delivery of another shape with a 400, before anything reads it."""

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        field = odd_field(req.body, req.context)
        if field is None:
            return await next()
        log.warning("unreadable-request", field=field)
        return BoltResponse(status=400, body="unreadable")
