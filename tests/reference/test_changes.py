"""What changed between two editions: codes, indicators, limits, edits, and verdicts that turn."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.book import load_book, starter_book
from bot.reference.changes import day_named
from bot.reference.comparing import Compared
from tests.reference.files import diagnoses, fee_row, fee_schedule, imported, mue, opened, ptp, titles

JULY, OCTOBER = date(2025, 7, 1), date(2025, 10, 1)


def compared(into: Path, before: date = JULY, after: date = OCTOBER) -> list[Compared]:
    reference = opened(into)
    return list(reference.changes(load_book(starter_book(), reference), before, after))


def changes(into: Path) -> list[tuple[str, str, str, str]]:
    """The changes of the only kind of file that is imported."""
    (one,) = compared(into)
    return [(change.code, change.what, change.before, change.after) for change in one.changes]


def fee_schedules(tmp_path: Path, into: Path, before: Sequence[list[str]], after: Sequence[list[str]]) -> None:
    imported(
        into,
        fee_schedule(tmp_path, *before, edition="2025 July", name="before.csv"),
        fee_schedule(tmp_path, *after, name="after.csv"),
    )


def test_codes_that_were_added_and_deleted(tmp_path: Path, into: Path) -> None:
    fee_schedules(tmp_path, into, [fee_row("10001"), fee_row("10002")], [fee_row("10002"), fee_row("10003")])
    assert changes(into) == [("10003", "code", "", "added"), ("10001", "code", "on file", "deleted")]


def test_the_editions_are_named(tmp_path: Path, into: Path) -> None:
    fee_schedules(tmp_path, into, [fee_row("10001")], [fee_row("10001")])
    (one,) = compared(into)
    assert (one.label, one.before, one.after, one.changes) == (
        "Medicare Physician Fee Schedule, relative value file",
        "July 2025",
        "October 2025",
        (),
    )


def test_an_indicator_that_changed_and_the_verdicts_that_turn_with_it(tmp_path: Path, into: Path) -> None:
    """76942: an imaging code; only its bilateral indicator changes, so only modifiers that it decides turn."""
    fee_schedules(tmp_path, into, [fee_row("27301", rest="20000")], [fee_row("27301", rest="21000")])
    found = changes(into)
    assert found[0] == ("27301", "bilateral surgery", "0", "1")
    turned = {what.removeprefix("modifier ") for _, what, *_ in found[1:]}
    assert "50" in turned
    assert turned <= {"50", "LT", "RT"}
    assert ("27301", "modifier 50", "no", "yes") in found


def test_26_turns_from_yes_to_no_where_its_row_is_gone(tmp_path: Path, into: Path) -> None:
    rows = [fee_row("71045", pc_tc="1"), fee_row("71045", "26", pc_tc="1"), fee_row("71045", "TC", pc_tc="1")]
    fee_schedules(tmp_path, into, rows, [fee_row("71045", pc_tc="0")])
    found = changes(into)
    assert ("71045", "modifier 26", "yes", "no") in found
    assert ("71045", "modifier TC", "yes", "no") in found
    assert ("71045", "PC TC indicator".lower(), "1", "0") in found


def test_26_turns_where_nothing_but_its_row_is_gone(tmp_path: Path, into: Path) -> None:
    blank = fee_row("83020", status="X", pc_tc="9", rest="99999")
    fee_schedules(tmp_path, into, [blank, fee_row("83020", "26", pc_tc="6")], [blank])
    assert ("83020", "modifier 26", "yes", "no") in changes(into)


def test_an_indicator_of_a_row_is_named_with_its_modifier(tmp_path: Path, into: Path) -> None:
    def rows(sides: str) -> list[list[str]]:
        return [fee_row("76519", pc_tc="1", rest="02000"), fee_row("76519", "26", pc_tc="1", rest=f"0{sides}000")]

    fee_schedules(tmp_path, into, rows("2"), rows("3"))
    assert ("76519", "bilateral surgery (row 26)", "2", "3") in changes(into)


def test_amounts_are_no_change_of_the_rules(tmp_path: Path, into: Path) -> None:
    fee_schedules(tmp_path, into, [fee_row("38240", work="4.00")], [fee_row("38240", work="3.90")])
    assert changes(into) == []


def test_limits_that_changed_came_and_went(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "10001 1 3", "10002 1 2", "10003 2 3", day="07-01-2025"))
    imported(into, mue(tmp_path, "10001 1 3", "10003 4 2", "10004 0 3"))
    assert changes(into) == [
        ("10002", "units, practitioner", "1 (MAI 2)", ""),
        ("10003", "units, practitioner", "2 (MAI 3)", "4 (MAI 2)"),
        ("10004", "units, practitioner", "", "0 (MAI 3)"),
    ]


def test_settings_are_compared_apart(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "10001 1 3", day="07-01-2025"), mue(tmp_path, "10001 2 3"))
    imported(into, mue(tmp_path, "10001 5 3", setting="outpatient-hospital"))
    (one,) = compared(into)
    assert one.label == "Medically unlikely edits, practitioner"


def test_edits_that_ended_came_went_or_changed(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(
            tmp_path,
            "10001 10002 20130101 * 1",
            "10001 10003 20130101 * 1",
            "10001 10004 20130101 * 0",
            "10001 10005 20130101 * 1",
            name="ccipra-v312r0-f1.txt",
        ),
        ptp(
            tmp_path,
            "10001 10002 20130101 20250930 1",
            "10001 10003 20130101 * 1",
            "10001 10004 20130101 * 1",
            "10001 10006 20251001 * 0",
        ),
    )
    assert changes(into) == [
        ("10001-10002", "edit, practitioner", "indicator 1", "indicator 1, until 2025-09-30"),
        ("10001-10004", "edit, practitioner", "indicator 0", "indicator 1"),
        ("10001-10005", "edit, practitioner", "indicator 1", ""),
        ("10001-10006", "edit, practitioner", "", "indicator 0"),
    ]


def test_a_hcpcs_code_that_ended(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        titles(tmp_path, ("A0021", "Sample"), ("A0080", "Sample"), ("A0100", "Sample"), name="HCPC2025_JUL_ANWEB.csv"),
        titles(tmp_path, ("A0021", "Sample", "20250930"), ("A0090", "Sample"), ("A0100", "Sample")),
    )
    assert changes(into) == [
        ("A0090", "code", "", "added"),
        ("A0080", "code", "on file", "deleted"),
        ("A0021", "ended", "", "2025-09-30"),
    ]


def test_a_diagnosis_that_is_no_longer_billable(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        diagnoses(tmp_path, ("A000", "1", "Sample"), ("D71", "1", "Sample disorder"), year=2025),
        diagnoses(tmp_path, ("A000", "1", "Sample"), ("D71", "0", "Sample"), ("D711", "1", "Sample, one"), year=2026),
    )
    assert changes(into) == [("D71.1", "code", "", "added"), ("D71", "kind", "billable", "category")]


def test_two_days_of_one_edition_have_no_changes(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "10001 1 3", day="07-01-2025"), mue(tmp_path, "10001 2 3"))
    assert compared(into, date(2025, 8, 1), date(2025, 9, 1)) == []
    assert compared(into, date(2025, 10, 1), date(2025, 12, 1)) == []
    assert len(compared(into, date(2025, 8, 1), date(2025, 12, 1))) == 1


def test_the_earliest_edition_is_no_change_against_the_days_before_it(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "10001 2 3"))
    assert compared(into, date(2020, 1, 1), OCTOBER) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-10-01", date(2025, 10, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-10", date(2025, 10, 1)),
        ("2025q4", date(2025, 10, 1)),
        ("2025Q1", date(2025, 1, 1)),
        ("2025-q3", date(2025, 7, 1)),
        (" 2025 ", date(2025, 1, 1)),
    ],
)
def test_an_edition_is_named_by_day_month_quarter_or_year(text: str, day: date) -> None:
    assert day_named(text) == day


@pytest.mark.parametrize(
    "text", ["", "october", "2025-13", "2025-02-30", "2025q5", "2025q0", "25", "0000", "2025-1", "2025-10-01 x", "1.5"]
)
def test_anything_else_names_no_edition(text: str) -> None:
    assert day_named(text) is None
