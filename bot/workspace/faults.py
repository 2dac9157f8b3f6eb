"""Faults of Slack on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Cut(StrEnum):
    """When a connection breaks."""

    BEFORE = "before it is carried out"
    AFTER = "before the answer"
    WITHIN = "within the answer"


@dataclass
class Fault:
    """What shall go wrong with the next `times` calls of `method` ("*" is any, "response_url" is one too)."""

    method: str
    times: int
    status: int = 200
    error: str | None = None
    retry_after: int | None = None
    seconds: float = 0.0
    done: bool = False
    cut: Cut | None = None
    blocks_only: bool = False


@dataclass
class FaultPlan:
    """The faults to come; each method adds one, and the first that fits a call is used up first."""

    planned: list[Fault] = field(default_factory=list)
    one_message_a_second: bool = False
    """Slack's limit for messages in one channel: more are refused with 429 and Retry-After: 1."""
    deliveries_to_lose: int = 0
    free_plan: bool = False
    """The workspace pays for nothing: what only agents on paid plans may do is refused."""
    _last_message: dict[str, float] = field(default_factory=dict)

    def rate_limit(self, method: str, *, times: int = 1, retry_after: int = 1) -> None:
        """429 `ratelimited` with Retry-After in seconds."""
        self.planned.append(Fault(method, times, status=429, error="ratelimited", retry_after=retry_after))

    def fail(self, method: str, *, status: int = 500, times: int = 1, done: bool = False) -> None:
        """An HTTP failure without JSON. With `done` the call is carried out all the same, as it may be in Slack."""
        self.planned.append(Fault(method, times, status=status, done=done))

    def error(self, method: str, error: str, *, times: int = 1) -> None:
        """`{"ok": false, "error": ...}`."""
        self.planned.append(Fault(method, times, error=error))

    def hang(self, method: str, *, seconds: float, times: int = 1) -> None:
        """The call is carried out, but its answer comes late."""
        self.planned.append(Fault(method, times, seconds=seconds, done=True))

    def cut(self, method: str, when: Cut, *, times: int = 1) -> None:
        """The connection breaks: before Slack carries the call out, or afterwards, so that nothing tells whether it
        did."""
        self.planned.append(Fault(method, times, done=when is not Cut.BEFORE, cut=when))

    def refuse_blocks(self, *, times: int = 1) -> None:
        """The next calls that carry blocks are refused with `invalid_blocks`; those with text alone are not."""
        self.planned.append(Fault("*", times, error="invalid_blocks", blocks_only=True))

    def lose_deliveries(self, *, times: int = 1) -> None:
        """The next deliveries of events never reach the app: only Slack's retries do."""
        self.deliveries_to_lose += times

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.planned.clear()
        self.one_message_a_second, self.deliveries_to_lose, self.free_plan = False, 0, False

    def take(self, method: str, has_blocks: bool) -> Fault | None:
        """The fault for this call, used up once."""
        for fault in self.planned:
            if fault.method in (method, "*") and (has_blocks or not fault.blocks_only):
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None

    def loses_delivery(self) -> bool:
        """Whether this delivery is lost, used up once."""
        lost = self.deliveries_to_lose > 0
        self.deliveries_to_lose -= lost
        return lost

    def too_soon(self, channel: str, now: Callable[[], float]) -> bool:
        """Whether a message in this channel breaks the limit of one a second, where that is on."""
        at, last = now(), self._last_message.get(channel)
        if self.one_message_a_second and last is not None and at - last < 1:
            return True
        self._last_message[channel] = at
        return False
