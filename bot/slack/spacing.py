"""How long to wait before another connection is opened, so that a Slack in trouble is not stormed."""

import random
import time
from collections.abc import Callable

FIRST_SECONDS = 0.5
SOON_SECONDS = 2.5
"""The longest wait in the first half minute of trouble: an answer comes soon after its end."""
SHARE_OF_TROUBLE = 0.1
"""Later the wait is this share of the time that the trouble has lasted."""
LONGEST_SECONDS = 60.0
HELD_SECONDS = 60.0
"""A connection that lasted so long ended in the course of things, and not in trouble."""


class Spacing:
    """The time between two openings, for all connections of a bot together. After the first loss there is none; then
    it doubles with each failure. `clock` gives seconds, `chance` a number from 0 to 1."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, chance: Callable[[], float] = random.random
    ) -> None:
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._trouble_since = 0.0
        self._pause = 0.0
        self._opened_at = clock()

    def left(self) -> float:
        """Seconds until the next one may be opened; 0 where it may be opened now."""
        return max(0.0, self._opened_at + self._pause - self._clock())

    def opening(self) -> None:
        """One is opened now."""
        self._opened_at = self._clock()

    def ended(self, held: float, *, at_least: float = 0.0) -> None:
        """One ended after so many seconds, or, with 0, could not be opened; `at_least` is the shortest wait then."""
        if held >= HELD_SECONDS:
            self._failures, self._pause = 0, 0.0
        if held < HELD_SECONDS or at_least:
            self._fail(at_least)

    def _fail(self, at_least: float) -> None:
        if not self._failures:
            self._trouble_since = self._clock()
        self._failures += 1
        doubled = FIRST_SECONDS * 2 ** min(self._failures - 2, 10) if self._failures > 1 else 0.0
        lasted = self._clock() - self._trouble_since
        most = min(max(SOON_SECONDS, lasted * SHARE_OF_TROUBLE), LONGEST_SECONDS)
        # At least: doubled from one failure to the next, for what another attempt in a moment cannot mend.
        slow = min(at_least * 2 ** min(self._failures - 1, 10), LONGEST_SECONDS)
        # Many bots that lost Slack together do not come back together.
        self._pause = max(min(doubled, most), slow) * (0.7 + 0.3 * self._chance())
