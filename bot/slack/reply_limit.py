"""How many replies a person gets within a minute, counted in memory."""

import time
from collections.abc import Callable
from enum import StrEnum

SECONDS = 60
MOST_PEOPLE = 10_000
"""Who is counted within one minute; above it the one counted first is forgotten."""


class Turn(StrEnum):
    """What a question gets."""

    REPLY = "reply"
    NOTICE = "notice"
    """The first one above the limit: the person is told."""
    SILENCE = "silence"


class ReplyLimit:
    """Counts by minutes of the clock, which gives seconds. With 0 replies a minute there is no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._minute = -1
        self._asked: dict[str, int] = {}

    def turn(self, person: str) -> Turn:
        """Counts a question of this person, and says what it gets."""
        if not self.per_minute:
            return Turn.REPLY
        minute = int(self._clock() // SECONDS)
        if minute != self._minute:
            self._minute, self._asked = minute, {}
        asked = self._asked.get(person, 0)
        if not asked and len(self._asked) >= MOST_PEOPLE:
            del self._asked[next(iter(self._asked))]
        self._asked[person] = asked + 1
        if asked < self.per_minute:
            return Turn.REPLY
        return Turn.NOTICE if asked == self.per_minute else Turn.SILENCE
