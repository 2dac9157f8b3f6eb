"""What a book answers from, and which editions are older than they should be."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.asking import Loaded, imported, periodicals
from bot.book import load_book, starter_book
from bot.book.reference import Edition

BOOK = load_book(starter_book())


class Imported:
    """Imported files of which only the editions are asked for."""

    def __init__(self, *editions: Edition) -> None:
        self.editions = editions


def edition(short: str, title: str, effective: date, **more: Any) -> Edition:
    known = {"kind": short, "label": short, "rows": 1, "is_partial": False, "outdated_from": None, **more}
    return Edition(short=short, title=title, effective=effective, **known)


def test_the_books_own_periodicals_say_whether_a_newer_edition_is_due() -> None:
    in_october, in_november_after = date(2025, 12, 31), date(2026, 11, 28)
    schedule, pairs, units = periodicals(BOOK, in_october)
    assert (schedule.edition, schedule.note) == ("October 2025", None)
    assert {pairs.note, units.note} == {"older than this quarter"}
    assert [one.note for one in periodicals(BOOK, in_november_after)] == ["older than this quarter"] * 3


def test_without_imports_none_is_named() -> None:
    assert imported(BOOK, date(2026, 1, 1)) == ()


def test_of_each_kind_of_file_the_newest_whole_edition_is_named() -> None:
    first, second, third = date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)
    held = Imported(
        edition("fee schedule", "October 2025", first, outdated_from=second, published="quarterly"),
        edition("fee schedule", "January 2026", second, outdated_from=third, published="quarterly"),
        edition("fee schedule", "April 2026, in part", third, is_partial=True),
        edition("GPCI", "2025", first, outdated_from=second, published="yearly"),
        edition("place of service", "2025", first),
    )
    book = replace(BOOK, reference=held)  # type: ignore[arg-type]
    assert imported(book, date(2026, 2, 1)) == (
        Loaded("fee schedule", "January 2026", None),
        Loaded("GPCI", "2025", "older than this year"),
        Loaded("place of service", "2025", None),
    )
    assert imported(book, third)[0].note == "older than this quarter"
