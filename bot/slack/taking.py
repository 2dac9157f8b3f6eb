"""Taking a question before it is acknowledged.

Slack delivers no more what is acknowledged. So it is written first who answers it: should that process be killed, the
asker is told. Bolt acknowledges an event by itself between a listener's middleware and the listener.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncBoltContext

from bot.slack.asked import Asked
from bot.slack.desk import Desk
from bot.slack.text import Event

Read = Callable[[Desk, str, Event, dict[str, Any]], Asked | None]
"""Reads a question from the workspace, the event and its envelope; None where it is none."""
Middleware = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Taken:
    """A question, and whether it is ours to answer: not where it was taken before."""

    asked: Asked
    is_ours: bool


def taking(desk: Desk, read: Read) -> Middleware:
    """Middleware for a listener, which finds the question by `taken`."""

    async def take(
        event: Event, body: dict[str, Any], context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]
    ) -> None:
        asked = read(desk.here(context), context.team_id or "", event, body)
        if asked is not None:
            is_ours = await desk.records.claim(asked.key, asked.place.thread_ts or "")
            context["taken"] = Taken(asked, is_ours)
        await next()

    return take


def taken(context: AsyncBoltContext) -> Taken | None:
    """What the middleware took; None where the event is no question."""
    found = context.get("taken")
    return found if isinstance(found, Taken) else None
