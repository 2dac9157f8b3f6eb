"""Editions and sources on a day that is given."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.book import starter_book
from bot.doctor.book import check_book
from bot.doctor.editions import check_editions
from bot.doctor.finding import Status
from tests.reference.files import fee_row, fee_schedule, imported, mue

IN_THE_QUARTER, AFTER_IT = date(2025, 12, 31), date(2026, 1, 1)


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A fee schedule of two quarters and an older table of limits."""
    path = tmp_path / "reference.sqlite3"
    imported(
        path,
        fee_schedule(tmp_path, fee_row("71045"), edition="2025 July", name="before.csv"),
        fee_schedule(tmp_path, fee_row("71045"), name="after.csv"),
        mue(tmp_path, "71045 1 3", day="07-01-2025"),
    )
    return path


def test_the_newest_edition_of_each_kind_counts(reference: Path) -> None:
    fees, limits = sorted(check_editions(reference, IN_THE_QUARTER), key=lambda finding: finding.status.value)[::-1]
    assert (fees.status, limits.status) == (Status.OK, Status.LOOK)
    assert fees.what.startswith("Medicare Physician Fee Schedule, relative value file: October 2025")
    assert limits.what.startswith("Medically unlikely edits, practitioner: 2025 Q3")
    assert limits.what.endswith("a newer one is due since 2025-10-01.")


def test_a_quarter_later_all_are_old(reference: Path) -> None:
    assert {finding.status for finding in check_editions(reference, AFTER_IT)} == {Status.LOOK}


def test_periodical_sources_of_the_book_grow_old(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(starter_book(), book)
    _, in_the_quarter = check_book(book, IN_THE_QUARTER)
    assert in_the_quarter.status is Status.LOOK
    assert "ncci-ptp-2024-07" in in_the_quarter.what and "mpfs-2025-10" not in in_the_quarter.what
    _, after_it = check_book(book, AFTER_IT)
    assert "mpfs-2025-10" in after_it.what
    (long_before,) = check_book(book, date(2024, 8, 1))
    assert long_before.status is Status.OK
    assert "The oldest source is yale-gc, 1997-06-01." in long_before.what
