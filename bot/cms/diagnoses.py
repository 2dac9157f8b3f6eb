"""The ICD-10-CM order file: codes and categories with their titles, in columns of fixed width.

Order number (1-5), code without its dot (7-13), 1 for a code that may be billed (15), short title (17-76), title (78-).
"""

import re
from collections.abc import Sequence

from bot.cms.faults import Unusable
from bot.cms.fields import choice
from bot.cms.form import FixedWidth, Form, column, sliced
from bot.cms.records import Kind

_SPANS = ((7, 13), (15, 15), (17, 76), (78, 999))
_SIGN = re.compile(r"\d{5} [A-Z][0-9A-Z]{2}[0-9A-Z ]{4} [01] \S.{58}[ \S]")
_CODE = re.compile(r"[A-Z][0-9A-Z]{2}[0-9A-Z]{0,4}")
_CATEGORY = 3


def _record(cells: Sequence[str]) -> tuple[str | bool, ...]:
    name, billable, short_title, title = cells
    if not _CODE.fullmatch(name):
        raise Unusable(f"code {name!r} is no ICD-10-CM code")
    category, rest = name[:_CATEGORY], name[_CATEGORY:]
    return (
        f"{category}.{rest}" if rest else category,
        choice("billable", billable, {"0", "1"}) == "1",
        short_title,
        title,
    )


DIAGNOSES = Form(
    kind=Kind.DIAGNOSES,
    what="the ICD-10-CM order file",
    columns=tuple(column(name, "(?!)") for name in ("code", "billable", "short title", "title")),
    record=_record,
    key=1,
    fixed=FixedWidth(_SIGN, sliced(_SPANS, 78)),
)
