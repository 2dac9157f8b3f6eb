"""What the tables say of a code by the book's rules: of a modifier, of a topic, of two codes together.

A row of the code with the modifier speaks before the code's row without one: some codes take 26 by their own 26 row
though the row without a modifier says that the split does not apply, and one has no other row (CMS, PPRRVU file and its
record layout).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.book.book import MODIFIERS_PREFIX, Book
from bot.book.code_facts import CodeFacts, facts_of
from bot.book.fields import Verdict
from bot.book.rule import Rule, RuleCase, names_in
from bot.book.schema import CodeEntry, ModifierEntry, Statement
from bot.book.tables import CorrectCodingEdit, between

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
    "non_facility_na": "Non-facility NA indicator",
    "facility_na": "Facility NA indicator",
    "mue": "Medically unlikely edit",
    "mai": "MUE adjudication indicator",
}
"""The fields' names as CMS's files give them."""


@dataclass(frozen=True)
class Computed:
    """A statement computed from a table, and the field and value that decided it."""

    statement: Statement
    field: str | None
    """None where no single field decided."""
    value: str | None
    edition: str | None
    """The edition of the table that decided; None where none did."""


def apply_modifier(book: Book, modifier: ModifierEntry, code: CodeEntry) -> Computed | None:
    """What the modifier's rule says of the code, or None where no rule or no table decides.

    What the tables say of a code with any modifier (the rules of the topic `modifiers`) speaks first. A rule is read
    from the modifier's own row; where there is none and the code's rows disagree, it depends on the component.
    """
    facts = facts_of(book, code, modifier.id)
    for_any = (_apply(book, rule, facts) for rule in _for_any_modifier(book))
    if decided := next((computed for computed in for_any if computed), None):
        return decided
    if modifier.rule is None:
        return None
    rule, rows = modifier.rule, [row.modifier for row in code.fee_schedule.rows] if code.fee_schedule else []
    if modifier.id in rows or _rows_agree(rule, code):
        return _apply(book, rule, facts)
    by_row = {row: _apply(book, rule, facts_of(book, code, modifier.id, row)) for row in rows}
    found = {row: computed for row, computed in by_row.items() if computed}
    if len({computed.statement.verdict for computed in found.values()}) < 2:
        return next(iter(found.values()), None)
    return _by_component(found)


def _rows_agree(rule: Rule, code: CodeEntry) -> bool:
    """Whether the code's rows are the same in all fields that the rule reads."""
    rows = code.fee_schedule.rows if code.fee_schedule else ()
    fields = {field for case in rule.cases for field in case.when}
    return all(len({getattr(row, field, None) for row in rows}) < 2 for field in fields)


def _for_any_modifier(book: Book) -> tuple[Rule, ...]:
    topic = book.topics.topics.get(MODIFIERS_PREFIX.removesuffix("/"))
    return topic.rules if topic else ()


def _by_component(found: Mapping[str, Computed]) -> Computed:
    """One statement where the code's rows give different verdicts."""
    first = next(iter(found.values()))
    text = "It depends on the component. " + " ".join(
        f"{f'With {row}' if row else 'Without component'}: {computed.statement.text}" for row, computed in found.items()
    )
    values = ", ".join(f"{computed.value}{f' ({row})' if row else ''}" for row, computed in found.items())
    update = {"verdict": Verdict.DEPENDS, "text": text}
    return replace(first, statement=first.statement.model_copy(update=update), value=values)


def apply_topic(book: Book, topic_id: str, code: CodeEntry) -> list[Computed]:
    """What the tables say of the code on a topic, a statement for each of the topic's rules that applies."""
    topic = book.topics.topics[topic_id]
    if topic_id == MODIFIERS_PREFIX.removesuffix("/"):
        return []  # its rules speak of each modifier
    facts = {rule.row: facts_of(book, code, rule.row) for rule in topic.rules}
    found = (_apply(book, rule, facts[rule.row]) for rule in topic.rules)
    return [computed for computed in found if computed]


