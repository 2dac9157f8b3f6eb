"""What changed between two days, file by file."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date

from bot.book import Book
from bot.cms import Kind
from bot.reference.comparing import (
    Change,
    Compared,
    edit_changes,
    fee_schedule_changes,
    limit_changes,
    title_changes,
)
from bot.reference.editions import EditionRow, in_force
from bot.reference.publications import label_of

COMPARED = (Kind.FEE_SCHEDULE, Kind.MUE, Kind.PTP, Kind.HCPCS, Kind.DIAGNOSES, Kind.PLACES)
"""The kinds of files that are compared, in the order in which they are told."""


def changes_between(
    connection: sqlite3.Connection, editions: tuple[EditionRow, ...], book: Book, before: date, after: date
) -> Iterator[Compared]:
    """The differences of each kind of file, and of each setting, of which the two days have different editions."""
    for kind in COMPARED:
        for setting in dict.fromkeys(edition.setting for edition in editions if edition.kind == kind):
            old, new = (_alike(editions, kind, setting, day) for day in (before, after))
            # A part lacks most codes of a whole edition, which were not deleted for that.
            if old and new and old.id != new.id and old.is_partial == new.is_partial:
                yield Compared(
                    label_of(kind, setting), old.title, new.title, tuple(_changes(connection, book, kind, old, new))
                )


def _alike(editions: tuple[EditionRow, ...], kind: Kind, setting: str, day: date) -> EditionRow | None:
    """The edition in force on a day, a whole one rather than a part."""
    whole = [edition for edition in editions if not edition.is_partial]
    return next(iter(in_force(whole, kind, setting, day) or in_force(editions, kind, setting, day)), None)


def _changes(
    connection: sqlite3.Connection, book: Book, kind: Kind, old: EditionRow, new: EditionRow
) -> Iterator[Change]:
    match kind:
        case Kind.FEE_SCHEDULE:
            return fee_schedule_changes(connection, book, old, new)
        case Kind.MUE:
            return limit_changes(connection, old, new)
        case Kind.PTP:
            return edit_changes(connection, old, new)
        case _:
            return title_changes(connection, old, new)


def day_named(text: str) -> date | None:
    """The day that names an edition: 2025-10-01, the first of 2025-10, of 2025q4 or of 2025; None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-?[qQ]([1-4]))?", text.strip())
    if found is None:
        return None
    year, month, day, quarter = found.groups()
    try:
        return date(int(year), int(quarter) * 3 - 2 if quarter else int(month or 1), int(day or 1))
    except ValueError:
        return None
