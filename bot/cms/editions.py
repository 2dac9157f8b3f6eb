"""The edition of a file: the first day that it speaks for, from a title or from a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.cms.records import Kind, Setting

_MONTHS = {"JAN": 1, "APR": 4, "JUL": 7, "OCT": 10}
_MONTH = r"(?P<month>JAN|APR|JUL|OCT)[A-Z]*"

# NCCI counts its versions by years since 1994: v322r0 is 32.2, the third quarter of 2026.
_VERSION = re.compile(r"(?<![A-Z])V(?P<version>\d\d)(?P<release>[0-3])R\d")
_QUARTERS = (
    re.compile(r"(?P<year>20\d\d)[-_ ]?Q(?P<quarter>[1-4])"),
    re.compile(r"Q(?P<quarter>[1-4])[-_ ]?(?P<year>20\d\d)"),
)
_RELEASE = re.compile(r"(?<![A-Z])RVU(?P<short>\d\d)(?P<letter>[A-D])")
_MONTH_OF_YEAR = (
    re.compile(rf"(?P<year>20\d\d)[-_ ]*{_MONTH}"),
    re.compile(rf"(?<!\d)(?P<short>\d\d)[-_ ]?{_MONTH}"),
    re.compile(rf"{_MONTH}[-_ ]*(\d\d?[-_ ]+)?(?P<year>20\d\d)"),
)
_FIRST_OF_MONTH = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)([-_]?)(?P<number>0[1-9]|1[0-2])\2(?P<day>01)(?!\d)"),
    re.compile(r"(?<!\d)(?P<number>0?[1-9]|1[0-2])([-_]?)(?P<day>0?1)\2(?P<year>20\d\d)(?!\d)"),
)
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)(?!\d)")
_TITLE = re.compile(rf"(?P<year>20\d\d) NATIONAL PHYSICIAN FEE SCHEDULE.*?\b{_MONTH} RELEASE")
_GPCI_YEAR = re.compile(r"CY (?P<year>20\d\d)|(?P<label>20\d\d) (?:PW|PE|MP) GPCI")
_SETTINGS = (
    (re.compile(r"CCIPRA|PRACTITIONER|(?<![A-Z])PRA(C)?(?![A-Z])"), Setting.PRACTITIONER),
    (re.compile(r"CCIOPH|HOSPITAL|OUTPATIENT|(?<![A-Z])OPH(?![A-Z])"), Setting.OUTPATIENT_HOSPITAL),
    (re.compile(r"(?<![A-Z])DME"), Setting.DME),
)


@dataclass(frozen=True)
class Edition:
    """A first day, with the edition in words."""

    day: date
    words: str


def quarter_start(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def edition_of(kind: Kind, day: date, *, year_only: bool = False) -> Edition:
    """The edition that begins on a day, in the words in which CMS speaks of that kind."""
    if kind is Kind.DIAGNOSES:
        fiscal = f"FY {day.year + (day.month >= 10)}"
        return Edition(day, fiscal if day.month == 10 else f"{fiscal}, {_month_words(day)}")
    if year_only or kind in {Kind.GPCI, Kind.PLACES}:
        return Edition(day, str(day.year))
    if kind in {Kind.PTP, Kind.MUE, Kind.ADD_ON} and day == quarter_start(day):
        return Edition(day, f"{day.year} Q{day.month // 3 + 1}")
    return Edition(day, _month_words(day))


def _month_words(day: date) -> str:
    return f"{day:%B %Y}"


def titled_edition(kind: Kind, heading: str) -> Edition | None:
    """The edition that the titles or labels above the data name."""
    heading = heading.upper()
    if kind is Kind.FEE_SCHEDULE and (found := _TITLE.search(heading)):
        return edition_of(kind, date(int(found["year"]), _MONTHS[found["month"]], 1))
    if kind is Kind.GPCI and (found := _GPCI_YEAR.search(heading)):
        return edition_of(kind, date(int(found["year"] or found["label"]), 1, 1))
    return None


def named_edition(kind: Kind, names: Sequence[str]) -> Edition | None:
    """The edition that the file's name tells, or else the name of the zip around it."""
    for name in names:
        for found in _diagnoses_named(name.upper()) if kind is Kind.DIAGNOSES else _named(kind, name.upper()):
            return found
    return None


def _diagnoses_named(name: str) -> Iterator[Edition]:
    if found := _YEAR.search(name):
        year = int(found["year"])
        # A fiscal year begins in October of the year before; some codes change in April.
        yield edition_of(Kind.DIAGNOSES, date(year, 4, 1) if "APR" in name else date(year - 1, 10, 1))


def _named(kind: Kind, name: str) -> Iterator[Edition]:
    if found := _VERSION.search(name):
        yield edition_of(kind, date(1994 + int(found["version"]), 1 + 3 * int(found["release"]), 1))
    for pattern in _QUARTERS:
        if found := pattern.search(name):
            yield edition_of(kind, date(int(found["year"]), 3 * int(found["quarter"]) - 2, 1))
    if found := _RELEASE.search(name):
        yield edition_of(kind, date(2000 + int(found["short"]), 1 + 3 * "ABCD".index(found["letter"]), 1))
    for pattern in _MONTH_OF_YEAR:
        if found := pattern.search(name):
            parts = found.groupdict()
            year = int(parts["year"]) if "year" in parts else 2000 + int(parts["short"])
            yield edition_of(kind, date(year, _MONTHS[found["month"]], 1))
    for pattern in _FIRST_OF_MONTH:
        if found := pattern.search(name):
            yield edition_of(kind, date(int(found["year"]), int(found["number"]), 1))
    if found := _YEAR.search(name):
        yield edition_of(kind, date(int(found["year"]), 1, 1), year_only=True)


def named_setting(names: Sequence[str]) -> Setting:
    """The setting that the file's name tells, or else the name of the zip around it."""
    for name in names:
        for pattern, setting in _SETTINGS:
            if pattern.search(name.upper()):
                return setting
    return Setting.ANY


def latest_sensible() -> date:
    """Dates after this are no editions but marks for "never", or slips."""
    return date.today() + timedelta(days=400)
