"""Lookups by code, modifier, setting and day of service."""

from datetime import date
from pathlib import Path

import pytest

from bot.reference import SqliteReference
from bot.reference.importing import Wanted
from tests.cms.samples import PLACES, write
from tests.reference.files import (
    add_ons,
    diagnoses,
    fee_row,
    fee_schedule,
    imported,
    indices,
    mue,
    opened,
    titles,
)

DAY = date(2025, 11, 1)


def by_quarter(tmp_path: Path, into: Path) -> SqliteReference:
    """38240 with another PC/TC indicator in each of three quarters, and a code that only one of them has."""
    for month, pc_tc, more in (("January", "1", "10001"), ("April", "2", "10002"), ("October", "0", "10003")):
        imported(into, fee_schedule(tmp_path, fee_row("38240", pc_tc=pc_tc), fee_row(more), edition=f"2025 {month}"))
    return opened(into)


@pytest.mark.parametrize(
    ("day", "pc_tc", "since"),
    [
        (date(2019, 5, 1), "1", date(2025, 1, 1)),  # before all: the earliest one
        (date(2025, 1, 1), "1", date(2025, 1, 1)),
        (date(2025, 3, 31), "1", date(2025, 1, 1)),
        (date(2025, 4, 1), "2", date(2025, 4, 1)),
        (date(2025, 9, 30), "2", date(2025, 4, 1)),
        (date(2025, 10, 1), "0", date(2025, 10, 1)),
        (date(2031, 1, 1), "0", date(2025, 10, 1)),
    ],
)
def test_the_day_of_service_picks_the_fee_schedule(
    tmp_path: Path, into: Path, day: date, pc_tc: str, since: date
) -> None:
    reference = by_quarter(tmp_path, into)
    schedule = reference.fee_schedule("38240", day)
    assert schedule is not None
    assert (schedule.rows[0].pc_tc_indicator, reference.source(schedule.source).as_of) == (pc_tc, since)


def test_all_editions_are_named_with_their_first_day(tmp_path: Path, into: Path) -> None:
    reference = by_quarter(tmp_path, into)
    assert [edition.effective.isoformat() for edition in reference.editions] == [
        "2025-01-01",
        "2025-04-01",
        "2025-10-01",
    ]
    assert reference.editions[-1].outdated_from == date(2026, 1, 1)
    assert reference.codes == {"38240", "10001", "10002", "10003"}


def test_the_last_fee_schedule_that_had_a_code(tmp_path: Path, into: Path) -> None:
    reference = by_quarter(tmp_path, into)
    assert reference.last_fee_schedule_source("10002") == "imported/fee-schedule/2025-04-01"
    assert reference.last_fee_schedule_source("38240") == "imported/fee-schedule/2025-10-01"
    assert reference.last_fee_schedule_source("99999") is None
    assert reference.fee_schedule("99999", DAY) is None


def test_a_source_names_file_edition_and_address(tmp_path: Path, into: Path) -> None:
    imported(into, fee_schedule(tmp_path, fee_row("38240"), name="PPRRVU2025_Oct.csv"))
    reference = opened(into)
    source = reference.source("imported/fee-schedule/2025-10-01")
    assert (source.edition, source.as_of) == ("October 2025", date(2025, 10, 1))
    assert "PPRRVU2025_Oct.csv" in source.title
    assert str(source.url).startswith("https://www.cms.gov/")


def test_rows_of_a_code_are_kept_apart_by_modifier(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        fee_schedule(
            tmp_path,
            fee_row("83020", status="X", pc_tc="9", rest="99999"),
            fee_row("83020", "26", pc_tc="6"),
            fee_row("86153", "26", pc_tc="6"),
            fee_row("00100", status="J", pc_tc="9", days="XXX"),
            fee_row("38242", days="000", na=("NA", ""), flag="+"),
        ),
    )
    reference = opened(into)
    schedule = reference.fee_schedule("83020", DAY)
    assert schedule is not None
    own, blank = schedule.row("26"), schedule.row("")
    assert own is not None
    assert blank is not None
    assert (own.status, own.pc_tc_indicator, blank.status, blank.pc_tc_indicator) == ("A", "6", "X", "9")
    assert schedule.row("TC") is None
    only = reference.fee_schedule("86153", DAY)
    assert only is not None
    assert ([row.modifier for row in only.rows], only.row("")) == (["26"], None)
    zero, marked = reference.fee_schedule("00100", DAY), reference.fee_schedule("38242", DAY)
    assert zero is not None
    assert zero.rows[0].status == "J"
    assert marked is not None
    assert (marked.rows[0].global_days, marked.rows[0].non_facility_na, marked.rows[0].facility_na) == (
        "000",
        True,
        False,
    )


