"""What the reader of a kind of file must know."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cms.records import Kind
from bot.cms.text import Row


@dataclass(frozen=True)
class Column:
    """A column that is read."""

    name: str
    """How to name it to a person: a label of the file."""
    label: re.Pattern[str]
    """Matches its whole label, as plain_label() gives it."""
    needed: bool = True


@dataclass(frozen=True)
class FixedWidth:
    """A text without separators."""

    sign: re.Pattern[str]
    """Matches the beginning of each line of data, and of no other kind of file."""
    cells: Callable[[str], list[str]]
    """The cells of a line in the order of the form's columns; fewer where the line is too short."""
    heading: str = ""
    """How a line that is no data begins."""


@dataclass(frozen=True)
class Form:
    """A kind of file: its columns, and how a row of them becomes a record."""

    kind: Kind
    what: str
    """What the file is, in words."""
    columns: tuple[Column, ...]
    record: Callable[[Sequence[str]], tuple[Any, ...]]
    """Takes the cells in the order of the columns, "" for a column that is not there; raises Unusable."""
    key: int = 0
    """So many fields of the record stand only once in a file; 0: rows may repeat."""
    fixed: FixedWidth | None = None
    merged: Callable[[Iterator[Row]], Iterator[Row]] | None = None
    """Puts rows that continue another one together."""


def column(name: str, label: str, *, needed: bool = True) -> Column:
    """A column with the pattern of its label."""
    return Column(name, re.compile(label), needed)


def plain_label(text: str) -> str:
    """A label in capitals, with single blanks for all that is no letter or digit."""
    return " ".join(re.sub(r"[^0-9A-Z]+", " ", text.upper()).split())


def sliced(spans: Sequence[tuple[int, int]], least: int) -> Callable[[str], list[str]]:
    """Cuts a line at positions counted from 1, both ends included, as CMS's record layouts do."""

    def cells(line: str) -> list[str]:
        if len(line) < least:
            return [line]
        return [line[first - 1 : last] for first, last in spans]

    return cells
