"""Small entries with rows as CMS's files print them, for tests of rules.

Indicators are those of PPRRVU2025_Oct.csv; amounts are made up, since no rule reads them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.book import Book
from bot.book.code_facts import gather
from bot.book.rules import Computed, apply_modifier
from bot.book.schema import CodeEntry, ModifierEntry, Section
from bot.book.tables import FeeSchedule, FeeScheduleRow, MedicallyUnlikelyEdits, Service

TODAY = date(2026, 11, 28)
NOTHING = Section.model_validate({"nothing_on_file": {"reason": "a test"}})


def row(modifier: str = "", pc_tc: str = "0", status: str = "A", **indicators: str) -> FeeScheduleRow:
    """A row of the fee schedule; every indicator that is not given is 0, global days XXX."""
    fields: Mapping[str, str] = {
        "global_days": "XXX",
        "multiple_procedure": "0",
        "bilateral_surgery": "0",
        "assistant_surgery": "0",
        "co_surgeons": "0",
        "team_surgery": "0",
        "supervision": "09",
        **indicators,
    }
    return FeeScheduleRow.model_validate(
        {
            "modifier": modifier,
            "status": status,
            "work_rvu": "1.00",
            "non_facility_pe_rvu": "1.00",
            "facility_pe_rvu": "1.00",
            "malpractice_rvu": "0.10",
            "non_facility_total_rvu": "2.10",
            "facility_total_rvu": "2.10",
            "pc_tc_indicator": pc_tc,
            **fields,
        }
    )


def code(
    id: str, *rows: FeeScheduleRow, service: Service | None = None, mue: tuple[str, str] | None = None
) -> CodeEntry:
    """A code with rows, a kind of service and a unit limit (value, MAI)."""
    limit = {"value": mue[0], "mai": mue[1], "rationale": "a test"} if mue else None
    return CodeEntry(
        kind="code",
        id=id,
        name="A test",
        service=service,
        fee_schedule=FeeSchedule(source="mpfs-2025-10", conversion_factor="32.3465", rows=rows) if rows else None,
        medically_unlikely_edits=MedicallyUnlikelyEdits.model_validate({"source": "mue-2024-07", "practitioner": limit})
        if limit
        else None,
        sections={"summary": NOTHING},
    )


def computed(book: Book, entry: CodeEntry, modifier: str) -> Computed | None:
    """What the book's rule of the modifier says of the entry."""
    rule_of = book.entries[modifier]
    assert isinstance(rule_of, ModifierEntry)
    beside = replace(book, entries={**book.entries, entry.id: entry})
    return apply_modifier(beside, rule_of, gather(beside, entry, TODAY))


def verdict(book: Book, entry: CodeEntry, modifier: str) -> str | None:
    """The verdict of that rule."""
    found = computed(book, entry, modifier)
    return found.statement.verdict if found else None
