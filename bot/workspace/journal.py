"""What happened between the workspace and the app, and waking whoever waits for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Call:
    """One call of the app: a Web API method, or "response_url". `status` and `response` are None until answered;
    `at` is in seconds of the workspace's clock, `path` is where it went. Tokens are left out of `arguments`."""

    method: str
    arguments: dict[str, Any]
    at: float
    path: str
    status: int | None = None
    response: dict[str, Any] | None = None

    @property
    def ok(self) -> bool:
        """Whether Slack took it."""
        return bool(self.response and self.response.get("ok"))


@dataclass
class Delivery:
    """One attempt to deliver something to the app.

    `kind` is "event", "command", "press", "shortcut", "submission" or "closing", `envelope` the payload (an
    event_callback, a slash command, block_actions, message_action, view_submission or view_closed), `acked` None until
    it is known, `status` the HTTP status, `seconds` how long the app took, `reason` why it failed, in the words of
    X-Slack-Retry-Reason.
    """

    kind: str
    event_id: str | None
    envelope: dict[str, Any]
    transport: str
    at: float
    retry_num: int = 0
    retry_reason: str | None = None
    acked: bool | None = None
    status: int | None = None
    seconds: float | None = None
    body: Any = None
    reason: str | None = None
    no_retry: bool = False


class Changes:
    """Wakes those who wait whenever something changed. `number` counts the changes."""

    def __init__(self) -> None:
        self.number = 0
        self._changed = asyncio.Event()

    def tell(self) -> None:
        """Something changed."""
        self.number += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def next(self) -> None:
        """Returns at the next change."""
        await self._changed.wait()

    async def until(self, predicate: Callable[[], Any], timeout: float) -> Any:  # noqa: ASYNC109
        """The first truthy value of `predicate`, asked again after every change. Raises TimeoutError, in seconds."""
        async with asyncio.timeout(timeout):
            while not (value := predicate()):
                await self.next()
            return value


@dataclass
class Journal:
    """All calls and deliveries, oldest first."""

    changes: Changes
    calls: list[Call] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)

    def summary(self) -> str:
        """One line for whoever waited in vain: what was called and delivered, and how it ended."""
        calls = ", ".join(f"{call.method} {call.status}{'' if call.ok else ' refused'}" for call in self.calls)
        deliveries = ", ".join(
            f"{delivery.kind} {delivery.event_id or ''} retry {delivery.retry_num} "
            f"{'open' if delivery.acked is None else 'acknowledged' if delivery.acked else delivery.reason}"
            for delivery in self.deliveries
        )
        return f"Calls: {calls or 'none'}. Deliveries: {deliveries or 'none'}."
