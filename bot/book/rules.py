"""What the tables say of a code by the book's rules: of a modifier, of a topic, of two codes together.

A row of the code with the modifier speaks before the code's row without one: some codes take 26 by their own 26 row
though the row without a modifier says that the split does not apply, and one has no other row (CMS, PPRRVU file and its
record layout).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.book.book import MODIFIERS_PREFIX, Book
from bot.book.code_facts import CodeFacts, Gathered, edit_kind, facts_of
from bot.book.code_tables import pairs_of
from bot.book.fields import Verdict
from bot.book.reference import DME, OUTPATIENT_HOSPITAL, PRACTITIONER, PairFound
from bot.book.rule import PairCase, Rule, RuleCase, names_in
from bot.book.schema import CodeEntry, ModifierEntry, Statement
from bot.book.tables import FeeScheduleRow, Service

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
    "hospital_mue": "Medically unlikely edit, outpatient hospital",
    "hospital_mai": "MUE adjudication indicator, outpatient hospital",
    "dme_mue": "Medically unlikely edit, DME supplier",
    "dme_mai": "MUE adjudication indicator, DME supplier",
    "add_on_type": "Add-on code type",
    "is_primary": "Primary code",
    "add_on_of_other": "Add-on code edit",
    "primary_of_other": "Add-on code edit",
    "pair_edit": "NCCI edit",
    "other_global_days": "Global days of the other code",
    "other_service": "Kind of service of the other code",
}
"""The fields' names as CMS's files give them."""
_TABLE_OF = {
    "mue": "mue",
    "mai": "mue",
    "hospital_mue": "hospital_mue",
    "hospital_mai": "hospital_mue",
    "dme_mue": "dme_mue",
    "dme_mai": "dme_mue",
    "add_on_type": "add_on",
    "is_primary": "add_on",
    "add_on_of_other": "add_on",
    "primary_of_other": "add_on",
    "pair_edit": "pair",
    "other_global_days": "other",
    "other_service": "other",
}
"""The table of a field, where that is not the fee schedule."""
_TABLE_NAMED = {
    "mue": "mue",
    "hospital_mue": "hospital_mue",
    "dme_mue": "dme_mue",
    "primaries": "add_on",
    "add_ons": "add_on",
}
"""The table that a text without a field is from, by a name that it fills in."""
SETTING_NAMES = {PRACTITIONER: "practitioner", OUTPATIENT_HOSPITAL: "outpatient hospital", DME: "DME supplier"}


@dataclass(frozen=True)
class Computed:
    """A statement computed from a table, and the field and value that decided it."""

    statement: Statement
    field: str | None
    """None where no single field decided."""
    value: str | None
    edition: str | None
    """The edition of the table that decided; None where none did."""
    settings: tuple[str, ...] = ()
    """The settings whose tables say so; empty where it is not a matter of settings."""
    row: str = ""
    """The fee schedule row of which a topic's rule speaks."""
    knows_history: bool = False
    """Whether the edition that decided tells of days before its own, too, as NCCI's with all its ended edits does."""


def apply_modifier(book: Book, modifier: ModifierEntry, gathered: Gathered) -> Computed | None:
    """What the modifier's rule says of a code by what is on file of it, or None where no rule or no table decides.

    What the tables say of a code with any modifier (the rules of the topic `modifiers`) speaks first. A rule is read
    from the modifier's own row; where there is none and the code's rows disagree, it depends on the component.
    """
    facts = facts_of(gathered, modifier.id)
    return (
        _for_any_modifier(book, facts, last=False)
        or (_by_own_rule(book, modifier.rule, modifier.id, gathered) if modifier.rule else None)
        or _for_any_modifier(book, facts, last=True)
    )


def _for_any_modifier(book: Book, facts: CodeFacts, *, last: bool) -> Computed | None:
    """What the tables say of the code with any modifier, before or after the modifier's own rule."""
    topic = book.topics.topics.get(MODIFIERS_PREFIX.removesuffix("/"))
    rules = (rule for rule in (topic.rules if topic else ()) if rule.last == last)
    return next((computed for rule in rules if (computed := _apply(book, rule, facts))), None)


def _by_own_rule(book: Book, rule: Rule, modifier: str, gathered: Gathered) -> Computed | None:
    rows = gathered.fee_schedule.rows if gathered.fee_schedule else ()
    if any(row.modifier == modifier for row in rows) or _rows_agree(rule, rows):
        return _apply(book, rule, facts_of(gathered, modifier))
    by_row = {row.modifier: _apply(book, rule, facts_of(gathered, modifier, row.modifier)) for row in rows}
    found = {row: computed for row, computed in by_row.items() if computed}
    if len({computed.statement.verdict for computed in found.values()}) < 2:
        return next(iter(found.values()), None)
    return _by_component(found)


