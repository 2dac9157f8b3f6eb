"""What imported files say beyond the book's rules: of a code, a diagnosis, a place, and of payment in a locality."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.asking import table_wording as wording
from bot.asking.claim import Claim
from bot.book import Book
from bot.book.amounts import dollars, local_amount, local_formula
from bot.book.code_tables import tables_of
from bot.book.fields import Verdict
from bot.book.reference import Locality
from bot.book.schema import CodeEntry, Statement
from bot.book.tables import FeeSchedule, FeeScheduleRow, Service

PAID_STATUSES = frozenset({"A", "R", "T"})
"""Status codes whose relative value units are used for payment (CMS, RVU25D record layout)."""
MEDICARE = ("medicare",)


def about_code(book: Book, code: CodeEntry, on: date) -> list[Statement]:
    """What a code without an entry is: its title where one is on file, its kind of service and its fee schedule row."""
    if book.reference is None or code.sections:
        return []
    statements = []
    title = book.reference.title(code.id, on)
    if title:
        text = wording.titled(code.id, title.text, title.ended, title.notice, on)
        statements.append(Statement(text=text, source=title.source))
    tables = tables_of(book, code, on)
    if schedule := tables.fee_schedule:
        row = schedule.row("") or schedule.rows[0]
        others = [other.modifier for other in schedule.rows if other.modifier != row.modifier]
        text = wording.fee_schedule_row(code.id, row, others, book.edition(schedule.source))
        if title is None and code.id[0].isdigit():
            text = f"{text} {wording.no_description()}"
        statements.append(Statement(text=text, source=schedule.source, holds_for=MEDICARE))
    elif tables.lacking_schedule:
        last = book.reference.last_fee_schedule_source(code.id)
        text = wording.not_on_fee_schedule(
            code.id, book.edition(tables.lacking_schedule), book.edition(last) if last else None
        )
        statements.append(Statement(text=text, source=tables.lacking_schedule, holds_for=MEDICARE))
    held = book.service_ranges.of(code.id)
    if held and held.service is not Service.OTHER:
        text = wording.kind_of_service(held.service, held.first, held.last)
        statements.append(Statement(text=text, source=held.source))
    return statements


def title_of(book: Book, entry_id: str) -> str | None:
    """The imported title of a HCPCS code or a diagnosis that has no entry in the book."""
    if book.reference is None or entry_id in book.entries:
        return None
    if diagnosis := book.reference.diagnosis(entry_id, date.max):
        return diagnosis.title
    title = book.reference.title(entry_id, date.max)
    return title.text if title and title.notice is None else None


def about_modifier(book: Book, modifier: str, on: date) -> list[Statement]:
    """What a modifier without an entry means, by the HCPCS file."""
    title = book.reference.title(modifier, on) if book.reference and modifier not in book.entries else None
    if title is None:
        return []
    return [
        Statement(text=wording.titled(f"Modifier {modifier}", title.text, title.ended, None, on), source=title.source)
    ]


def about_diagnosis(book: Book, code: str, on: date) -> list[Statement]:
    """Whether an ICD-10-CM code is valid and billable, and its title."""
    found = book.reference.diagnosis(code, on) if book.reference else None
    if found is None:
        return []
    text = wording.diagnosis(found.code, found.billable, found.title, book.edition(found.source), found.followed_by)
    return [Statement(verdict=Verdict.YES if found.billable else Verdict.NO, text=text, source=found.source)]


def diagnoses_named(book: Book, codes: Sequence[str], on: date) -> list[Statement]:
    """The same for diagnoses that are named with a procedure: whether they support it is the payer's to say."""
    found = [statement for code in codes for statement in about_diagnosis(book, code, on)]
    return [
        statement.model_copy(update={"verdict": None, "text": f"{statement.text} {wording.support_is_the_payers()}"})
        for statement in found
    ]


def about_place(book: Book, entry: str) -> list[Statement]:
    """What a place of service is, and at which rate Medicare pays there."""
    found = book.reference.place(entry) if book.reference else None
    if found is None:
        return []
    return [Statement(text=wording.place(found.code, found.name, found.facility), source=found.source)]


