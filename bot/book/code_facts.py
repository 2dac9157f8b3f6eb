"""What the tables hold of a code, gathered so that rules can read it by field and by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.book.amounts import dollars
from bot.book.book import Book
from bot.book.code_tables import CodeTables, opened_of, pairs_of, tables_of
from bot.book.reference import DME, OUTPATIENT_HOSPITAL, PRACTITIONER, AddOnEdits, PairFound
from bot.book.schema import CodeEntry
from bot.book.tables import ROW_AMOUNTS, ROW_INDICATORS, ROW_SHARES, FeeSchedule, FeeScheduleRow, Service

MOST_LISTED = 15
"""Codes that a text lists."""
LIMIT_FIELDS = {PRACTITIONER: "", OUTPATIENT_HOSPITAL: "hospital_", DME: "dme_"}
"""What stands before `mue` and `mai` in the names of a setting's limit."""


@dataclass(frozen=True)
class Gathered:
    """What is on file of a code on a day whatever the modifier, and of another code beside it where there is one."""

    code: str
    service: Service | None
    fee_schedule: FeeSchedule | None
    openable: bool | None
    """Whether a modifier can open an active edit other than with a visit; None where that is not on file."""
    values: Mapping[str, str]
    """Fields that no fee schedule row has."""
    names: Mapping[str, str]
    """What a rule's text may fill in, as far as it is on file."""
    sources: Mapping[str, str]
    """Ids of sources, by table: fee_schedule, mue, hospital_mue, dme_mue, ncci, pair, other, add_on."""


@dataclass(frozen=True)
class CodeFacts:
    """A code's facts for one modifier ("" for none), as rules read them."""

    service: Service | None
    own_row: bool | None
    """Whether the fee schedule has a row for the modifier; None where no fee schedule is on file."""
    openable: bool | None
    values: Mapping[str, str]
    """Indicators by field."""
    names: Mapping[str, str]
    sources: Mapping[str, str]


def gather(book: Book, code: CodeEntry, on: date, beside: CodeEntry | None = None) -> Gathered:
    """All that is on file of a code on a day."""
    tables = tables_of(book, code, on)
    values: dict[str, str] = {}
    names = {"code": code.id, "edition": ""}
    sources: dict[str, str] = {}
    if tables.fee_schedule:
        sources["fee_schedule"] = tables.fee_schedule.source
    elif tables.lacking_schedule:
        sources["fee_schedule"] = tables.lacking_schedule
        _add_absence(book, code.id, tables.lacking_schedule, values, names)
    _add_limits(tables, values, names, sources)
    if tables.add_on:
        sources["add_on"] = tables.add_on.source
        _add_add_on(tables.add_on, beside.id if beside else None, values, names)
    openable = None
    if opened := opened_of(book, code, on):
        sources["ncci"] = opened.source
        openable = bool(opened.codes)
        if opened.codes:
            names["pairs"] = ", ".join(opened.codes)
    if beside:
        _add_other(book, code, beside, on, values, names, sources)
    return Gathered(code.id, tables.service, tables.fee_schedule, openable, values, names, sources)


def facts_of(gathered: Gathered, modifier: str, row_of: str = "") -> CodeFacts:
    """The facts for a modifier, read from its row where there is one, else from the row of `row_of`."""
    values, names = dict(gathered.values), {**gathered.names, "modifier": modifier}
    own_row = None
    if schedule := gathered.fee_schedule:
        own = schedule.row(modifier)
        row = own or schedule.row(row_of) or schedule.rows[0]
        own_row = own is not None
        values |= _values(row)
        names |= _amounts(schedule, row)
    return CodeFacts(gathered.service, own_row, gathered.openable, values, names, gathered.sources)


def _values(row: FeeScheduleRow) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in ROW_INDICATORS} | {
        "non_facility_na": "NA" if row.non_facility_na else "",
        "facility_na": "NA" if row.facility_na else "",
    }


