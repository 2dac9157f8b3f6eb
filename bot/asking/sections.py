"""Sections of the book as answers: what is computed from tables and what is quoted, the stronger source first."""

from bot.asking import wording
from bot.asking.reply import Answer, Choice, Citation, Decision, NothingOnFile, StatementShown
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.rules import Computed, apply_rule
from bot.book.schema import CodeEntry, ModifierEntry, Section, Source, Standing, Statement, Verdict

_STANDINGS = list(Standing)


def answer_with(book: Book, entry_id: str, section_id: str, score: float) -> Answer:
    """The section of an entry of the book as an answer; where nothing is on file, it says so."""
    entry = book.entries[entry_id]
    section = entry.sections.get(section_id)
    shown = [(_standing(book, s), _shown(book, s)) for s in section.statements] if section else []
    if isinstance(entry, CodeEntry):
        if section_id.startswith(MODIFIERS_PREFIX):
            computed = _by_rule(book, entry, section_id.removeprefix(MODIFIERS_PREFIX))
            if computed:
                shown.append((_standing(book, computed.statement), _shown_computed(book, computed)))
        elif section_id == "modifiers":
            shown += _list_of_modifiers(book, entry)
    statements = tuple(statement for _, statement in sorted(shown, key=lambda item: item[0]))
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


def _by_rule(book: Book, code: CodeEntry, modifier_id: str) -> Computed | None:
    modifier = book.entries.get(modifier_id)
    if not isinstance(modifier, ModifierEntry) or code.fee_schedule is None:
        return None
    return apply_rule(modifier, code, _edition(book.sources[code.fee_schedule.source]))


def _edition(source: Source) -> str:
    return source.edition or source.as_of.isoformat()


def _list_of_modifiers(book: Book, code: CodeEntry) -> list[tuple[int, StatementShown]]:
    """One statement with the verdict of each modifier that a rule decides for the code."""
    computed = [(id, result) for id in book.modifiers if (result := _by_rule(book, code, id))]
    if not computed or code.fee_schedule is None:
        return []
    verdicts = [(id, wording.VERDICT_WORDS[result.statement.verdict or Verdict.UNKNOWN]) for id, result in computed]
    source = book.sources[code.fee_schedule.source]
    statement = computed[0][1].statement.model_copy(
        update={"verdict": None, "text": wording.by_modifier(verdicts, _edition(source))}
    )
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
    edition = _edition(book.sources[computed.statement.source])
    return StatementShown(
        verdict=shown.verdict,
        text=shown.text,
        source=shown.source,
        holds_for=shown.holds_for,
        decided_by=Decision(field=computed.field, value=computed.value, edition=edition),
    )


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
