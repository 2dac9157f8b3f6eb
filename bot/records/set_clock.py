"""Noticing that the machine's clock was set."""

import time

SET_SECONDS = 60.0
"""Clocks drift and are corrected by less."""


class SetClock:
    """Compares the time of day with the time that has passed. A machine that slept seems to have been set, too."""

    def __init__(self) -> None:
        self._between = _between()

    def set_by(self) -> float:
        """By how many seconds the clock was set since this was asked last; 0.0 where it was not."""
        before, self._between = self._between, _between()
        by = self._between - before
        return by if abs(by) > SET_SECONDS else 0.0


def _between() -> float:
    return time.time() - time.monotonic()
