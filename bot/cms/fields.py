"""Cells, checked and put into one form. What does not fit raises Unusable with the reason."""

import re
from collections.abc import Container
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from bot.cms.faults import Unusable


class Number(str):
    """A number of an Excel sheet as text: leading zeros, and zeros after the point, are lost."""

    __slots__ = ()


_CODE = re.compile(r"\d{4}[0-9A-Z]|[A-Z]\d{4}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")
_AMOUNT = re.compile(r"\d*\.?\d+")
_DAY_OF_YEAR = re.compile(r"\d{7}")
_DATES = (
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"),
    re.compile(r"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{4})"),
)


def digits(text: str, length: int) -> str:
    """The text, with the leading zeros that a sheet's number has lost."""
    return text.zfill(length) if isinstance(text, Number) else text


def code(name: str, text: str) -> str:
    """A CPT or HCPCS code."""
    text = digits(text, 5)
    if not _CODE.fullmatch(text):
        raise Unusable(f"{name} {text!r} is no CPT or HCPCS code")
    return text


def modifier(text: str) -> str:
    """A modifier, or nothing."""
    if text and not _MODIFIER.fullmatch(text):
        raise Unusable(f"modifier {text!r} is no modifier")
    return text


def choice(name: str, text: str, allowed: Container[str]) -> str:
    """One of the values that a field may have."""
    if text not in allowed:
        raise Unusable(f"{name} {text!r} is not a known value")
    return text


def amount(name: str, text: str, places: int) -> str:
    """A number with so many decimals, or nothing."""
    if not text:
        return ""
    if not _AMOUNT.fullmatch(text):
        raise Unusable(f"{name} {text!r} is not a number")
    if text[-places - 1 : -places] == "." and text[0] != ".":
        return text
    return f"{Decimal(text).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def number(name: str, text: str) -> str:
    """A number as it is printed."""
    if not _AMOUNT.fullmatch(text):
        raise Unusable(f"{name} {text!r} is not a number")
    return text


def day(name: str, text: str) -> str:
    """A date as year-month-day; nothing for a blank or CMS's * for no date."""
    if text in {"", "*"}:
        return ""
    for form in _DATES:
        if found := form.fullmatch(text):
            try:
                return date(*(int(found[part]) for part in ("year", "month", "day"))).isoformat()
            except ValueError:
                break
    raise Unusable(f"{name} {text!r} is not a date")


def day_of_year(name: str, text: str) -> str:
    """A date, which the add-on files write as year and day of the year: 2024001. Blank, 0 and 9999999 mean none."""
    if not text.strip("0") or text == "9999999":
        return ""
    if not _DAY_OF_YEAR.fullmatch(text):
        return day(name, text)
    year, ordinal = int(text[:4]), int(text[4:])
    if not (year and 1 <= ordinal <= 366):
        raise Unusable(f"{name} {text!r} is not a date")
    return (date(year, 1, 1) + timedelta(days=ordinal - 1)).isoformat()
