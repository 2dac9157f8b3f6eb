"""trigger_id: what a person did opens one view, once and within three seconds
(docs.slack.dev/interactivity/handling-user-interaction, docs.slack.dev/reference/methods/views.open)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.workspace.content import ApiError
from bot.workspace.people import Person

LIFETIME_SECONDS = 3


@dataclass
class Trigger:
    """Who did something, when, and in which view, if in any."""

    person: Person
    since: float
    view_id: str | None = None
    used: bool = False


class Triggers:
    """Gives trigger_ids out and takes them back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._given: dict[str, Trigger] = {}

    def give(self, person: Person, view_id: str | None = None) -> str:
        """A new trigger_id."""
        trigger_id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(person, self._now(), view_id)
        return trigger_id

    def look(self, trigger_id: str) -> Trigger:
        """The trigger, if it can still be exchanged. Raises ApiError invalid_trigger_id, exchanged_trigger_id or
        expired_trigger_id."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if self._now() - trigger.since > LIFETIME_SECONDS:
            raise ApiError("expired_trigger_id")
        return trigger
