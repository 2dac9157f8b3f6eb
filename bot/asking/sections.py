"""Sections as answers: what is computed from tables and what is quoted from the book, the stronger source first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.asking import wording
from bot.asking.claim import Claim
from bot.asking.computing import computed_of, is_about_pairs, list_of_edits, list_of_modifiers, pairs_with
from bot.asking.imported import (
    about_code,
    about_diagnosis,
    about_modifier,
    about_place,
    diagnoses_named,
    local_amounts,
    qualifying_amounts,
    rows_asked,
    table_of_rows,
    title_of,
)
from bot.asking.question import Question
from bot.asking.reply import Answer, Choice, NothingOnFile, StatementShown
from bot.asking.statements import conflict, shown, shown_computed, standing
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.once import once
from bot.book.reference import DIAGNOSIS_CODE, PLACE_OF_SERVICE
from bot.book.schema import CodeEntry, DiagnosisEntry, Entry, ModifierEntry, PlaceEntry, Section, Statement

PAYMENT, SUMMARY, DIAGNOSES, MEANING = "payment", "summary", "diagnoses", "meaning"
"""Topics to which imported files add what no rule of the book can."""
MOST_BESIDE = 8
"""Codes that are looked up together with one: a range names many more, and asks about each by itself."""


@dataclass(frozen=True)
class Asked:
    """What is asked about together with an entry."""

    claim: Claim
    beside: tuple[str, ...] = ()
    """Other codes: what the tables say of each pair comes first."""
    told: frozenset[str] = frozenset()
    """Those of them of whose pair an answer before this one tells."""
    diagnoses: tuple[str, ...] = ()
    """ICD-10-CM codes."""
    modifiers: tuple[str, ...] = ()
    """Modifiers: of a fee schedule that has rows for them, those alone are told."""

    @classmethod
    def of(cls, question: Question, entry: str, codes: Sequence[str], told: Collection[str]) -> "Asked":
        """What a question asks about together with an entry; `codes` are those that are answered for."""
        beside = tuple(code for code in dict.fromkeys((*question.codes, *codes)) if code != entry)
        modifiers = tuple(name for name, _ in question.modifiers)
        return cls(question.claim, beside[:MOST_BESIDE], frozenset(told), question.diagnoses, modifiers)


def answer_with(book: Book, entry_id: str, section_id: str, score: float, asked: Asked) -> Answer:
    """The section of an entry as an answer; where nothing is on file, it says so.

    Raises KeyError where neither the book nor the imported files have the entry.
    """
    claim, entry = asked.claim, _entry(book, entry_id)
    section = entry.sections.get(section_id)
    ranked = [(standing(book, s), shown(book, s, claim)) for s in section.statements] if section else []
    first: list[StatementShown] = []
    if isinstance(entry, CodeEntry):
        first = _pairs_first(book, entry, section_id, asked)
        ranked = _of_code(book, entry, section_id, asked) + ranked
    else:
        ranked = [(0, statement) for statement in _of_imported(book, entry, section_id, claim)] + ranked
    statements = (*first, *(statement for _, statement in sorted(ranked, key=lambda item: item[0])))
    heading = heading_of(book, entry_id, section_id)
    if first:
        heading = wording.pair_heading([entry_id, *(other for other in asked.beside if other not in asked.told)])
    return Answer(
        entry=entry_id,
        section=section_id,
        heading=heading,
        verdict=statements[0].verdict if statements else None,
        statements=statements,
        conflict=conflict(statements),
        nothing=_nothing(section, statements, heading),
        score=round(score, 3),
    )


def _entry(book: Book, id: str) -> Entry:
    entry = book.entry(id)
    if entry is None:
        raise KeyError(id)
    return entry


def _pairs_first(book: Book, code: CodeEntry, section_id: str, asked: Asked) -> list[StatementShown]:
    """What the tables say of the code with each other one, where pairs are asked about."""
    if not is_about_pairs(book, section_id):
        return []
    others = [other for other in asked.beside if other not in asked.told]
    pairs = pairs_with(book, section_id, code, others, asked.claim.on)
    return [shown_computed(book, pair, asked.claim) for pair in pairs]


def _of_code(book: Book, code: CodeEntry, section_id: str, asked: Asked) -> list[tuple[int, StatementShown]]:
    """What the tables say of a code, each with the rank of its source."""
    claim = asked.claim
    found = [
        (standing(book, c.statement), shown_computed(book, c, claim))
        for c in computed_of(book, code.id, section_id, claim.on, asked.beside)
        if section_id != PAYMENT or is_of_rows(book, code, asked, c.row)
    ]
    listed: Sequence[Statement] = ()
    table: tuple[tuple[str, ...], ...] = ()
    above: str | None = None
    if section_id == "modifiers":
        listed, table, above = list_of_modifiers(book, code.id, claim.on)
    elif is_about_pairs(book, section_id) and not asked.beside:
        listed = list_of_edits(book, code, claim.on)
    elif section_id == PAYMENT:
        listed = local_amounts(book, code, claim, asked.modifiers)
    elif section_id == SUMMARY:
        listed = about_code(book, code, claim.on)
    elif section_id == DIAGNOSES:
        listed = diagnoses_named(book, asked.diagnoses, claim.on)
    of_tables = [
        (standing(book, statement), replace(shown(book, statement, claim), table=table, above_table=above))
        for statement in listed
    ]
    if section_id == PAYMENT:
        if found and (rows := table_of_rows(book, code, claim, asked.modifiers)):
            found[0] = (found[0][0], replace(found[0][1], table=rows))
        besides = qualifying_amounts(book, code, claim.on, asked.modifiers)
        found += [(standing(book, statement), shown(book, statement, claim)) for statement in besides]
    return [*of_tables, *found] if section_id in {PAYMENT, SUMMARY, DIAGNOSES} else [*found, *of_tables]


def is_of_rows(book: Book, code: CodeEntry, asked: Asked, row: str) -> bool:
    """Whether the amounts of a row are asked for: those of the modifiers that are named and have rows, else all."""
    wanted = rows_asked(book, code, claim=asked.claim, modifiers=asked.modifiers)
    return not wanted or row in wanted


def _of_imported(book: Book, entry: Entry, section_id: str, claim: Claim) -> list[StatementShown]:
    """What the imported files say of anything else than a code."""
    match entry:
        case ModifierEntry() if section_id == MEANING:
            statements = about_modifier(book, entry.id, claim.on)
        case DiagnosisEntry():
            statements = about_diagnosis(book, entry.id, claim.on)
        case PlaceEntry():
            statements = about_place(book, entry.id)
        case _:
            statements = []
    return [shown(book, statement, claim) for statement in statements]


@once
def choice_of(book: Book, entry_id: str, section_id: str, *, titled: bool = False) -> Choice:
    """The section by its name alone; with the imported title where `titled`."""
    if section_id.startswith(MODIFIERS_PREFIX):
        ask = f"can I use {section_id.removeprefix(MODIFIERS_PREFIX)} with {entry_id}?"
    elif section_id in {DIAGNOSIS_CODE, PLACE_OF_SERVICE}:
        ask = wording.ask_what(entry_id)
    else:
        ask = book.topics.topics[section_id].ask.format(entry=entry_id)
    heading = heading_of(book, entry_id, section_id)
    if titled and section_id in {DIAGNOSIS_CODE, SUMMARY} and (title := title_of(book, entry_id)):
        heading = f"{entry_id}: {title}"
    return Choice(entry_id, section_id, heading, ask)


@once
def heading_of(book: Book, entry_id: str, section_id: str) -> str:
    """The heading of a section, such as "38240 with modifier 26"."""
    if section_id.startswith(MODIFIERS_PREFIX):
        return f"{entry_id} with modifier {section_id.removeprefix(MODIFIERS_PREFIX)}"
    entry = _entry(book, entry_id)
    if section_id in {DIAGNOSIS_CODE, PLACE_OF_SERVICE}:
        return wording.lookup_heading(entry_id, section_id)
    named = {"code": entry_id, "modifier": f"Modifier {entry_id}"}.get(entry.kind, entry.name)
    return book.topics.topics[section_id].heading.format(entry=named)


def _nothing(section: Section | None, statements: tuple[StatementShown, ...], heading: str) -> NothingOnFile | None:
    if section and section.nothing_on_file:
        return NothingOnFile(section.nothing_on_file.reason, section.nothing_on_file.look)
    if not statements:
        return NothingOnFile(wording.nothing_written(heading), wording.look_elsewhere())
    return None
