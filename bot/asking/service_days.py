"""The day of service that a text names: a date, a month, a quarter or a year."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from bot.asking.tokens import Shape, Token

EARLIEST_YEAR = 1992
"""The first year of the Medicare physician fee schedule."""
YEARS_AHEAD = 1

_OF_BIRTH = frozenset({"dob", "born", "birth", "birthday", "birthdate", "b"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})")
_MONTH_AND_YEAR = re.compile(r"([a-z]{3})[a-z]*\.?,? ?(\d{4})", re.IGNORECASE)
_QUARTER = re.compile(r"q([1-4])[-/ ]*(\d{4})|(\d{4})[-/ ]*q([1-4])", re.IGNORECASE)


def service_day(tokens: Sequence[Token], today: date) -> date | None:
    """The first day of service that is named, or None. Of a month, a quarter or a year it is the last day, and today
    where that lies ahead; dates of birth do not count."""
    for place, token in enumerate(tokens):
        before = [earlier.lower for earlier in tokens[max(0, place - 4) : place]]
        if not _OF_BIRTH.isdisjoint(before):
            continue
        day = _day(token.text) if token.shape is Shape.NUMBER else None
        if day is None and token.shape is Shape.ODD_CODE:
            day = _end_of_year(token.text, before, today)
        if day is None and token.lower == "year" and before[-1:] == ["last"]:
            day = date(today.year - 1, 12, 31)
        if day and EARLIEST_YEAR <= day.year <= today.year + YEARS_AHEAD:
            is_span = not (_ISO.fullmatch(token.text) or _AMERICAN.fullmatch(token.text))
            return min(day, today) if is_span and day.year == today.year else day
    return None


def _day(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _date(year, month, day)
    if found := _AMERICAN.fullmatch(text):
        month, day, year = map(int, found.groups())
        return _date(year + 2000 if year < 100 else year, month, day)
    if (found := _MONTH_AND_YEAR.fullmatch(text)) and found.group(1).lower() in _MONTHS:
        return _last_of(int(found.group(2)), _MONTHS.index(found.group(1).lower()) + 1)
    if found := _QUARTER.fullmatch(text):
        first, year_after, year_before, last = found.groups()
        return _last_of(int(year_after or year_before), int(first or last) * 3)
    return None


def _end_of_year(text: str, before: Sequence[str], today: date) -> date | None:
    """Four digits are a year where they can be one and no word makes them something else."""
    is_year = len(text) == 4 and text.isdigit() and EARLIEST_YEAR <= int(text) <= today.year + YEARS_AHEAD
    return date(int(text), 12, 31) if is_year and before[-1:] not in (["#"], ["room"], ["ext"], ["x"]) else None


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
