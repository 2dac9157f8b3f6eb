"""What the book lacks, on a terminal and as JSON."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.asking import subject_line
from bot.book import Book

if TYPE_CHECKING:
    from bot.records.gap_groups import GapGroup

NOTHING_UNDERSTOOD = "no code or topic was understood"
INDENT = 6


def print_groups(groups: Sequence["GapGroup"], book: Book, console: Console) -> None:
    """A line for each group, and below it how the book fell short; wrapped at the width of the console."""
    questions = sum(group.count for group in groups)
    noun, subjects = "question" if questions == 1 else "questions", "subject" if len(groups) == 1 else "subjects"
    console.print(Text(f"What the book lacks: {questions} {noun} about {len(groups)} {subjects}", "bold"))
    for group in groups:
        console.print()
        count = f"{group.count:>{INDENT - 2}}  "
        _print(console, Text.assemble((count, "bold"), (title(group, book), "bold")), 0)
        kinds = ", ".join(f"{kind} {count}" for kind, count in group.kinds)
        _print(console, Text(f"{kinds} · last on {_day(group)}"), INDENT)
        if group.reasons:
            _print(console, Text(", ".join(f"{_plain(reason)} {count}" for reason, count in group.reasons)), INDENT)
        for comment in group.comments:
            _print(console, Text(f"“{_plain(comment)}”"), INDENT)


def group_json(group: "GapGroup", book: Book) -> dict[str, Any]:
    """A group for programs."""
    return {
        "about": title(group, book),
        "codes": list(group.about.codes),
        "modifiers": list(group.about.modifiers),
        "missing": list(group.about.missing),
        "topics": list(group.about.topics),
        "count": group.count,
        "kinds": {str(kind): count for kind, count in group.kinds},
        "reasons": dict(group.reasons),
        "comments": list(group.comments),
        "last": _day(group),
    }


def title(group: "GapGroup", book: Book) -> str:
    """Such as "38240 · payment"."""
    return subject_line(group.about, book) or NOTHING_UNDERSTOOD


def _day(group: "GapGroup") -> str:
    return date.fromtimestamp(group.last_at).isoformat()


def _plain(text: str) -> str:
    """On one line, without what could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _print(console: Console, text: Text, indent: int) -> None:
    console.print(Padding(text, (0, 0, 0, indent)))
