"""What the tables hold of a code, gathered so that rules can read it by field and by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from bot.book.book import Book
from bot.book.schema import CodeEntry
from bot.book.tables import (
    ROW_AMOUNTS,
    ROW_INDICATORS,
    CorrectCodingEdit,
    FeeSchedule,
    FeeScheduleRow,
    MedicallyUnlikelyEdits,
    Service,
)


@dataclass(frozen=True)
class CodeFacts:
    """A code's facts for one modifier ("" for none)."""

    service: Service | None
    own_row: bool | None
    """Whether the fee schedule has a row for the modifier; None where no fee schedule is on file."""
    openable: bool | None
    """Whether a modifier can open an active edit other than with a visit; None where that is not on file."""
    values: Mapping[str, str]
    """Indicators by field."""
    names: Mapping[str, str]
    """What a rule's text may fill in, as far as it is on file."""
    sources: Mapping[str, str]
    """Ids of sources, by table: fee_schedule, mue, ncci."""


def facts_of(book: Book, code: CodeEntry, modifier: str, row_of: str = "") -> CodeFacts:
    """The facts of a code, read from the modifier's row where there is one, else from the row of `row_of`."""
    values: dict[str, str] = {}
    names = {"code": code.id, "modifier": modifier, "edition": ""}
    sources: dict[str, str] = {}
    own_row = None
    if schedule := code.fee_schedule:
        own = schedule.row(modifier)
        row = own or schedule.row(row_of) or schedule.rows[0]
        own_row = own is not None
        sources["fee_schedule"] = schedule.source
        values |= _values(row)
        names |= _amounts(schedule, row)
    if limits := code.medically_unlikely_edits:
        sources["mue"] = limits.source
        values |= _limits(limits)
        names |= _limit_names(limits)
    openable = None
    if edits := code.correct_coding_edits:
        sources["ncci"] = edits.source
        open_pairs = [edit for edit in book.edits_of(code.id) if _opens(edit)]
        openable = bool(open_pairs) or (False if edits.all_active else None)
        if open_pairs:
            names["pairs"] = ", ".join(sorted({_other(edit, code.id) for edit in open_pairs}))
    return CodeFacts(code.service, own_row, openable, values, names, sources)


def _values(row: FeeScheduleRow) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in ROW_INDICATORS} | {
        "non_facility_na": "NA" if row.non_facility_na else "",
        "facility_na": "NA" if row.facility_na else "",
    }


def _amounts(schedule: FeeSchedule, row: FeeScheduleRow) -> dict[str, str]:
    names = {name: str(getattr(row, name)) for name in ROW_AMOUNTS}
    if factor := schedule.conversion_factor:
        names["conversion_factor"] = factor
        for setting in ("non_facility", "facility"):
            amount = Decimal(names[f"{setting}_total_rvu"]) * Decimal(factor)
            names[f"{setting}_amount"] = f"${amount.quantize(Decimal('0.01'), ROUND_HALF_UP):,}"
    return names


def _limits(limits: MedicallyUnlikelyEdits) -> dict[str, str]:
    return {"mue": limits.practitioner.value, "mai": limits.practitioner.mai} if limits.practitioner else {}


def _limit_names(limits: MedicallyUnlikelyEdits) -> dict[str, str]:
    names = _limits(limits)
    if hospital := limits.outpatient_hospital:
        names |= {"outpatient_mue": hospital.value, "outpatient_mai": hospital.mai}
    return names


def _opens(edit: CorrectCodingEdit) -> bool:
    """Whether a modifier other than 25, which is a visit's, opens the edit."""
    return edit.is_active and edit.indicator == "1" and "25" not in edit.opened_by


def _other(edit: CorrectCodingEdit, code: str) -> str:
    return edit.column_2 if edit.column_1 == code else edit.column_1