def test_limits_differ_by_setting(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        mue(tmp_path, "38207 0 3", "38240 1 3"),
        mue(tmp_path, "38207 1 3", setting="outpatient-hospital"),
        mue(tmp_path, "E0100 2 2", setting="dme"),
    )
    reference = opened(into)
    found = [(limit.setting, limit.limit.value, limit.limit.mai) for limit in reference.limits("38207", DAY)]
    assert found == [("practitioner", "0", "3"), ("outpatient-hospital", "1", "3")]
    assert [limit.setting for limit in reference.limits("38240", DAY)] == ["practitioner"]
    assert [(limit.setting, limit.limit.value) for limit in reference.limits("E0100", DAY)] == [("dme", "2")]


def test_only_a_whole_table_shows_that_a_code_has_no_limit(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "38240 1 3"))
    part = opened(into)
    assert (part.limits("99213", DAY), part.limit_source("practitioner", DAY)) == ((), None)
    imported(into, mue(tmp_path, *(f"{number} 1 3" for number in range(10_000, 23_000)), "V5364 1 3", day="07-01-2025"))
    whole = opened(into)
    assert whole.limits("99213", DAY) == ()
    assert whole.limit_source("practitioner", DAY) == "imported/mue/practitioner/2025-07-01"
    assert whole.limit_source("outpatient-hospital", DAY) is None


def test_only_a_whole_fee_schedule_shows_that_a_code_has_no_row(tmp_path: Path, into: Path) -> None:
    imported(into, fee_schedule(tmp_path, fee_row("38240")))
    assert opened(into).fee_schedule_source(DAY) is None
    imported(
        into, fee_schedule(tmp_path, *(fee_row(f"{number}") for number in range(10_000, 27_000)), fee_row("V5364"))
    )
    assert opened(into).fee_schedule_source(DAY) == "imported/fee-schedule/2025-10-01"


def test_the_day_of_service_picks_the_limit(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "38240 1 3", day="07-01-2025"), mue(tmp_path, "38240 2 2"))
    reference = opened(into)
    found = [reference.limits("38240", day)[0].limit.value for day in (date(2025, 9, 30), date(2025, 10, 1))]
    assert found == ["1", "2"]


def with_add_ons(tmp_path: Path, into: Path) -> SqliteReference:
    imported(
        into,
        add_ons(
            tmp_path,
            "1 22534 22532 2013001 -",
            "1 22534 22533 2022032 2025304",  # 2022-02-01 to 2025-10-31
            "1 22535 22532 2026001 -",
            "2 0054T CCCCC 2013001 -",
        ),
    )
    return opened(into)


@pytest.mark.parametrize(
    ("day", "primaries"),
    [
        (date(2012, 12, 31), ()),
        (date(2013, 1, 1), ("22532",)),
        (date(2022, 2, 1), ("22532", "22533")),
        (date(2025, 10, 31), ("22532", "22533")),
        (date(2025, 11, 1), ("22532",)),
    ],
)
def test_an_add_on_code_has_the_primary_codes_of_the_day(
    tmp_path: Path, into: Path, day: date, primaries: tuple[str, ...]
) -> None:
    found = with_add_ons(tmp_path, into).add_on("22534", day)
    assert (found.primaries if found else ()) == primaries


def test_a_primary_code_has_its_add_on_codes(tmp_path: Path, into: Path) -> None:
    reference = with_add_ons(tmp_path, into)
    now, later = reference.add_on("22532", DAY), reference.add_on("22532", date(2026, 1, 1))
    assert now is not None
    assert later is not None
    assert (now.type, now.add_ons, later.add_ons) == ("", ("22534",), ("22534", "22535"))