def apply_pair(book: Book, topic_id: str, first: CodeEntry, second_id: str) -> Computed | None:
    """What the NCCI tables say of two codes together, or None where the pair was not looked up."""
    edits = first.correct_coding_edits or getattr(book.entries.get(second_id), "correct_coding_edits", None)
    edit = between(first.id, second_id, book.edits_of(first.id))
    if edits is None or (edit is None and not _looked_up(book, first.id, second_id)):
        return None
    kind = "none" if edit is None else edit.indicator if edit.is_active or edit.indicator == "9" else "deleted"
    case = next((case for case in book.topics.topics[topic_id].pairs if case.edit == kind), None)
    if case is None:
        return None
    edition = book.edition(edits.source)
    text = case.text.format_map(_pair_names(first.id, second_id, edit, edition))
    statement = Statement(verdict=case.verdict, text=text, source=edits.source, holds_for=("medicare",))
    return Computed(statement, "NCCI edit" if kind in {"none", "deleted"} else "NCCI modifier indicator", kind, edition)


def _looked_up(book: Book, first: str, second: str) -> bool:
    for code, other in ((first, second), (second, first)):
        entry = book.entries.get(code)
        edits = entry.correct_coding_edits if isinstance(entry, CodeEntry) else None
        if edits and (edits.all_active or other in edits.looked_up):
            return True
    return False


def _pair_names(first: str, second: str, edit: CorrectCodingEdit | None, edition: str) -> dict[str, str]:
    names = {"first": first, "second": second, "edition": edition}
    if edit:
        settings = [
            name
            for name, held in (("practitioner", edit.practitioner), ("outpatient hospital", edit.outpatient_hospital))
            if held
        ]
        names |= {
            "column_1": edit.column_1,
            "column_2": edit.column_2,
            "setting": " and ".join(settings) + (" tables" if len(settings) == 2 else " table alone"),
            "opened_by": " or ".join(edit.opened_by) or "59, XE, XP, XS or XU",
            "deleted": edit.deleted.isoformat() if edit.deleted else "",
        }
    return names


def _apply(book: Book, rule: Rule, facts: CodeFacts) -> Computed | None:
    for case in rule.cases:
        if _holds(case, facts) and names_in(case.text) - {"value"} <= facts.names.keys():
            return _computed(book, rule, case, facts)
    return None


def _holds(case: RuleCase, facts: CodeFacts) -> bool:
    return (
        (case.own_row is None or case.own_row == facts.own_row)
        and (not case.services or facts.service in case.services)
        and all(facts.values.get(field) in values for field, values in case.when.items())
        and (case.openable is None or case.openable == facts.openable)
    )


def _computed(book: Book, rule: Rule, case: RuleCase, facts: CodeFacts) -> Computed | None:
    table, field, value = _decided_by(case, facts)
    source = case.source or facts.sources.get(table)
    if source is None:
        return None
    names: Mapping[str, str] = {**facts.names, "value": value or "", "edition": book.edition(source)}
    holds_for = rule.holds_for if case.holds_for is None else case.holds_for
    statement = Statement(verdict=case.verdict, text=case.text.format_map(names), source=source, holds_for=holds_for)
    decides = case.verdict is not None and field is not None
    return Computed(statement, *((field, value, book.edition(source)) if decides else (None, None, None)))


def _decided_by(case: RuleCase, facts: CodeFacts) -> tuple[str, str | None, str | None]:
    """The table, the field's name and the value that decided."""
    if field := next(iter(case.when), None):
        table = "mue" if field in {"mue", "mai"} else "fee_schedule"
        return table, FIELD_NAMES[field], facts.values[field] or "blank"
    if case.openable is not None:
        return "ncci", "NCCI modifier indicator", "1" if case.openable else "0"
    if case.own_row is not None:
        return "fee_schedule", f"Row for modifier {facts.names['modifier']}", "present" if case.own_row else "absent"
    if "mue" in names_in(case.text):
        return "mue", None, None
    return "fee_schedule", None, None
