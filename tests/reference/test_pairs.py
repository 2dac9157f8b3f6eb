"""NCCI edits by pair, setting and day; by code and column; and what of a pair is not on file."""

from datetime import date
from pathlib import Path

import pytest

from bot.book.reference import PairFound
from tests.reference.files import imported, opened, ptp

DAY = date(2025, 11, 1)
HOSPITAL = "ccioph-v313r0-f1.txt"


def found(tmp_path: Path, into: Path, first: str, second: str, *rows: str, on: date = DAY) -> PairFound:
    """What the practitioner table of these rows holds of a pair."""
    imported(into, ptp(tmp_path, *rows))
    (pair,) = opened(into).pair(first, second, on)
    assert pair.settings == ("practitioner",)
    return pair


@pytest.mark.parametrize(("indicator", "active"), [("0", True), ("1", True), ("9", False)])
def test_the_indicator_is_kept_and_9_denies_nothing(tmp_path: Path, into: Path, indicator: str, active: bool) -> None:
    edit = found(tmp_path, into, "38240", "38242", f"38240 38242 20130101 * {indicator}").edit
    assert edit is not None
    assert (edit.indicator, edit.is_active(DAY), edit.rationale) == (indicator, active, "Sample reason")
    assert (edit.effective, edit.deleted) == (date(2013, 1, 1), None)


@pytest.mark.parametrize(
    ("day", "active"),
    [
        (date(2012, 12, 31), False),
        (date(2013, 1, 1), True),
        (date(2025, 6, 29), True),
        (date(2025, 6, 30), True),
        (date(2025, 7, 1), False),
    ],
)
def test_an_edit_holds_from_its_first_to_its_last_day(tmp_path: Path, into: Path, day: date, active: bool) -> None:
    edit = found(tmp_path, into, "38240", "38242", "38240 38242 20130101 20250630 1", on=day).edit
    assert edit is not None
    assert edit.is_active(day) is active


def test_an_edit_whose_last_day_lies_ahead_is_still_active(tmp_path: Path, into: Path) -> None:
    edit = found(tmp_path, into, "38240", "38242", "38240 38242 20130101 20991231 0").edit
    assert edit is not None
    assert edit.is_active(DAY)
    assert [edits.count for listed in opened(into).edits_of("38240", DAY) for edits in listed.listed] == [1]


GENERATIONS = (
    "38240 99211 20000101 20001030 9",
    "38240 99211 20130101 20191231 0",
    "38240 99211 20200101 * 1",
)


@pytest.mark.parametrize(
    ("day", "indicator", "deleted"),
    [
        (date(2000, 5, 1), "9", date(2000, 10, 30)),
        (date(2015, 1, 1), "0", date(2019, 12, 31)),
        (date(2019, 12, 31), "0", date(2019, 12, 31)),
        (date(2020, 1, 1), "1", None),
        (DAY, "1", None),
    ],
)
@pytest.mark.parametrize("rows", [GENERATIONS, GENERATIONS[::-1]])
def test_of_several_generations_the_one_of_the_day_speaks(
    tmp_path: Path, into: Path, rows: tuple[str, ...], day: date, indicator: str, deleted: date | None
) -> None:
    edit = found(tmp_path, into, "38240", "99211", *rows, on=day).edit
    assert edit is not None
    assert (edit.indicator, edit.deleted) == (indicator, deleted)


def test_where_all_generations_ended_the_last_one_is_told(tmp_path: Path, into: Path) -> None:
    rows = ("38240 96365 20050101 20061231 0", "38240 96365 20080101 20121231 1")
    edit = found(tmp_path, into, "38240", "96365", *rows).edit
    assert edit is not None
    assert (edit.deleted, edit.is_active(DAY)) == (date(2012, 12, 31), False)


def test_an_edit_that_begins_later_is_told_but_not_active(tmp_path: Path, into: Path) -> None:
    edit = found(tmp_path, into, "38240", "38228", "38240 38228 20260101 * 0").edit
    assert edit is not None
    assert (edit.effective, edit.is_active(DAY), edit.is_active(date(2026, 1, 1))) == (
        date(2026, 1, 1),
        False,
        True,
    )


def test_an_ended_edit_speaks_before_one_that_begins_later(tmp_path: Path, into: Path) -> None:
    rows = ("38240 38228 20200101 20241231 1", "38240 38228 20260101 * 0")
    edit = found(tmp_path, into, "38240", "38228", *rows).edit
    assert edit is not None
    assert edit.deleted == date(2024, 12, 31)


@pytest.mark.parametrize(("first", "second"), [("38240", "38241"), ("38241", "38240")])
def test_the_direction_is_the_file_s_in_whatever_order_is_asked(
    tmp_path: Path, into: Path, first: str, second: str
) -> None:
    edit = found(tmp_path, into, first, second, "38241 38240 20130101 * 0").edit
    assert edit is not None
    assert (edit.column_1, edit.column_2) == ("38241", "38240")


@pytest.mark.parametrize(("first", "second"), [("38240", "38241"), ("38241", "38240")])
def test_an_active_direction_speaks_before_an_ended_one(tmp_path: Path, into: Path, first: str, second: str) -> None:
    rows = ("38240 38241 20050101 20121231 1", "38241 38240 20130101 * 0")
    edit = found(tmp_path, into, first, second, *rows).edit
    assert edit is not None
    assert (edit.column_1, edit.indicator) == ("38241", "0")


