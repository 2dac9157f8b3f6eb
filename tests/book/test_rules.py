"""The rules of 26 and TC, applied to rows as the fee schedule prints them.

The rows are CMS's indicators of PPRRVU2025_Oct.csv: PC/TC and which modifier rows a code has.
"""

import pytest

from bot.book import load_book, starter_book
from bot.book.rules import apply_rule
from bot.book.schema import CodeEntry, ModifierEntry, Section
from bot.book.tables import FeeSchedule, FeeScheduleRow

BOOK = load_book(starter_book())
NOTHING = Section.model_validate({"nothing_on_file": {"reason": "a test"}})


def row(modifier: str, pc_tc: str, status: str = "A") -> FeeScheduleRow:
    return FeeScheduleRow(
        modifier=modifier,
        status=status,
        work_rvu="1.00",
        non_facility_pe_rvu="1.00",
        facility_pe_rvu="1.00",
        malpractice_rvu="0.10",
        non_facility_total_rvu="2.10",
        facility_total_rvu="2.10",
        pc_tc_indicator=pc_tc,
        global_days="XXX",
        multiple_procedure="0",
        bilateral_surgery="0",
        assistant_surgery="0",
        co_surgeons="0",
        team_surgery="0",
        supervision="09",
    )


def code(id: str, *rows: FeeScheduleRow) -> CodeEntry:
    schedule = FeeSchedule(source="mpfs-2025-10", rows=rows)
    return CodeEntry(kind="code", id=id, name="A test", fee_schedule=schedule, sections={"summary": NOTHING})


def verdict(entry: CodeEntry, modifier: str) -> str | None:
    rule_of = BOOK.entries[modifier]
    assert isinstance(rule_of, ModifierEntry)
    computed = apply_rule(rule_of, entry, "October 2025")
    return computed.statement.verdict if computed else None


@pytest.mark.parametrize(
    ("entry", "with_26", "with_tc"),
    [
        (code("38240", row("", "0", "R")), "no", "no"),
        (code("88305", row("", "1"), row("26", "1"), row("TC", "1")), "yes", "yes"),
        (code("93010", row("", "2")), "no", "no"),
        (code("93005", row("", "3")), "no", "no"),
        (code("93000", row("", "4")), "no", "no"),
        (code("38228", row("", "5")), "no", "no"),
        # Laboratory codes whose row without a modifier says "does not apply": their own 26 row decides.
        (code("83020", row("", "9", "X"), row("26", "6")), "yes", "no"),
        (code("86153", row("26", "6")), "yes", "no"),
        # A second row alone is no component billing.
        (code("45378", row("", "0"), row("53", "0")), "no", "no"),
        # The one code with indicator 1 and no rows of the components.
        (code("80506", row("", "1")), "no", "no"),
        (code("97110", row("", "7")), "unknown", "unknown"),
        (code("85060", row("", "8")), "no", "no"),
    ],
    ids=lambda value: value.id if isinstance(value, CodeEntry) else str(value),
)
def test_26_and_tc_by_row_and_indicator(entry: CodeEntry, with_26: str, with_tc: str) -> None:
    assert (verdict(entry, "26"), verdict(entry, "TC")) == (with_26, with_tc)


@pytest.mark.parametrize("modifier", ["26", "TC"])
@pytest.mark.parametrize("indicator", list("0123456789"))
def test_every_indicator_is_decided(modifier: str, indicator: str) -> None:
    assert verdict(code("38240", row("", indicator)), modifier) is not None


def test_the_statement_names_what_decided() -> None:
    rule_of = BOOK.entries["26"]
    assert isinstance(rule_of, ModifierEntry)
    computed = apply_rule(rule_of, code("38240", row("", "0", "R")), "October 2025")
    assert computed is not None
    assert (computed.field, computed.value) == ("PC/TC indicator", "0")
    assert computed.statement.holds_for == ("medicare",)
    assert computed.statement.source == "mpfs-2025-10"
    assert "38240" in computed.statement.text


def test_a_row_of_its_own_is_named_as_such() -> None:
    rule_of = BOOK.entries["26"]
    assert isinstance(rule_of, ModifierEntry)
    computed = apply_rule(rule_of, code("88305", row("", "1"), row("26", "1")), "October 2025")
    assert computed is not None
    assert (computed.field, computed.value) == ("Row for modifier 26", "present")
    assert "October 2025" in computed.statement.text


def test_no_row_on_file_computes_nothing() -> None:
    assert verdict(CodeEntry(kind="code", id="38230", name="A test", sections={"summary": NOTHING}), "26") is None
