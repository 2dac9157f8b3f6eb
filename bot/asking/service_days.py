"""The day of service that a text names: a date, a month, a quarter or a year."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking.tokens import Shape, Token

EARLIEST_YEAR = 1992
"""The first year of the Medicare physician fee schedule."""
YEARS_AHEAD = 1

_OF_BIRTH = frozenset({"dob", "born", "birth", "birthday", "birthdate", "b"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF_SERVICE = frozenset({"dos", "service", "seen", "performed", "done"})
EIGHT_DIGITS = 8
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_LOOKED_BACK = 4
"""Words before a date that may say what date it is."""
_HAS_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_MONTH_AND_YEAR = re.compile(r"([a-z]{3})[a-z]*\.?,? ?(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*\.? ?(\d{1,2})[a-z]{0,2},? ?(\d{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[a-z]{0,2}[- ]?([a-z]{3})[a-z]*\.?,?[- ]?(\d{4})", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d\d)|(\d{1,2})/(\d{4})")
_CALENDAR_YEAR = re.compile(r"[cf]y'?(20\d\d)", re.IGNORECASE)
_SHORT_QUARTER = re.compile(r"([1-4])q(20)?(\d\d)", re.IGNORECASE)
_QUARTER = re.compile(r"q([1-4])[-/ ]*(\d{4})|(\d{4})[-/ ]*q([1-4])", re.IGNORECASE)


@dataclass(frozen=True)
class ServiceDay:
    """A day of service and where it stands."""

    day: date
    place: int
    """The index of its token."""
    is_marked: bool
    """A word says that it is the day of service: "DOS 6/15/2023"."""


def service_day(tokens: Sequence[Token], today: date) -> ServiceDay | None:
    """The day of service that is named: the first that a word marks as one, else the first. Of a month, a quarter or a
    year it is the last day, and today where that lies ahead; dates of birth do not count."""
    found = list(_service_days(tokens, today))
    return next((one for one in found if one.is_marked), found[0] if found else None)


def _service_days(tokens: Sequence[Token], today: date) -> Iterator[ServiceDay]:
    for place, token in enumerate(tokens):
        if token.lower != "year" and not _HAS_DIGIT.search(token.text):
            continue
        before = _before(tokens, place)
        mark = next((word for word in reversed(before) if word in _OF_BIRTH | _OF_SERVICE), None)
        if mark in _OF_BIRTH:
            continue
        is_marked = mark is not None
        day, is_span = _day(token.text) if token.shape in {Shape.NUMBER, Shape.WORD} else (None, False)
        if day is None and token.shape is Shape.ODD_CODE:
            day, is_span = _end_of_year(token.text, before, today), True
        if day is None and is_marked and len(token.text) == EIGHT_DIGITS:
            day, is_span = _without_signs(token.text), False
        if day is None and token.lower == "year" and before[-1:] == ["last"]:
            day = date(today.year - 1, 12, 31)
        if day and EARLIEST_YEAR <= day.year <= today.year + YEARS_AHEAD:
            yield ServiceDay(min(day, today) if is_span and day.year == today.year else day, place, is_marked)


def _without_signs(text: str) -> date | None:
    """20230615 or 06152023."""
    if not text.isdigit():
        return None
    return _date(int(text[:4]), int(text[4:6]), int(text[6:])) or _date(int(text[4:]), int(text[:2]), int(text[2:4]))


def _before(tokens: Sequence[Token], place: int) -> list[str]:
    """The words before a token that may say what date it is, from the date before it on."""
    words: list[str] = []
    for token in reversed(tokens[max(0, place - _LOOKED_BACK) : place]):
        if _day(token.text)[0] is not None:
            break
        words.insert(0, token.lower)
    return words


def _day(text: str) -> tuple[date | None, bool]:
    """The day that is written, or the last day of a month or quarter; and whether it is such a span."""
    if not _HAS_DIGIT.search(text):
        return None, False
    if found := _ISO.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _date(year, month, day), False
    if found := _AMERICAN.fullmatch(text):
        month, day, year = map(int, found.groups())
        return _date(year + 2000 if year < 100 else year, month, day), False
    if found := _MONTH_FIRST.fullmatch(text):
        return _date(int(found.group(3)), _month(found.group(1)), int(found.group(2))), False
    if found := _DAY_FIRST.fullmatch(text):
        return _date(int(found.group(3)), _month(found.group(2)), int(found.group(1))), False
    return _end_of_span(text), True


def _end_of_span(text: str) -> date | None:
    """The last day of a month or a quarter."""
    if found := _MONTH_AND_YEAR.fullmatch(text):
        return _last_of(int(found.group(2)), _month(found.group(1)))
    if found := _CALENDAR_YEAR.fullmatch(text):
        return date(int(found.group(1)), 12, 31)
    if found := _SHORT_QUARTER.fullmatch(text):
        return _last_of(2000 + int(found.group(3)), int(found.group(1)) * 3)
    if found := _YEAR_AND_MONTH.fullmatch(text):
        year, month, month_before, year_after = found.groups()
        return _last_of(int(year or year_after), int(month or month_before))
    if found := _QUARTER.fullmatch(text):
        first, year_after, year_before, last = found.groups()
        return _last_of(int(year_after or year_before), int(first or last) * 3)
    return None


def _month(name: str) -> int:
    """The number of a month by its first three letters; 0 for none."""
    return _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0


def _end_of_year(text: str, before: Sequence[str], today: date) -> date | None:
    """Four digits are a year where they can be one and no word makes them something else. Of "the third quarter of
    2024" and "July of 2024" it is the last day of these."""
    is_year = len(text) == 4 and text.isdigit() and EARLIEST_YEAR <= int(text) <= today.year + YEARS_AHEAD
    if not is_year or before[-1:] in (["#"], ["room"], ["ext"], ["x"], ["/"]):
        return None
    said = [word for word in before if word not in {"of", "the", ","}]
    if said[-1:] == ["quarter"] and said[-2:-1] and said[-2] in _ORDINALS:
        return _last_of(int(text), _ORDINALS[said[-2]] * 3)
    if before[-1:] == ["of"] and said[-1:] and (month := _month(said[-1][:3])):
        return _last_of(int(text), month)
    return date(int(text), 12, 31)


def _last_of(year: int, month: int) -> date | None:
    return None if not 1 <= month <= 12 else date(year, month, monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
