"""What the book's rules compute for a section of a code, and the lists of its modifiers and edits."""

from collections.abc import Sequence
from datetime import date

from bot.asking import wording
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.code_facts import Gathered, gather, listed
from bot.book.fields import Verdict
from bot.book.once import once
from bot.book.reference import EditsListed
from bot.book.rules import SETTING_NAMES, Computed, apply_modifier, apply_pair, apply_topic
from bot.book.schema import CodeEntry, ModifierEntry, Statement

Table = tuple[tuple[str, ...], ...]


@once
def computed_of(book: Book, code_id: str, section_id: str, on: date, beside: tuple[str, ...]) -> tuple[Computed, ...]:
    """What the rules compute for a section of a code, with the codes beside it where they matter. Empty for what is no
    code."""
    code = book.entry(code_id)
    if not isinstance(code, CodeEntry):
        return ()
    entries = (book.entry(other) for other in beside if other != code_id)
    others: list[CodeEntry | None] = [entry for entry in entries if isinstance(entry, CodeEntry)]
    found: dict[str, Computed] = {}
    for other in others or [None]:
        for computed in _computed(book, code, section_id, on, other):
            found.setdefault(computed.statement.text, computed)
    return tuple(found.values())


def _computed(book: Book, code: CodeEntry, section_id: str, on: date, beside: CodeEntry | None) -> list[Computed]:
    gathered = gather(book, code, on, beside)
    if not section_id.startswith(MODIFIERS_PREFIX):
        return apply_topic(book, section_id, gathered)
    computed = _by_rule(book, gathered, section_id.removeprefix(MODIFIERS_PREFIX))
    return [computed] if computed else []


def _by_rule(book: Book, gathered: Gathered, modifier_id: str) -> Computed | None:
    modifier = book.entry(modifier_id)
    return apply_modifier(book, modifier, gathered) if isinstance(modifier, ModifierEntry) else None


def is_about_pairs(book: Book, section_id: str) -> bool:
    """Whether the topic is that of two codes together."""
    topic = book.topics.topics.get(section_id)
    return topic is not None and bool(topic.pairs)


def pairs_with(book: Book, section_id: str, code: CodeEntry, beside: Sequence[str], on: date) -> list[Computed]:
    """What the NCCI tables say of the code with each of the others."""
    return [
        computed for other in beside if other != code.id for computed in apply_pair(book, section_id, code, other, on)
    ]


@once
def list_of_modifiers(book: Book, code_id: str, on: date) -> tuple[tuple[Statement, ...], Table, str]:
    """One statement with the modifiers that the rules decide for the code, by verdict; the same as a table, and what
    stands above it. Empty for what is no code."""
    code = book.entry(code_id)
    if not isinstance(code, CodeEntry):
        return (), (), ""
    gathered = gather(book, code, on)
    schedule = gathered.fee_schedule
    computed = [(id, result) for id in book.modifiers if (result := _by_rule(book, gathered, id))]
    if not computed or schedule is None:
        return (), (), ""
    by_verdict: dict[Verdict, list[str]] = {}
    for verdict in Verdict:
        for id, result in computed:
            if result.statement.verdict is verdict:
                by_verdict.setdefault(verdict, []).append(id)
    edition = book.edition(schedule.source)
    in_words = {wording.VERDICT_WORDS[verdict]: ids for verdict, ids in by_verdict.items()}
    update = {"verdict": None, "text": wording.by_modifier(in_words, edition), "source": schedule.source}
    statement = computed[0][1].statement.model_copy(update=update)
    return (statement,), wording.table_of_modifiers(by_verdict), wording.above_modifiers(edition)


def list_of_edits(book: Book, code: CodeEntry, on: date) -> list[Statement]:
    """The active NCCI edits on file for the code by column and indicator, a statement for each setting's table."""
    if book.reference and (found := book.reference.edits_of(code.id, on)):
        return [
            Statement(
                text=wording.edits_on_file(
                    code.id, _by_column(edits.listed, 1), _by_column(edits.listed, 2), SETTING_NAMES[edits.setting]
                ),
                source=edits.source,
                holds_for=("medicare",),
            )
            for edits in found
        ]
    return _own_edits(book, code, on)


def _by_column(edits: Sequence[EditsListed], column: int) -> dict[str, str]:
    """The other codes in a row, by indicator, where the code is in the column."""
    found = {}
    for edit in edits:
        if edit.column == column and edit.codes:
            more = f" and {edit.count - len(edit.codes):,} more" if edit.count > len(edit.codes) else ""
            found[edit.indicator] = ", ".join(edit.codes) + more
    return found


def _own_edits(book: Book, code: CodeEntry, on: date) -> list[Statement]:
    own = code.correct_coding_edits
    if own is None:
        return []
    columns: dict[tuple[int, str], list[str]] = {}
    for edit in book.edits_of(code.id):
        if edit.is_active(on):
            column, other = (1, edit.column_2) if edit.column_1 == code.id else (2, edit.column_1)
            columns.setdefault((column, edit.indicator), []).append(other)
    over, under = (
        {indicator: listed(tuple(codes), len(codes)) for (at, indicator), codes in columns.items() if at == column}
        for column in (1, 2)
    )
    scope = None if own.all_active else ""
    return [
        Statement(text=wording.edits_on_file(code.id, over, under, scope), source=own.source, holds_for=("medicare",))
    ]
