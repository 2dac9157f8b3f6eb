"""The words of questions that found no answer, for the few minutes in which their askers may hand them to the experts.

They are in this process's memory alone, so that a preview can show them; nothing but the asker's own confirmation
brings them anywhere. Words that seem to identify a patient are not taken.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

HELD = 200
HELD_SECONDS = 15 * 60.0


class RecentWords:
    """At most 200 texts of the last 15 minutes, by the number of the answer; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._texts: OrderedDict[tuple[str, str], tuple[float, str]] = OrderedDict()

    def keep(self, request: str, person: str, text: str) -> None:
        """Keeps what the person asked under the number of the answer."""
        self._texts[request, person] = (self._clock(), text)
        self._forget()

    def peek(self, request: str, person: str) -> str:
        """What the person asked, as often as it is looked at; "" where it is not, or no longer, kept."""
        self._forget()
        return self._texts.get((request, person), (0.0, ""))[1]

    def take(self, request: str, person: str) -> str:
        """What the person asked, once; "" where it is not, or no longer, kept."""
        self._forget()
        return self._texts.pop((request, person), (0.0, ""))[1]

    def _forget(self) -> None:
        while self._texts:
            oldest = next(iter(self._texts.values()))[0]
            if len(self._texts) <= HELD and oldest > self._clock() - HELD_SECONDS:
                return
            self._texts.popitem(last=False)
