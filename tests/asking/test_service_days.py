"""The day of service that a text names."""

from datetime import date

import pytest

from bot.asking.service_days import service_day
from bot.asking.tokens import Shape, tokens

TODAY = date(2025, 11, 15)


def day(text: str, today: date = TODAY) -> date | None:
    found = service_day(tokens(text, (), ()), today)
    return found.day if found else None


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-15",
        "2024-7-15",
        "7/15/2024",
        "07/15/2024",
        "7-15-2024",
        "07/15/24",
        "7-15-24",
        "July 15, 2024",
        "July 15 2024",
        "Jul. 15, 2024",
        "jul 15th 2024",
        "JULY 15TH, 2024",
        "15 July 2024",
        "15th Jul 2024",
        "15-Jul-2024",
        "dos 7/15/24",
        "DOS: 7/15/2024.",
        "DOS7/15/2024",
        "dos 20240715",
        "dos 07152024",
        "2024/07/15",
        "2024.07.15",
        "7.15.2024",
        "15jul2024",
        "denied 11/1/2025, dos 7/15/2024",
        "dob 6/15/1960 dos 7/15/2024",
        "born 1960, seen 7/15/2024",
        "38240 (7/15/2024) with 26?",
    ],
)
def test_a_day(text: str) -> None:
    assert day(text) == date(2024, 7, 15)


def test_may_is_a_month_where_a_year_stands_with_it() -> None:
    assert day("May 26, 2024") == day("26 May 2024") == date(2024, 5, 26)
    assert day("in may 2024") == date(2024, 5, 31)


@pytest.mark.parametrize("text", ["may 26 be used", "can may 26 go with it", "26 may be used", "may 26 2 times"])
def test_may_is_a_word_where_none_does(text: str) -> None:
    assert day(text) is None
    assert "26" in [token.text for token in tokens(text, (), ()) if token.shape is Shape.PAIR]


def test_a_modifier_glued_to_its_code_is_no_day_of_the_month() -> None:
    found = tokens("99213-25 Jan 2024", (), ())
    assert [token.text for token in found] == ["99213", "-", "25", "Jan 2024"]
    assert day("99213-25 Jan 2024") == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("January 2024", date(2024, 1, 31)),
        ("feb 2024", date(2024, 2, 29)),
        ("Feb. 2023", date(2023, 2, 28)),
        ("March, 2024", date(2024, 3, 31)),
        ("apr 2024", date(2024, 4, 30)),
        ("June of 2024", date(2024, 6, 30)),
        ("august 2024", date(2024, 8, 31)),
        ("sept 2024", date(2024, 9, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("02/2024", date(2024, 2, 29)),
        ("2/2024", date(2024, 2, 29)),
    ],
)
def test_a_month_is_its_last_day(text: str, last: date) -> None:
    assert day(text) == last


@pytest.mark.parametrize(
    "text",
    ["Q3 2024", "q3 2024", "2024q3", "2024 Q3", "2024-Q3", "q3-2024", "3rd quarter 2024", "third quarter of 2024"],
)
def test_a_quarter_is_its_last_day(text: str) -> None:
    assert day(text) == date(2024, 9, 30)


@pytest.mark.parametrize(
    ("text", "last"),
    [("in 2024", date(2024, 12, 31)), ("26 with 38240 2023", date(2023, 12, 31)), ("last year", date(2024, 12, 31))],
)
def test_a_year_is_its_last_day(text: str, last: date) -> None:
    assert day(text) == last


@pytest.mark.parametrize("text", ["in 2025", "November 2025", "Q4 2025", "dec 2025", "12/2025", "2025-11"])
def test_a_span_that_is_not_over_is_today(text: str) -> None:
    assert day(text) == TODAY


@pytest.mark.parametrize(
    ("text", "named"),
    [("12/31/2025", date(2025, 12, 31)), ("2026-02-01", date(2026, 2, 1)), ("in 2026", date(2026, 12, 31))],
)
def test_a_day_may_lie_ahead(text: str, named: date) -> None:
    assert day(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "02/30/2024",
        "2024-02-30",
        "Feb 30, 2024",
        "30 Feb 2024",
        "2/29/2023",
        "13/45/2024",
        "2024-13-01",
        "0/1/2024",
        "4/31/2024",
        "June 31, 2024",
    ],
)
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "dob 7/15/2024",
        "DOB: 07/15/2024",
        "D.O.B. 7/15/2024",
        "date of birth 7/15/2024",
        "date of birth: July 15, 2024",
        "born 7/15/2024",
        "born on 7/15/2024",
        "born in July 2024",
        "born 2024",
        "birthday 7/15/2024",
        "birthdate is 7/15/2024",
        "patient (b. 7/15/2024)",
    ],
)
def test_a_date_of_birth_is_no_day_of_service(text: str) -> None:
    assert day(text) is None
    assert day(f"26 with 38240, {text}") is None


@pytest.mark.parametrize(
    "text",
    [
        "DOB 3/4/1955 DOS 7/15/2024",
        "dob: 3/4/2001, seen July 15, 2024",
        "7/15/2024, born 3/4/2001",
        "born in March 2001, 15 July 2024",
    ],
)
def test_a_date_of_birth_does_not_hide_the_day_of_service(text: str) -> None:
    assert day(text) == date(2024, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "38240",
        "26 with 38240",
        "room 2024",
        "ext 2024",
        "#2024",
        "x 2024",
        "1991",
        "in 2031",
        "1/1/1985",
        "2/3/2031",
    ],
)
def test_other_numbers_are_no_days(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize("text", ["11/25/99", "3/4/55"])
def test_two_digits_are_a_year_of_this_century(text: str) -> None:
    """A service of 2099 is none, and nothing is said of 1999."""
    assert day(text) is None


def test_of_two_days_the_first_counts() -> None:
    assert day("dates of service 1/5/2024 - 3/31/2024") == date(2024, 1, 5)
    assert day("Aug 2024 or Sep 2025") == date(2024, 8, 31)


def test_last_year_is_the_year_before_today_s() -> None:
    assert day("last year", date(2024, 1, 1)) == date(2023, 12, 31)
    assert day("last years") is None
