"""Faults of a book: where, what, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Place: TypeAlias = "tuple[str | int, ...]"
"""A part of a file, by the keys and numbers that lead to it."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing in a book that must be mended before it can answer."""

    path: Path
    line: int
    """Counted from 1; 0 where the fault is of the whole file or folder."""
    what: str
    mend: str
    place: Place = field(default=(), compare=False)
    """The part of the file that is at fault; () where it is the whole."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.what}; {self.mend}"


class BookFaults(Exception):
    """A book was refused; `faults` holds every fault found, in the order of files and lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))