def test_settings_may_have_other_indicators_or_none(tmp_path: Path, into: Path) -> None:
    rows = ("38240 36591 20130101 * 0", "38240 38242 20130101 * 0")
    imported(into, ptp(tmp_path, *rows), ptp(tmp_path, "38240 38242 20130101 * 1", name=HOSPITAL))
    reference = opened(into)
    both = reference.pair("38240", "38242", DAY)
    assert [(pair.settings, pair.edit.indicator) for pair in both if pair.edit] == [
        (("practitioner",), "0"),
        (("outpatient-hospital",), "1"),
    ]
    # The hospital's file is a part that begins and ends with 38240: it would have the pair.
    imported(into, ptp(tmp_path, "36000 36591 20130101 * 1", "38240 38242 20130101 * 1", name=HOSPITAL))
    one = opened(into).pair("38240", "36591", DAY)
    assert [(pair.settings, pair.edit is not None) for pair in one] == [
        (("practitioner",), True),
        (("outpatient-hospital",), False),
    ]


def test_a_setting_that_is_not_imported_says_nothing(tmp_path: Path, into: Path) -> None:
    imported(into, ptp(tmp_path, "38240 38242 20130101 * 1", name=HOSPITAL))
    assert [pair.settings for pair in opened(into).pair("38240", "38242", DAY)] == [("outpatient-hospital",)]


def test_a_pair_within_an_imported_part_has_no_edit(tmp_path: Path, into: Path) -> None:
    pair = found(tmp_path, into, "38240", "38243", "10000 38242 20130101 * 0", "40000 38242 20130101 * 0")
    assert pair.edit is None
    assert pair.source == "imported/ptp/practitioner/2025-10-01"


@pytest.mark.parametrize(("first", "second"), [("38240", "99213"), ("99213", "38240"), ("99213", "99214")])
def test_a_pair_that_no_imported_part_covers_is_not_on_file(
    tmp_path: Path, into: Path, first: str, second: str
) -> None:
    imported(into, ptp(tmp_path, "10000 38242 20130101 * 0", "40000 38242 20130101 * 0"))
    assert opened(into).pair(first, second, DAY) == ()
    assert opened(into).edits_of("99213", DAY) == ()
    assert opened(into).opened_with("99213", DAY) is None


def test_two_parts_do_not_cover_what_lies_between_them(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(tmp_path, "10000 10001 20130101 * 0", "20000 10001 20130101 * 0"),
        ptp(tmp_path, "40000 10001 20130101 * 0", "50000 10001 20130101 * 0", name="ccipra-v313r0-f3.txt"),
    )
    reference = opened(into)
    assert reference.pair("15000", "38240", DAY) == ()
    assert [pair.edit for pair in reference.pair("15000", "45000", DAY)] == [None]


def test_the_day_of_service_picks_the_edition(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(tmp_path, "38240 38242 20130101 * 1", name="ccipra-v312r0-f1.txt"),
        ptp(tmp_path, "38240 38242 20130101 * 0"),
    )
    reference = opened(into)
    before, after = (reference.pair("38240", "38242", day)[0] for day in (date(2025, 9, 30), date(2025, 10, 1)))
    assert before.edit is not None
    assert after.edit is not None
    assert (before.edit.indicator, after.edit.indicator) == ("1", "0")
    assert (before.source, after.source) == tuple(
        f"imported/ptp/practitioner/{day}" for day in ("2025-07-01", "2025-10-01")
    )


def test_edits_of_a_code_are_listed_by_column_and_indicator_with_their_count(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(
            tmp_path,
            "38205 38240 20130101 * 0",
            *(f"38240 {number} 20130101 * 1" for number in range(99_201, 99_213)),
            "38240 38242 20130101 * 0",
            "38240 38243 20130101 20201231 0",
            "38240 38244 20300101 * 0",
            "38240 38245 20130101 * 9",
            "38241 38240 20130101 * 0",
        ),
    )
    (edits,) = opened(into).edits_of("38240", DAY)
    assert edits.setting == "practitioner"
    listed = {(one.column, one.indicator): (one.count, one.codes) for one in edits.listed}
    assert listed[1, "0"] == (1, ("38242",))
    assert listed[2, "0"] == (2, ("38205", "38241"))
    count, first = listed[1, "1"]
    assert (count, len(first), first[0]) == (12, 5, "99201")
    assert (2, "1") not in listed


def test_codes_whose_edit_a_modifier_opens(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(
            tmp_path,
            "38205 38240 20130101 * 1",
            "38240 38242 20130101 * 0",
            "38240 99211 20130101 * 1",
            "38240 99212 20130101 20201231 1",
            "38241 38240 20130101 * 0",
        ),
    )
    reference = opened(into)
    codes, source = reference.opened_with("38240", DAY) or ((), "")
    assert (sorted(codes), source) == (["38205", "99211"], "imported/ptp/practitioner/2025-10-01")
    assert reference.opened_with("38241", DAY) == ((), source)


def test_professional_claims_decide_what_opens_where_both_tables_are_there(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(tmp_path, "38240 38242 20130101 * 0"),
        ptp(tmp_path, "38240 38242 20130101 * 1", name=HOSPITAL),
    )
    codes, source = opened(into).opened_with("38240", DAY) or (("?",), "")
    assert (tuple(codes), source) == ((), "imported/ptp/practitioner/2025-10-01")


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2012, 12, 31), ()),
        (date(2013, 1, 1), ("99211",)),
        (date(2025, 6, 30), ("99211",)),
        (date(2025, 7, 1), ()),
    ],
)
def test_lists_hold_an_edit_from_its_first_to_its_last_day(
    tmp_path: Path, into: Path, day: date, codes: tuple[str, ...]
) -> None:
    imported(into, ptp(tmp_path, "38240 99211 20130101 20250630 1"))
    reference = opened(into)
    (edits,) = reference.edits_of("38240", day)
    assert tuple(code for listed in edits.listed for code in listed.codes) == codes
    assert (reference.opened_with("38240", day) or (None,))[0] == codes
