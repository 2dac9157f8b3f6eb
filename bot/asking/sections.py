"""Sections of the book as answers: what is computed from tables and what is quoted, the stronger source first."""

from collections.abc import Sequence
from dataclasses import replace

from bot.asking import wording
from bot.asking.reply import Answer, Choice, Citation, Decision, NothingOnFile, StatementShown
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.fields import Standing, Verdict
from bot.book.rules import Computed, apply_modifier, apply_pair, apply_topic
from bot.book.schema import CodeEntry, ModifierEntry, Section, Statement

_STANDINGS = list(Standing)


def answer_with(book: Book, entry_id: str, section_id: str, score: float, beside: Sequence[str] = ()) -> Answer:
    """The section of an entry of the book as an answer; where nothing is on file, it says so.

    `beside` are the codes that are asked about together with the entry: what the tables say of each pair comes first.
    """
    entry = book.entries[entry_id]
    section = entry.sections.get(section_id)
    computed = _computed(book, entry, section_id) if isinstance(entry, CodeEntry) else []
    shown = [(_standing(book, c.statement), _shown_computed(book, c)) for c in computed]
    shown += [(_standing(book, s), _shown(book, s)) for s in section.statements] if section else []
    if isinstance(entry, CodeEntry) and section_id == "modifiers":
        shown += _list_of_modifiers(book, entry)
    if isinstance(entry, CodeEntry) and not beside and _is_about_pairs(book, section_id):
        shown += _list_of_edits(book, entry)
    statements = tuple(statement for _, statement in sorted(shown, key=lambda item: item[0]))
    if isinstance(entry, CodeEntry) and _is_about_pairs(book, section_id):
        pairs = [apply_pair(book, section_id, entry, other) for other in beside if other != entry_id]
        statements = (*(_shown_computed(book, pair) for pair in pairs if pair), *statements)
    heading = heading_of(book, entry_id, section_id)
    return Answer(
        entry=entry_id,
        section=section_id,
        heading=heading,
        verdict=statements[0].verdict if statements else None,
        statements=statements,
        conflict=_conflict(statements),
        nothing=_nothing(section, statements, heading),
        score=round(score, 3),
    )


def choice_of(book: Book, entry_id: str, section_id: str) -> Choice:
    """The section by its name alone."""
    if section_id.startswith(MODIFIERS_PREFIX):
        ask = f"can I use {section_id.removeprefix(MODIFIERS_PREFIX)} with {entry_id}?"
    else:
        ask = book.topics.topics[section_id].ask.format(entry=entry_id)
    return Choice(entry_id, section_id, heading_of(book, entry_id, section_id), ask)


def heading_of(book: Book, entry_id: str, section_id: str) -> str:
    """The heading of a section, such as "38240 with modifier 26"."""
    if section_id.startswith(MODIFIERS_PREFIX):
        return f"{entry_id} with modifier {section_id.removeprefix(MODIFIERS_PREFIX)}"
    return book.topics.topics[section_id].heading.format(entry=_named(book, entry_id))


def _named(book: Book, entry_id: str) -> str:
    match book.entries[entry_id].kind:
        case "code":
            return entry_id
        case "modifier":
            return f"Modifier {entry_id}"
        case "article":
            return book.entries[entry_id].name


def _computed(book: Book, code: CodeEntry, section_id: str) -> list[Computed]:
    """What the book's rules compute for a section of a code."""
    if not section_id.startswith(MODIFIERS_PREFIX):
        return apply_topic(book, section_id, code)
    computed = _by_rule(book, code, section_id.removeprefix(MODIFIERS_PREFIX))
    return [computed] if computed else []


def _by_rule(book: Book, code: CodeEntry, modifier_id: str) -> Computed | None:
    modifier = book.entries.get(modifier_id)
    return apply_modifier(book, modifier, code) if isinstance(modifier, ModifierEntry) else None


def _list_of_modifiers(book: Book, code: CodeEntry) -> list[tuple[int, StatementShown]]:
    """One statement with the modifiers that the rules decide for the code, by verdict."""
    computed = [(id, result) for id in book.modifiers if (result := _by_rule(book, code, id))]
    if not computed or code.fee_schedule is None:
        return []
    by_verdict: dict[str, list[str]] = {}
    for verdict in Verdict:
        for id, result in computed:
            if result.statement.verdict is verdict:
                by_verdict.setdefault(wording.VERDICT_WORDS[verdict], []).append(id)
    source = code.fee_schedule.source
    statement = computed[0][1].statement.model_copy(
        update={"verdict": None, "text": wording.by_modifier(by_verdict, book.edition(source)), "source": source}
    )
    return [(_standing(book, statement), _shown(book, statement))]


def _is_about_pairs(book: Book, section_id: str) -> bool:
    topic = book.topics.topics.get(section_id)
    return topic is not None and bool(topic.pairs)


def _list_of_edits(book: Book, code: CodeEntry) -> list[tuple[int, StatementShown]]:
    """One statement with the active NCCI edits on file for the code, by column and indicator."""
    edits = code.correct_coding_edits
    if edits is None:
        return []
    active = [edit for edit in book.edits_of(code.id) if edit.is_active]
    over = {edit.column_2: edit.indicator for edit in active if edit.column_1 == code.id}
    under = {edit.column_1: edit.indicator for edit in active if edit.column_2 == code.id}
    text = wording.edits_on_file(code.id, over, under, edits.all_active)
    statement = Statement(text=text, source=edits.source, holds_for=("medicare",))
    return [(_standing(book, statement), _shown(book, statement))]


def _standing(book: Book, statement: Statement) -> int:
    return _STANDINGS.index(book.sources[statement.source].standing)


def _shown(book: Book, statement: Statement) -> StatementShown:
    source = book.sources[statement.source]
    return StatementShown(
        verdict=statement.verdict,
        text=statement.text.strip(),
        source=Citation(
            id=statement.source,
            title=source.title,
            url=str(source.url) if source.url else None,
            edition=source.edition,
            as_of=statement.as_of or source.as_of,
        ),
        holds_for=tuple(book.payers[payer].name for payer in statement.holds_for),
    )


def _shown_computed(book: Book, computed: Computed) -> StatementShown:
    shown = _shown(book, computed.statement)
    if computed.field is None or computed.value is None or computed.edition is None:
        return shown
    return replace(shown, decided_by=Decision(computed.field, computed.value, computed.edition))


def _conflict(statements: tuple[StatementShown, ...]) -> str | None:
    """A sentence that names the disagreement, where two sources give different verdicts."""
    verdicts: dict[Verdict, StatementShown] = {}
    for statement in statements:
        if statement.verdict:
            verdicts.setdefault(statement.verdict, statement)
    if len(verdicts) < 2:
        return None
    return wording.conflict(
        [
            (wording.listed(statement.holds_for) or statement.source.title, wording.VERDICT_WORDS[verdict])
            for verdict, statement in verdicts.items()
        ]
    )


def _nothing(section: Section | None, statements: tuple[StatementShown, ...], heading: str) -> NothingOnFile | None:
    if section and section.nothing_on_file:
        return NothingOnFile(section.nothing_on_file.reason, section.nothing_on_file.look)
    if not statements:
        return NothingOnFile(wording.nothing_written(heading), wording.look_elsewhere())
    return None
