"""Verdicts that were checked by hand against CMS's files, for codes of the book and some others."""

import pytest

from bot.book import load_book, starter_book
from bot.book.schema import CodeEntry
from bot.book.tables import Service
from tests.book.tables import code, row, verdict

BOOK = load_book(starter_book())
OTHER_CODES = {
    entry.id: entry
    for entry in [
        code("66984", row(assistant_surgery="1", global_days="090"), service=Service.SURGERY),
        code("45378", row(assistant_surgery="1", global_days="000"), row("53"), service=Service.PROCEDURE),
        code("83020", row("", "9", "X"), row("26", "6"), service=Service.LABORATORY),
        code("85060", row("", "8"), service=Service.LABORATORY),
        code("80506", row("", "1"), service=Service.PATHOLOGY),
        code("76519", row("", "1", bilateral_surgery="2"), row("26", "1", bilateral_surgery="3")),
        code("38228", row("", "5"), service=Service.CELL_INFUSION),
        code("38225", row("", "9", "B"), service=Service.CELL_INFUSION),
    ]
}


@pytest.mark.parametrize(
    ("code_id", "modifier", "expected"),
    [
        ("38240", "26", "no"),
        ("38240", "TC", "no"),
        ("38240", "51", "do-not-append"),
        ("38240", "AS", "with-documentation"),
        ("38240", "62", "no"),
        ("38240", "58", "depends"),
        ("38240", "78", "depends"),
        ("38240", "79", "depends"),
        ("38240", "59", "no"),
        ("38240", "77", "depends"),
        ("38240", "52", "with-documentation"),
        ("38240", "53", "depends"),
        ("93010", "26", "no"),
        ("93000", "26", "no"),
        ("93000", "TC", "no"),
        ("71046", "26", "yes"),
        ("88305", "26", "yes"),
        ("27447", "80", "yes"),
        ("27447", "26", "no"),
        ("66984", "80", "no"),
        ("45378", "53", "yes"),
        ("45378", "26", "no"),
        ("99213", "25", "yes"),
        ("99213", "26", "no"),
        ("99213", "59", "no"),
        ("83020", "26", "yes"),
        ("85060", "26", "no"),
        ("80506", "26", "no"),
        ("76519", "50", "depends"),
        ("38228", "26", "no"),
        ("38220", "50", "yes"),
        ("38225", "26", "no"),
        ("38225", "59", "no"),
    ],
)
def test_the_verdict(code_id: str, modifier: str, expected: str) -> None:
    entry = BOOK.entries.get(code_id) or OTHER_CODES[code_id]
    assert isinstance(entry, CodeEntry)
    assert verdict(BOOK, entry, modifier) == expected
