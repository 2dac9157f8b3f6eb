"""What a modifier's rule says of a code, by the code's own rows of the fee schedule.

A row of the code with the modifier speaks before the code's row without one: some codes take 26 by their own 26 row
though the row without a modifier says that the split does not apply, and one has no other row (CMS, PPRRVU file and its
record layout).
"""

from dataclasses import dataclass

from bot.book.schema import CodeEntry, ModifierEntry, RuleCase, Statement

FIELD_NAMES = {
    "status": "Status code",
    "pc_tc_indicator": "PC/TC indicator",
    "global_days": "Global days",
    "multiple_procedure": "Multiple procedure indicator",
    "bilateral_surgery": "Bilateral surgery indicator",
    "assistant_surgery": "Assistant at surgery indicator",
    "co_surgeons": "Co-surgeons indicator",
    "team_surgery": "Team surgery indicator",
    "supervision": "Physician supervision indicator",
}
"""The fields' names as CMS's record layout gives them."""


@dataclass(frozen=True)
class Computed:
    """A statement computed from a table, and the field and value that decided it."""

    statement: Statement
    field: str
    value: str


def apply_rule(modifier: ModifierEntry, code: CodeEntry, edition: str) -> Computed | None:
    """The first case of the rule that applies to the code, or None where no rule or no row is on file.

    `edition` is the name of the fee schedule's edition, for the text.
    """
    rule, schedule = modifier.rule, code.fee_schedule
    if rule is None or schedule is None:
        return None
    own_row = schedule.row(modifier.id)
    row = own_row or schedule.row("") or schedule.rows[0]
    for case in rule.cases:
        if case.own_row is not None and case.own_row != (own_row is not None):
            continue
        value = str(getattr(row, case.field)) if case.field else None
        if case.field and value not in case.values:
            continue
        field, value = _decided_by(case, modifier.id, value)
        text = case.text.format(code=code.id, modifier=modifier.id, value=value, edition=edition)
        statement = Statement(verdict=case.verdict, text=text, source=schedule.source, holds_for=rule.holds_for)
        return Computed(statement, field, value)
    return None


def _decided_by(case: RuleCase, modifier: str, value: str | None) -> tuple[str, str]:
    if case.field is None or value is None:
        return f"Row for modifier {modifier}", "present" if case.own_row else "absent"
    return FIELD_NAMES[case.field], value
