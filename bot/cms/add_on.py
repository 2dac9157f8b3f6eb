"""Add-on code edits (AOC).

CMS publishes them since 2022 as fixed-width text and since June 2023 also as a sheet
(https://www.cms.gov/ncci-medicare/medicare-ncci-add-code-edits). The sheet has a copyright row and eight columns:
AOC_Edit_Type, Add-On_Code, AOC_DelDT, Primary_Code, Primary_Code_DelDT, AOC_Edit_EffDT, AOC_Edit_DelDT,
Special_Instruction_Notes. The text has the same fields in the same order, 1, 5, 7, 5, 7, 7 and 7 characters wide, and
no heading. Dates are year and day of the year (https://rwbayer.com/posts/parsing-cms-add-on-code-edit-dates).
"""

import re
from collections.abc import Sequence

from bot.cms.fields import choice, code, day_of_year
from bot.cms.form import FixedWidth, Form, column
from bot.cms.records import Kind

NO_LIST = "CCCCC"
"""Stands for the primary code where the contractor decides."""

_COLUMNS = (
    column("AOC_Edit_Type", r"AOC (EDIT )?TYPE|ADD ON( CODE)? (EDIT )?TYPE"),
    column("Add-On_Code", r"ADD ?ON CODE|AOC"),
    column("AOC_DelDT", r"AOC DEL ?DT( JULIAN)?", needed=False),
    column("Primary_Code", r"PRIMARY( PROCEDURE)? CODE"),
    column("Primary_Code_DelDT", r"PRIMARY CODE DEL ?DT( JULIAN)?", needed=False),
    column("AOC_Edit_EffDT", r"AOC EDIT EFF ?DT( JULIAN)?", needed=False),
    column("AOC_Edit_DelDT", r"AOC EDIT DEL ?DT( JULIAN)?", needed=False),
)
_LINE = re.compile(
    r"(?P<type>[123])(?P<add_on>[0-9A-Z]{5})(?P<add_on_deleted>\d{7}| {7})(?P<primary>[0-9A-Z]{5})"
    r"(?P<primary_deleted>\d{7}| {7})(?P<effective>\d{7}| {7})(?P<deleted>\d{7}| {0,7})"
)


def _cells(line: str) -> list[str]:
    found = _LINE.match(line)
    return [cell.strip() for cell in found.groups()] if found else [line]


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    edit_type, add_on, add_on_deleted, primary, primary_deleted, effective, deleted = cells
    ends = (
        day_of_year("AOC_Edit_DelDT", deleted),
        day_of_year("AOC_DelDT", add_on_deleted),
        day_of_year("Primary_Code_DelDT", primary_deleted),
    )
    return (
        code("Add-On_Code", add_on),
        "" if primary in {"", NO_LIST} else code("Primary_Code", primary),
        choice("AOC_Edit_Type", edit_type, {"1", "2", "3"}),
        day_of_year("AOC_Edit_EffDT", effective),
        min(filter(None, ends), default=""),
    )


ADD_ON = Form(
    kind=Kind.ADD_ON,
    what="add-on code edits (AOC)",
    columns=_COLUMNS,
    record=_record,
    fixed=FixedWidth(_LINE, _cells),
)
