"""The relative value file of the physician fee schedule (PPRRVU).

Its labels are spread over up to five rows, and 2026 put a column (PRIC IND) between the others: so columns are found by
their joined labels, never by place. Before 2014 a file had "transitioned" and "fully implemented" practice expense; the
first of both, which CMS paid by, is read.

The text form begins with lines HDR and has fixed positions. They follow the record layout in RVU26A.pdf (cms.gov, PFS
relative value files), but the real files of 2025 have 171 characters, not 200, and the "+" for codes that are not used
for payment at position 59, which the layout does not name.
"""

import re
from collections.abc import Sequence

from bot.cms.fields import amount, choice, code, digits, modifier
from bot.cms.form import FixedWidth, Form, column, sliced
from bot.cms.records import FeeScheduleRecord, Kind

_STATUSES = frozenset("ABCDEFGHIJMNPQRTX")
_DIGITS = frozenset(["", *"0123456789"])
_SIDES = frozenset(["", *"01239"])
_SURGEONS = frozenset(["", *"0129"])
_GLOBAL_DAYS = frozenset(["", "000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"])
_SUPERVISION = frozenset(["", "01", "02", "03", "04", "05", "06", "09", "21", "22", "66", "6A", "77", "7A"])
_FLAG, _NA = frozenset(["", "+"]), frozenset(["", "NA"])

_NON_FACILITY = r"NON ?FAC(ILITY)?"
_FACILITY = r"(?!.*NON ?FAC)(.* )?FAC(ILITY)?"
_COLUMNS = (
    column("HCPCS", r"HCPCS( CODE)?|CPT( CODE)?|CPT HCPCS( CODE)?"),
    column("MOD", r"MOD(IFIER)?"),
    column("DESCRIPTION", r"(.* )?DESCRIPTION"),
    column("STATUS CODE", r"(PROC(EDURE)? )?STAT(US)?( CODE)?"),
    column("NOT USED FOR MEDICARE PAYMENT", r"(.* )?NOT USED( FOR)?( MEDICARE)?( PAYMENT)?"),
    column("WORK RVU", r"(.* )?WORK RVUS?"),
    column("NON-FAC PE RVU", rf"(.* )?{_NON_FACILITY} PE RVUS?"),
    column("NON-FAC NA INDICATOR", rf"(.* )?{_NON_FACILITY} NA( INDICATOR| IND)?"),
    column("FACILITY PE RVU", rf"{_FACILITY} PE RVUS?"),
    column("FACILITY NA INDICATOR", rf"{_FACILITY} NA( INDICATOR| IND)?"),
    column("MP RVU", r"(MP|MALPRACTICE|PLI) RVUS?"),
    column("NON-FACILITY TOTAL", rf"(.* )?{_NON_FACILITY} TOTAL( RVUS?)?"),
    column("FACILITY TOTAL", rf"{_FACILITY} TOTAL( RVUS?)?"),
    column("PCTC IND", r"PC ?TC( IND(ICATOR)?)?"),
    column("GLOB DAYS", r"GLOB(AL)?( DAYS| SURGERY)?"),
    column("PRE OP", r"PRE ?OP"),
    column("INTRA OP", r"INTRA ?OP"),
    column("POST OP", r"POST ?OP"),
    column("MULT PROC", r"MULT(IPLE)? (PROC|SURG)(EDURE)?"),
    column("BILAT SURG", r"BIL(A?T)?(ERAL)? SURG(ERY)?"),
    column("ASST SURG", r"ASST SURG(ERY)?"),
    column("CO-SURG", r"CO ?SURG(EONS?)?"),
    column("TEAM SURG", r"TEAM SURG(ERY)?"),
    column("ENDO BASE", r"ENDO ?BASE"),
    column("CONV FACTOR", r"CONV(ERSION)? FACT(OR)?"),
    column("PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES", r"PHYS(ICIAN)? SUP(ER)?V(ISION)?\b.*"),
)

# fmt: off
_SPANS = (
    (1, 5), (6, 7), (8, 57), (58, 58), (59, 59), (60, 65), (67, 72), (73, 74), (76, 81), (82, 83), (85, 89), (91, 96),
    (97, 102), (103, 103), (104, 106), (107, 109), (110, 112), (113, 115), (116, 116), (117, 117), (118, 118),
    (119, 119), (120, 120), (128, 132), (133, 140), (142, 143),
)
# fmt: on
_SIGN = re.compile(r"[0-9A-Z]{5}[0-9A-Z ]{2}.{50}[A-Z][+ ][ \d]{3}\.\d\d [ \d]{3}\.\d\d")


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    # fmt: off
    (
        procedure, mod, description, status, not_used, work, non_facility, non_facility_na, facility, facility_na,
        malpractice, non_facility_total, facility_total, pc_tc, global_days, before, during, after, multiple, bilateral,
        assistant, co_surgeons, team, endoscopic_base, factor, supervision,
    ) = cells
    # fmt: on
    return (
        code("HCPCS", procedure),
        modifier(mod),
        description,
        choice("STATUS CODE", status, _STATUSES),
        choice("NOT USED FOR MEDICARE PAYMENT", not_used, _FLAG),
        amount("WORK RVU", work, 2),
        amount("NON-FAC PE RVU", non_facility, 2),
        choice("NON-FAC NA INDICATOR", non_facility_na, _NA),
        amount("FACILITY PE RVU", facility, 2),
        choice("FACILITY NA INDICATOR", facility_na, _NA),
        amount("MP RVU", malpractice, 2),
        amount("NON-FACILITY TOTAL", non_facility_total, 2),
        amount("FACILITY TOTAL", facility_total, 2),
        choice("PCTC IND", pc_tc, _DIGITS),
        # Text made from a sheet has lost these zeros too.
        choice("GLOB DAYS", global_days.zfill(3) if global_days.isdigit() else global_days, _GLOBAL_DAYS),
        amount("PRE OP", before, 2),
        amount("INTRA OP", during, 2),
        amount("POST OP", after, 2),
        choice("MULT PROC", multiple, _DIGITS),
        choice("BILAT SURG", bilateral, _SIDES),
        choice("ASST SURG", assistant, _SURGEONS),
        choice("CO-SURG", co_surgeons, _SURGEONS),
        choice("TEAM SURG", team, _SURGEONS),
        code("ENDO BASE", digits(endoscopic_base, 5)) if endoscopic_base else "",
        amount("CONV FACTOR", factor, 4),
        choice("SUPERVISION", supervision.zfill(2) if supervision else "", _SUPERVISION),
    )


assert len(_COLUMNS) == len(_SPANS) == len(FeeScheduleRecord._fields)

FEE_SCHEDULE = Form(
    kind=Kind.FEE_SCHEDULE,
    what="the physician fee schedule (PPRRVU)",
    columns=_COLUMNS,
    record=_record,
    key=2,
    fixed=FixedWidth(_SIGN, sliced(_SPANS, 143), heading="HDR"),
)