def rows_asked(book: Book, code: CodeEntry, claim: Claim, modifiers: Sequence[str]) -> frozenset[str]:
    """Those of the modifiers that have a fee schedule row of their own."""
    schedule = tables_of(book, code, claim.on).fee_schedule
    return frozenset(row.modifier for row in schedule.rows if row.modifier in modifiers) if schedule else frozenset()


def qualifying_amounts(book: Book, code: CodeEntry, on: date, modifiers: Sequence[str]) -> list[Statement]:
    """What qualifying participants in alternative payment models are paid, where their factor is on file."""
    schedule = tables_of(book, code, on).fee_schedule
    found = book.reference.qualifying_factor(on) if book.reference else None
    if schedule is None or found is None or book.source(found[1]).as_of != book.source(schedule.source).as_of:
        return []
    factor, source = found
    wanted = rows_asked(book, code, Claim(on), modifiers)
    lines = [
        wording.qualifying_amount(
            row.modifier,
            None if row.facility_na else dollars(row.facility_total_rvu, factor),
            None if row.non_facility_na else dollars(row.non_facility_total_rvu, factor),
        )
        for row in schedule.rows
        if row.status in PAID_STATUSES and (not wanted or row.modifier in wanted)
    ]
    text = wording.qualifying_amounts(factor, lines, book.edition(source))
    return [Statement(text=text, source=source, holds_for=MEDICARE)] if lines else []


def table_of_rows(book: Book, code: CodeEntry, claim: Claim, modifiers: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The units and national amounts of the code's paid rows; empty where none is paid."""
    schedule = tables_of(book, code, claim.on).fee_schedule
    if schedule is None:
        return ()
    wanted = rows_asked(book, code, claim, modifiers)
    paid = [row for row in schedule.rows if row.status in PAID_STATUSES and (not wanted or row.modifier in wanted)]
    found = {row.modifier: _cells(row, schedule.conversion_factor) for row in paid}
    return wording.table_of_payment(found) if found else ()


def _cells(row: FeeScheduleRow, factor: str | None) -> list[tuple[str, str]]:
    units = [
        (row.work_rvu, row.work_rvu),
        (row.facility_pe_rvu, row.non_facility_pe_rvu),
        (row.malpractice_rvu, row.malpractice_rvu),
        (row.facility_total_rvu, row.non_facility_total_rvu),
    ]
    if factor:
        units.append((dollars(row.facility_total_rvu, factor), dollars(row.non_facility_total_rvu, factor)))
    return [
        ("NA" if row.facility_na else facility, "NA" if row.non_facility_na else outside) for facility, outside in units
    ]


def local_amounts(book: Book, code: CodeEntry, claim: Claim, modifiers: Sequence[str]) -> list[Statement]:
    """What the localities that were named pay for each of the code's rows, with the formula."""
    schedule = tables_of(book, code, claim.on).fee_schedule
    if book.reference is None or schedule is None or schedule.conversion_factor is None:
        return []
    found = [book.reference.locality(key, claim.on) for key in claim.localities]
    wanted = rows_asked(book, code, claim, modifiers)
    return [
        Statement(text=text, source=locality.source, holds_for=MEDICARE)
        for locality in found
        if locality
        if (text := _local_text(book, code.id, schedule, locality, wanted))
    ]


def _local_text(book: Book, code: str, schedule: FeeSchedule, locality: Locality, wanted: Collection[str]) -> str:
    paid = (row for row in schedule.rows if row.status in PAID_STATUSES)
    rows = [row for row in paid if not wanted or row.modifier in wanted]
    lines = [line for row in rows for line in _amounts(row, locality, schedule.conversion_factor or "")]
    if not lines:
        return ""
    editions = (book.edition(schedule.source), book.edition(locality.source))
    same_state = [
        other for other in (book.reference.localities if book.reference else ()) if other.state == locality.state
    ]
    where = f"{locality.name}, {locality.state}" if len(same_state) > 1 else locality.name
    return wording.local_amounts(code, where, lines, editions)


def _amounts(row: FeeScheduleRow, locality: Locality, factor: str) -> list[str]:
    settings = [(True, row.facility_na), (False, row.non_facility_na)]
    return [
        wording.local_amount(
            row.modifier,
            facility,
            local_amount(row, locality, factor, facility=facility),
            local_formula(row, locality, factor, facility=facility),
        )
        for facility, is_not_done in settings
        if not is_not_done
    ]