def _amounts(schedule: FeeSchedule, row: FeeScheduleRow) -> dict[str, str]:
    names = {name: str(getattr(row, name)) for name in ROW_AMOUNTS}
    names |= {name: str(share) for name in ROW_SHARES if (share := getattr(row, name)) is not None}
    if factor := schedule.conversion_factor:
        names["conversion_factor"] = factor
        names |= {
            f"{setting}_amount": dollars(names[f"{setting}_total_rvu"], factor)
            for setting in ("non_facility", "facility")
        }
    return names


def _add_absence(book: Book, code: str, lacking: str, values: dict[str, str], names: dict[str, str]) -> None:
    """Whether a fee schedule before the one that lacks the code had it."""
    last = book.reference.last_fee_schedule_source(code) if book.reference else None
    if last and book.source(last).as_of < book.source(lacking).as_of:
        values["status"] = "deleted"
        names["last_edition"] = book.edition(last)
    else:
        values["status"] = "absent"


def _add_limits(tables: CodeTables, values: dict[str, str], names: dict[str, str], sources: dict[str, str]) -> None:
    """The limits by setting. Where one source has the practitioner's and the hospital's, one text names both; a limit
    with a source of its own has fields of its own."""
    if tables.lacking_limit:
        values["mue"] = "none"
        sources["mue"] = tables.lacking_limit
    practitioner = next((limit.source for limit in tables.limits if limit.setting == PRACTITIONER), None)
    for found in tables.limits:
        if found.setting != PRACTITIONER and found.source == practitioner:
            names |= {"outpatient_mue": found.limit.value, "outpatient_mai": found.limit.mai}
            continue
        prefix = LIMIT_FIELDS[found.setting]
        fields = {f"{prefix}mue": found.limit.value, f"{prefix}mai": found.limit.mai}
        values |= fields
        names |= {**fields, f"{prefix}rationale": found.limit.rationale}
        sources[f"{prefix}mue"] = found.source


def _add_add_on(found: AddOnEdits, other: str | None, values: dict[str, str], names: dict[str, str]) -> None:
    if found.type:
        values["add_on_type"] = names["add_on_type"] = found.type
        if other:
            values["add_on_of_other"] = "yes" if other in found.primaries else "no"
    elif other in found.add_ons:
        values["primary_of_other"] = "yes"
    values["is_primary"] = "yes" if found.add_ons else "no" if not found.type else ""
    if found.primaries:
        names["primaries"] = listed(found.primaries)
    if found.add_ons:
        names["add_ons"] = listed(found.add_ons)


def listed(codes: tuple[str, ...], most: int = MOST_LISTED) -> str:
    """Codes in a row, the first of them where there are many."""
    more = f" and {len(codes) - most:,} more" if len(codes) > most else ""
    return ", ".join(codes[:most]) + more


def _add_other(
    book: Book,
    code: CodeEntry,
    other: CodeEntry,
    on: date,
    values: dict[str, str],
    names: dict[str, str],
    sources: dict[str, str],
) -> None:
    """The other code's global days and kind of service, and the edit between the two on a professional claim."""
    names["other"] = other.id
    tables = tables_of(book, other, on)
    if tables.service:
        values["other_service"] = tables.service.value
    if schedule := tables.fee_schedule:
        values["other_global_days"] = (schedule.row("") or schedule.rows[0]).global_days
        sources["other"] = schedule.source
    pair = next((found for found in pairs_of(book, code, other.id, on) if PRACTITIONER in found.settings), None)
    if pair:
        values["pair_edit"] = edit_kind(pair, on)
        sources["pair"] = pair.source
        if pair.edit:
            names |= {"column_1": pair.edit.column_1, "column_2": pair.edit.column_2}


def edit_kind(pair: PairFound, on: date) -> str:
    """What a pair case calls it: the indicator of an edit in force, deleted, later, or none."""
    if pair.edit is None:
        return "none"
    if pair.edit.is_active(on) or pair.edit.indicator == "9":
        return pair.edit.indicator
    return "later" if pair.edit.effective and pair.edit.effective > on else "deleted"