def test_an_add_on_code_of_type_2_has_no_list(tmp_path: Path, into: Path) -> None:
    found = with_add_ons(tmp_path, into).add_on("0054T", DAY)
    assert found is not None
    assert (found.type, found.primaries) == ("2", ())


def with_titles(tmp_path: Path, into: Path) -> SqliteReference:
    imported(
        into,
        titles(
            tmp_path,
            ("A0021", "Sample rides across the border"),
            ("A0080", "Sample rides"),
            ("J9999", "Sample of an ended drug", "20241231"),
            ("JW", "Sample left over and thrown away"),
            ("GD", "Sample modifier that ended", "20191231"),
        ),
        diagnoses(
            tmp_path,
            ("C91", "0", "Sample leukemia"),
            ("C910", "0", "Sample rides of leukemia"),
            ("C9100", "1", "Sample leukemia, first"),
            ("C9101", "1", "Sample leukemia, second"),
            ("C92", "0", "Another leukemia"),
            ("C9200", "1", "Another leukemia, first"),
        ),
    )
    return opened(into)


def test_a_hcpcs_code_has_its_title_and_a_modifier_the_day_on_which_it_ended(tmp_path: Path, into: Path) -> None:
    reference = with_titles(tmp_path, into)
    code, ended = reference.title("A0021", DAY), reference.title("GD", DAY)
    assert code is not None
    assert ended is not None
    assert (code.text, code.ended, code.notice) == ("Sample rides across the border", None, None)
    assert ended.ended == date(2019, 12, 31)
    assert reference.title("38240", DAY) is None
    assert reference.modifiers == {"JW", "GD"}
    assert "JW" not in reference.codes


@pytest.mark.parametrize("typed", ["C91.00", "C9100", "c91.00", "c9100"])
def test_a_diagnosis_is_found_with_its_dot_or_without(tmp_path: Path, into: Path, typed: str) -> None:
    reference = with_titles(tmp_path, into)
    assert reference.diagnosis_code(typed) == "C91.00"
    found = reference.diagnosis("C91.00", DAY)
    assert found is not None
    assert (found.billable, found.title, found.followed_by) == (True, "Sample leukemia, first", ())


@pytest.mark.parametrize("typed", ["C91.09", "C9", "", "C91.0000", "%"])
def test_what_is_no_diagnosis_is_none(tmp_path: Path, into: Path, typed: str) -> None:
    assert with_titles(tmp_path, into).diagnosis_code(typed) is None


@pytest.mark.parametrize(("category", "longer"), [("C91", ("C91.00", "C91.01")), ("C91.0", ("C91.00", "C91.01"))])
def test_a_category_names_the_longer_codes_below_it(
    tmp_path: Path, into: Path, category: str, longer: tuple[str, ...]
) -> None:
    found = with_titles(tmp_path, into).diagnosis(category, DAY)
    assert found is not None
    assert (found.billable, found.followed_by) == (False, longer)


def test_a_diagnosis_may_cease_to_be_billable(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        diagnoses(tmp_path, ("D71", "1", "Sample disorder"), year=2025),
        diagnoses(tmp_path, ("D71", "0", "Sample disorder"), ("D711", "1", "Sample disorder, one"), year=2026),
    )
    reference = opened(into)
    before, after = (reference.diagnosis("D71", day) for day in (date(2025, 9, 30), date(2025, 10, 1)))
    assert before is not None
    assert after is not None
    assert (before.billable, after.billable, after.followed_by) == (True, False, ("D71.1",))


def test_a_place_of_service_says_where_it_is(tmp_path: Path, into: Path) -> None:
    imported(into, write(tmp_path / "places.csv", PLACES), wanted=Wanted(effective=date(2025, 1, 1)))
    reference = opened(into)
    shop, ward, unassigned = (reference.place(f"POS {digits}") for digits in ("01", "21", "96"))
    assert shop is not None
    assert ward is not None
    assert unassigned is not None
    assert (shop.facility, ward.facility, unassigned.facility) == ("Non-Facility", "Facility", "")
    assert (reference.place("POS 55"), reference.place("21")) == (None, None)