def _rows_agree(rule: Rule, rows: Sequence[FeeScheduleRow]) -> bool:
    """Whether the code's rows are the same in all fields that the rule reads."""
    fields = {field for case in rule.cases for field in case.when}
    return all(len({getattr(row, field, None) for row in rows}) < 2 for field in fields)


def _by_component(found: Mapping[str, Computed]) -> Computed:
    """One statement where the code's rows give different verdicts."""
    first = next(iter(found.values()))
    rows_by_text: dict[str, list[str]] = {}
    for row, computed in found.items():
        rows_by_text.setdefault(computed.statement.text, []).append(f"with {row}" if row else "without component")
    parts = (f"{' and '.join(rows)}: {text}" for text, rows in rows_by_text.items())
    text = "It depends on the component. " + " ".join(part[0].upper() + part[1:] for part in parts)
    values = ", ".join(f"{computed.value}{f' ({row})' if row else ''}" for row, computed in found.items())
    update = {"verdict": Verdict.DEPENDS, "text": text}
    return replace(first, statement=first.statement.model_copy(update=update), value=values)


def apply_topic(book: Book, topic_id: str, gathered: Gathered) -> list[Computed]:
    """What the tables say of a code on a topic, a statement for each of the topic's rules that applies."""
    topic = book.topics.topics[topic_id]
    if topic_id == MODIFIERS_PREFIX.removesuffix("/"):
        return []  # its rules speak of each modifier
    rows = dict.fromkeys(rule.row for rule in topic.rules)
    facts = {row: facts_of(gathered, row, row) for row in rows}
    found = (_apply(book, rule, facts[rule.row]) for rule in topic.rules)
    return [computed for computed in found if computed]


def apply_pair(book: Book, topic_id: str, first: CodeEntry, second_id: str, on: date) -> list[Computed]:
    """What the NCCI tables say of two codes together on a day, a statement for each setting that differs; empty where
    the pair was not looked up."""
    cases: dict[str, PairCase] = {case.edit: case for case in book.topics.topics[topic_id].pairs}
    found = []
    for pair in pairs_of(book, first, second_id, on):
        kind = edit_kind(pair, on)
        case = cases.get(kind) if kind != "later" else cases.get("later") or cases.get("none")
        if case:
            found.append(_of_pair(book, case, kind, pair, (first.id, second_id)))
    return found


def _of_pair(book: Book, case: PairCase, kind: str, pair: PairFound, codes: tuple[str, str]) -> Computed:
    edition = book.edition(pair.source)
    text = case.text.format_map(_pair_names(book, codes, pair, edition))
    statement = Statement(verdict=case.verdict, text=text, source=pair.source, holds_for=("medicare",))
    is_indicator = kind in {"0", "1", "9"}
    field = "NCCI modifier indicator" if is_indicator else "NCCI edit"
    # An edit without first and last day may have begun with the edition; one that ended began before it.
    knows_history = kind not in {"0", "1"} or (pair.edit is not None and bool(pair.edit.effective or pair.edit.deleted))
    return Computed(statement, field, kind, edition, pair.settings, knows_history=knows_history)


def _pair_names(book: Book, codes: tuple[str, str], pair: PairFound, edition: str) -> dict[str, str]:
    names = {"first": codes[0], "second": codes[1], "edition": edition, "setting": _setting_words(pair.settings)}
    if edit := pair.edit:
        names |= {
            "column_1": edit.column_1,
            "column_2": edit.column_2,
            "opened_by": " or ".join(edit.opened_by) or _openers(book, edit.column_2),
            "effective": edit.effective.isoformat() if edit.effective else "",
            "deleted": edit.deleted.isoformat() if edit.deleted else "",
            "rationale": edit.rationale or "",
        }
    return names


def _openers(book: Book, column_2: str) -> str:
    """The modifiers that fit the code that is denied: 25 for a visit, else those for distinct services."""
    return "25" if book.service_of(column_2) is Service.VISIT else "59 (or XE, XP, XS, XU)"


def _setting_words(settings: Sequence[str]) -> str:
    names = [SETTING_NAMES[setting] for setting in settings]
    return " and ".join(names) + (" tables" if len(names) > 1 else " table")


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
    settings = (rule.setting,) if rule.setting else ()
    if not decides:
        return Computed(statement, None, None, None, settings, rule.row)
    return Computed(statement, field, value, book.edition(source), settings, rule.row)


def _decided_by(case: RuleCase, facts: CodeFacts) -> tuple[str, str | None, str | None]:
    """The table, the field's name and the value that decided."""
    if field := next(iter(case.when), None):
        return _TABLE_OF.get(field, "fee_schedule"), FIELD_NAMES[field], facts.values[field] or "blank"
    if case.openable is not None:
        return "ncci", "NCCI modifier indicator", "1" if case.openable else "0"
    if case.own_row is not None:
        return "fee_schedule", f"Row with {facts.names['modifier']}", "on file" if case.own_row else "none"
    named = names_in(case.text)
    table = next((table for name, table in _TABLE_NAMED.items() if name in named), "fee_schedule")
    return table, None, None
