"""What CMS publishes of a code as files, as entries hold it: fee schedule rows, unit limits and NCCI edits.

Layouts and meanings: CMS's record layout of the relative value file (RVU25D), the NCCI procedure-to-procedure edit
files and the medically unlikely edit files.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from bot.book.fields import Amount, Code, Indicator, Model, Modifier, Name, Quoted


class Service(StrEnum):
    """The kind of service that a code is, by which some modifiers are told apart before any field is read."""

    SURGERY = "surgery"
    PROCEDURE = "procedure"
    CELL_INFUSION = "cell-infusion"
    INFUSION = "infusion"
    VISIT = "visit"
    IMAGING = "imaging"
    DIAGNOSTIC_TEST = "diagnostic-test"
    PATHOLOGY = "pathology"
    LABORATORY = "laboratory"
    ANESTHESIA = "anesthesia"
    """Anesthesia and sedation for another service."""
    THERAPY = "therapy"
    """Treatment in sessions without an operation: physical and speech therapy, psychotherapy, manipulation, dialysis,
    radiation."""
    OTHER = "other"
    """None of these, and neither a visit nor an operation: drugs, vaccines, blood, supplies, equipment, transport."""


class FeeScheduleRow(Model):
    """A row of the Medicare Physician Fee Schedule's relative value file, with its indicators as printed."""

    modifier: Modifier | Literal[""] = ""
    status: Indicator
    work_rvu: Amount
    non_facility_pe_rvu: Amount
    non_facility_na: bool = False
    """True where the file marks the setting NA: the service is rarely or never done there."""
    facility_pe_rvu: Amount
    facility_na: bool = False
    malpractice_rvu: Amount
    non_facility_total_rvu: Amount
    facility_total_rvu: Amount
    pc_tc_indicator: Indicator
    global_days: Indicator
    multiple_procedure: Indicator
    bilateral_surgery: Indicator
    assistant_surgery: Indicator
    co_surgeons: Indicator
    team_surgery: Indicator
    supervision: Indicator
    preoperative_share: Amount | None = None
    """The preoperative part of the fee as a fraction of 1; None where it is not on file."""
    intraoperative_share: Amount | None = None
    postoperative_share: Amount | None = None


ROW_AMOUNTS = tuple(name for name in FeeScheduleRow.model_fields if name.endswith("_rvu"))
"""The fields of a row that are relative value units."""
ROW_INDICATORS = tuple(
    name for name, field in FeeScheduleRow.model_fields.items() if field.is_required() and name not in ROW_AMOUNTS
)
"""The fields of a row that are indicators."""
ROW_SHARES = ("preoperative_share", "intraoperative_share", "postoperative_share")
"""The fields of a row that are parts of the fee."""


class FeeSchedule(Model):
    """A code's rows in one edition of the fee schedule."""

    source: Name
    conversion_factor: Annotated[Quoted, Field(pattern=r"^[0-9]+\.[0-9]{4}$")] | None = None
    """Dollars for one relative value unit."""
    rows: tuple[FeeScheduleRow, ...] = Field(min_length=1)

    def row(self, modifier: str) -> FeeScheduleRow | None:
        """The code's row for the modifier ("" for the row without one)."""
        return next((row for row in self.rows if row.modifier == modifier), None)


class UnitLimit(Model):
    """A medically unlikely edit: the most units that are paid, and what the limit is tied to."""

    value: Annotated[Quoted, Field(pattern=r"^[0-9]+$")]
    """Units a claim line or day; "0": never payable there."""
    mai: Annotated[Quoted, Field(pattern=r"^[123]$")]
    """MUE adjudication indicator: 1 a claim line, 2 a day without exception, 3 a day, more on documentation."""
    rationale: Name


class MedicallyUnlikelyEdits(Model):
    """A code's unit limits in one edition. A limit that is left out is not published."""

    source: Name
    practitioner: UnitLimit | None = None
    outpatient_hospital: UnitLimit | None = None


class CorrectCodingEdit(Model):
    """An NCCI procedure-to-procedure edit: the column 1 code is paid and the column 2 code denied."""

    column_1: Code
    column_2: Code
    indicator: Annotated[Quoted, Field(pattern=r"^[019]$")]
    """0: no modifier opens the pair; 1: one may; 9: the edit is deleted from its first day."""
    practitioner: bool = True
    """Whether the practitioner table holds it."""
    outpatient_hospital: bool = True
    opened_by: tuple[Modifier, ...] = ()
    """With indicator 1, the modifier that fits the column 2 code, such as 25 for a visit."""
    rationale: Name | None = None
    effective: date | None = None
    """The first day of the edit; None where that is not on file."""
    deleted: date | None = None
    """The last day of the edit, which may lie ahead."""

    def is_active(self, on: date) -> bool:
        """Whether the edit denies anything on a day."""
        began = self.effective is None or self.effective <= on
        return self.indicator != "9" and began and (self.deleted is None or on <= self.deleted)


class CorrectCodingEdits(Model):
    """The edits on file for a code in one edition, whichever column it stands in."""

    source: Name
    all_active: bool = False
    """True where every active edit of the code is listed, not only those with codes of this book."""
    looked_up: tuple[Code, ...] = ()
    """Codes whose pair with this one was looked up: without an edit below, the tables hold none."""
    edits: tuple[CorrectCodingEdit, ...] = ()


def between(first: str, second: str, edits: Sequence[CorrectCodingEdit], on: date) -> CorrectCodingEdit | None:
    """The edit between two codes on a day: an active one, else the one that ended last, or None."""
    found = [edit for edit in edits if {edit.column_1, edit.column_2} == {first, second}]
    return max(found, key=lambda edit: (edit.is_active(on), edit.deleted or date.max), default=None)