def with_localities(tmp_path: Path, into: Path) -> SqliteReference:
    imported(
        into,
        indices(
            tmp_path,
            ("04412", "TX", "11", "DALLAS", "1.010", "1.001", "0.601"),
            ("04412", "TX", "99", "REST OF TEXAS", "1.000", "0.945", "0.700"),
            ("02102", "AK", "01", "ALASKA*", "1.500", "1.081", "0.592"),
        ),
        indices(tmp_path, ("02102", "AK", "01", "ALASKA*", "1.500", "1.100", "0.600"), year=2026),
    )
    return opened(into)


def test_a_locality_has_its_indices_as_printed_and_a_name_as_written(tmp_path: Path, into: Path) -> None:
    found = with_localities(tmp_path, into).locality("04412-11", DAY)
    assert found is not None
    assert (found.state, found.name, found.work, found.practice_expense, found.malpractice) == (
        "TX",
        "Dallas",
        "1.010",
        "1.001",
        "0.601",
    )


def test_the_day_of_service_picks_the_indices(tmp_path: Path, into: Path) -> None:
    reference = with_localities(tmp_path, into)
    found = [reference.locality("02102-01", day) for day in (DAY, date(2026, 1, 1))]
    assert [locality.practice_expense for locality in found if locality] == ["1.081", "1.100"]


def test_localities_that_a_new_sample_lacks_are_still_known_by_name(tmp_path: Path, into: Path) -> None:
    """The newest edition is a sample of one locality; the others are looked up in the edition before, as any code."""
    names = {locality.name for locality in with_localities(tmp_path, into).localities}
    assert names == {"Alaska", "Dallas", "Rest of Texas"}


def test_titles_are_found_by_all_their_words_the_shortest_first(tmp_path: Path, into: Path) -> None:
    reference = with_titles(tmp_path, into)
    assert reference.titled(["sample", "rides"], 5, None) == [
        ("A0080", False),
        ("A0021", False),
    ]
    assert reference.titled(["sample", "ride"], 5, True) == []  # C91.0 is no code by itself
    assert reference.titled(["sample", "rides"], 5, False) == [("A0080", False), ("A0021", False)]
    assert reference.titled(["sample", "rides"], 1, None) == [("A0080", False)]
    assert reference.titled(["sample", "border", "leukemia"], 5, None) == []


def test_no_words_find_no_title(tmp_path: Path, into: Path) -> None:
    reference = with_titles(tmp_path, into)
    assert reference.titled([], 5, None) == []
    assert reference.titled(["", "*", '"', "a OR b"], 5, None) == []


def test_words_that_the_search_itself_uses_are_words(tmp_path: Path, into: Path) -> None:
    reference = with_titles(tmp_path, into)
    assert reference.titled(["OR"], 5, None) == []
    assert reference.titled(["NEAR", "NOT"], 5, None) == []


def test_modifiers_and_ended_codes_are_not_found_by_title(tmp_path: Path, into: Path) -> None:
    reference = with_titles(tmp_path, into)
    assert reference.titled(["thrown", "away"], 5, None) == []
    assert reference.titled(["ended", "drug"], 5, None) == []


def test_the_qualifying_factor_of_a_day(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        fee_schedule(tmp_path, fee_row("38240"), name="before.csv"),
        *(
            fee_schedule(tmp_path, fee_row("38240", factor=factor), edition="2026 January", name=f"{factor}.csv")
            for factor in ("33.4009", "33.5675")
        ),
    )
    reference = opened(into)
    found = reference.qualifying_factor(date(2026, 3, 1))
    assert found == ("33.5675", "imported/fee-schedule/qualifying/2026-01-01")
    schedule = reference.fee_schedule("38240", date(2026, 3, 1))
    assert schedule is not None
    assert schedule.conversion_factor == "33.4009"
    assert reference.last_fee_schedule_source("38240") == "imported/fee-schedule/2026-01-01"


def test_of_many_longer_codes_the_first_are_named(tmp_path: Path, into: Path) -> None:
    longer = [(f"C91{number:02}", "1", "Sample") for number in range(20)]
    imported(into, diagnoses(tmp_path, ("C91", "0", "Sample"), *longer, ("C92", "1", "Sample")))
    found = opened(into).diagnosis("C91", DAY)
    assert found is not None
    assert found.followed_by == ("C91.00", "C91.01", "C91.02", "C91.03", "C91.04")
