"""Geographic practice cost indices (GPCI): a comma separated file, a sheet, or a text in columns of blanks."""

import re
from collections.abc import Sequence

from bot.cms.faults import Unusable
from bot.cms.fields import digits, number
from bot.cms.form import FixedWidth, Form, column
from bot.cms.records import Kind

_COLUMNS = (
    column("Medicare Administrative Contractor (MAC)", r"MEDICARE ADMINISTRATIVE CONTRACTOR.*|CONTRACTOR.*|MAC"),
    column("State", "STATE"),
    column("Locality Number", r"LOCALITY( NUMBER| NO)?"),
    column("Locality Name", "LOCALITY NAME"),
    column("PW GPCI", r"(.*\b)?(PW|WORK) GPCI\b.*"),
    column("PE GPCI", r"(.*\b)?PE GPCI\b.*"),
    column("MP GPCI", r"(.*\b)?MP GPCI\b.*"),
)
_LINE = re.compile(r"(\d{5})\s+([A-Z]{2})\s+(\d\d)\s+(\S.*?)\s{2,}(\d?\.\d+|\d)\s+(\d?\.\d+|\d)\s+(\d?\.\d+|\d)\s*")


def _cells(line: str) -> list[str]:
    found = _LINE.fullmatch(line)
    # The notes below the table look like no row of it.
    return list(found.groups()) if found else [] if not line[:5].isdigit() else [line]


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    contractor, state, locality, name, work, practice_expense, malpractice = cells
    contractor, locality = digits(contractor, 5), digits(locality, 2)
    if not re.fullmatch(r"\d{5}", contractor):
        raise Unusable(f"contractor {contractor!r} has not five digits")
    if not re.fullmatch(r"[A-Z]{2}", state):
        raise Unusable(f"state {state!r} has not two letters")
    if not re.fullmatch(r"\d\d", locality):
        raise Unusable(f"locality {locality!r} has not two digits")
    return (
        contractor,
        state,
        locality,
        name.rstrip("* "),
        number("PW GPCI", work),
        number("PE GPCI", practice_expense),
        number("MP GPCI", malpractice),
    )


GPCI = Form(
    kind=Kind.GPCI,
    what="the geographic practice cost indices (GPCI)",
    columns=_COLUMNS,
    record=_record,
    key=3,
    fixed=FixedWidth(_LINE, _cells),
)
