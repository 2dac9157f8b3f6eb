"""The kind of service that a code is: as its entry says, or by the book's ranges of codes."""

from bisect import bisect_left
from collections.abc import Sequence

from bot.book.schema import ServiceRange


class ServiceRanges:
    """Ranges of codes, of which the first that holds a code speaks; looked up by bisection."""

    def __init__(self, ranges: Sequence[ServiceRange]) -> None:
        by_shape: dict[tuple[bool, str], list[ServiceRange]] = {}
        for held in ranges:
            by_shape.setdefault(_shape(held.first), []).append(held)
        self._by_shape = {shape: _Segments(held) for shape, held in by_shape.items()}

    def of(self, code: str) -> ServiceRange | None:
        """The range that holds the code, or None."""
        segments = self._by_shape.get(_shape(code))
        return segments.at(code) if segments else None


class _Segments:
    """The ranges of one shape of code, cut where one begins or ends."""

    def __init__(self, ranges: Sequence[ServiceRange]) -> None:
        self._cuts = sorted({code for held in ranges for code in (held.first, held.last)})
        self._on = [_holding(ranges, cut, cut) for cut in self._cuts]
        self._before = [_holding(ranges, low, cut) for low, cut in zip(["", *self._cuts], self._cuts, strict=False)]

    def at(self, code: str) -> ServiceRange | None:
        place = bisect_left(self._cuts, code)
        if place == len(self._cuts):
            return None
        return self._on[place] if self._cuts[place] == code else self._before[place]


def _holding(ranges: Sequence[ServiceRange], low: str, high: str) -> ServiceRange | None:
    """The first range that holds both codes, and so all between them."""
    return next((held for held in ranges if held.first <= low and high <= held.last), None)


def _shape(code: str) -> tuple[bool, str]:
    """Digits alone, digits and this letter, or a letter and digits: ranges never cross from one to another."""
    return code[0].isdigit(), "" if code[-1].isdigit() else code[-1]
