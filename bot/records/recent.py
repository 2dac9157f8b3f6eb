"""The claims of this process, in memory: the first check, and the only one while the database is away."""

import time
from collections import OrderedDict

from bot.records.claims import MessageKey

HELD = 20_000
HELD_SECONDS = 3600.0
"""Longer than Slack goes on redelivering an event (about six minutes)."""


class RecentClaims:
    """Messages taken lately by this process; the oldest go first."""

    def __init__(self) -> None:
        self._taken: OrderedDict[MessageKey, float] = OrderedDict()

    def take(self, key: MessageKey) -> bool:
        """True where the message was not taken lately."""
        now = time.monotonic()
        while self._taken and (len(self._taken) > HELD or next(iter(self._taken.values())) < now - HELD_SECONDS):
            self._taken.popitem(last=False)
        if key in self._taken:
            return False
        self._taken[key] = now
        return True

    def release(self, key: MessageKey) -> None:
        """Gives the message back."""
        self._taken.pop(key, None)
