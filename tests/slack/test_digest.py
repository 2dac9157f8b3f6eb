"""When the digest is due."""

from datetime import datetime

import pytest

from bot.slack.digest import due_in_week_of, week_of


@pytest.mark.parametrize(
    ("now", "weekday", "due"),
    [
        ("2026-11-23T00:00", "monday", "2026-11-23T09:00"),
        ("2026-11-29T23:59", "monday", "2026-11-23T09:00"),
        ("2026-11-23T00:00", "sunday", "2026-11-29T09:00"),
        ("2026-11-29T10:00", "sunday", "2026-11-29T09:00"),
        ("2027-01-01T08:00", "friday", "2027-01-01T09:00"),
        ("2027-01-01T08:00", "monday", "2026-12-28T09:00"),
    ],
)
def test_it_is_due_on_its_day_of_the_week_at_nine(now: str, weekday: str, due: str) -> None:
    assert due_in_week_of(datetime.fromisoformat(now), weekday) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("now", "week"), [("2026-11-23", "2026-W48"), ("2027-01-01", "2026-W53"), ("2027-01-04", "2027-W01")]
)
def test_weeks_are_those_of_the_calendar_that_begins_on_monday(now: str, week: str) -> None:
    assert week_of(datetime.fromisoformat(now)) == week
