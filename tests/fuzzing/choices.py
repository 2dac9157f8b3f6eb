"""Decisions read from bytes, so that a fuzzer steers them and the same bytes make the same case."""

from collections.abc import Sequence
from typing import TypeVar

One = TypeVar("One")


class Choices:
    """Reads from the front; after the last byte every decision is the first one, so that every input makes a case."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self, below: int) -> int:
        """From 0 to below `below`."""
        size = 1 if below <= 256 else 3
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "little") % below

    def of(self, offered: Sequence[One]) -> One:
        """One of them."""
        return offered[self.number(len(offered))]

    def once_in(self, many: int) -> bool:
        """True for one byte in so many; False after the last byte."""
        return self.number(many) == many - 1

    def rest(self, most: int) -> bytes:
        """The next bytes as they are."""
        taken = self._data[self._at : self._at + most]
        self._at += most
        return taken
