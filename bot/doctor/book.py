"""The book: whether it loads, and how old its sources are."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.book import Book, read_book, starter_book
from bot.book.faults import Fault
from bot.doctor.finding import Finding, bad, look, ok

ABOUT = "book"
MOST_SHOWN = 5
"""Faults and old sources that are named."""


def check_book(folder: Path, today: date) -> list[Finding]:
    """Loads the book and looks at the dates of its sources."""
    book, faults = read_book(folder)
    if book is None or faults:
        return _broken(folder, sorted(faults))
    oldest, source = min(book.sources.items(), key=lambda named: named[1].as_of)
    name = "The starter book" if folder == starter_book() else f"{book.about.title}, {folder},"
    found = ok(ABOUT, f"{name} has {_counted(book)}. The oldest source is {oldest}, {source.as_of.isoformat()}.")
    return [found, *_old_sources(book, today)]


def _broken(folder: Path, faults: Sequence[Fault]) -> list[Finding]:
    shown = [
        bad(ABOUT, f"{_place(fault)} {fault.what}.", f"{fault.mend[:1].upper()}{fault.mend[1:]}.")
        for fault in faults[:MOST_SHOWN]
    ]
    more = len(faults) - len(shown)
    if more > 0:
        shown.append(bad(ABOUT, f"{more} more {'fault' if more == 1 else 'faults'}.", f"Run codebook check {folder}."))
    return shown


def _place(fault: Fault) -> str:
    return f"{fault.path}:{fault.line}:" if fault.line else f"{fault.path}"


def _counted(book: Book) -> str:
    counts = {"code": len(book.codes), "modifier": len(book.modifiers), "article": len(book.articles)}
    parts = [f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items() if count]
    return f"{', '.join(parts)} and {len(book.sources)} {'source' if len(book.sources) == 1 else 'sources'}"


def _old_sources(book: Book, today: date) -> list[Finding]:
    """The periodicals among the sources of which a newer edition is due."""
    old = [
        id
        for id, source in sorted(book.sources.items(), key=lambda named: named[1].as_of)
        if source.outdated_from and source.outdated_from <= today
    ]
    if not old:
        return []
    more = f" and {len(old) - MOST_SHOWN} more" if len(old) > MOST_SHOWN else ""
    return [
        look(
            ABOUT,
            f"Newer editions are due of the sources {', '.join(old[:MOST_SHOWN])}{more}.",
            "Review the entries that rest on them, and sources.yaml. An imported edition that is newer decides first.",
        )
    ]
