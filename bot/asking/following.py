"""What people ask next: two or three sections offered after an answer, and the other sections of its entry."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from bot.asking.claim import Claim
from bot.asking.holding import holds
from bot.asking.reply import Answer, Choice
from bot.asking.sections import PAYMENT, SUMMARY, Asked, choice_of
from bot.asking.subject import Place
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.code_tables import pairs_of, tables_of
from bot.book.once import once
from bot.book.schema import CodeEntry

MOST_NEXT = 3
MODIFIERS, UNITS, PAIRS, GLOBAL_PERIOD = "modifiers", "units", "reported-with", "global-period"
RELATED = "related-codes"
MEANING, WHEN, WHEN_NOT = "meaning", "when-to-use", "when-not-to-use"

_AFTER_CODE = {
    SUMMARY: (MODIFIERS, PAYMENT, UNITS),
    MODIFIERS: (PAYMENT, UNITS, PAIRS),
    PAYMENT: (MODIFIERS, UNITS, GLOBAL_PERIOD),
    UNITS: (f"{MODIFIERS_PREFIX}76", MODIFIERS, PAYMENT),
    PAIRS: (MODIFIERS, f"{MODIFIERS_PREFIX}59", UNITS),
    GLOBAL_PERIOD: (f"{MODIFIERS_PREFIX}78", f"{MODIFIERS_PREFIX}79", PAYMENT),
    "diagnoses": ("coverage", "prior-authorization", "documentation"),
    "coverage": ("prior-authorization", "diagnoses", "documentation"),
    "prior-authorization": ("coverage", "payers", "documentation"),
    "payers": ("prior-authorization", "coverage", PAYMENT),
    "documentation": ("diagnoses", "coverage", MODIFIERS),
    "site-of-service": (PAYMENT, "coverage", MODIFIERS),
    RELATED: (PAIRS, MODIFIERS, PAYMENT),
}
"""Sections of a code that are asked about after one, the likeliest first."""
_AFTER_ITS_MODIFIER = {
    "26": (f"{MODIFIERS_PREFIX}TC", PAYMENT),
    "TC": (f"{MODIFIERS_PREFIX}26", PAYMENT),
    "50": (f"{MODIFIERS_PREFIX}RT", f"{MODIFIERS_PREFIX}LT", PAYMENT),
    "RT": (f"{MODIFIERS_PREFIX}LT", f"{MODIFIERS_PREFIX}50"),
    "LT": (f"{MODIFIERS_PREFIX}RT", f"{MODIFIERS_PREFIX}50"),
    "51": (f"{MODIFIERS_PREFIX}59", PAYMENT),
    "59": (PAIRS, f"{MODIFIERS_PREFIX}XS", f"{MODIFIERS_PREFIX}XU"),
    "62": (f"{MODIFIERS_PREFIX}66", f"{MODIFIERS_PREFIX}80", PAYMENT),
    "76": (f"{MODIFIERS_PREFIX}77", UNITS),
    "77": (f"{MODIFIERS_PREFIX}76", UNITS),
    "91": (UNITS, f"{MODIFIERS_PREFIX}59"),
    "78": (f"{MODIFIERS_PREFIX}79", f"{MODIFIERS_PREFIX}58", GLOBAL_PERIOD),
    "79": (f"{MODIFIERS_PREFIX}78", f"{MODIFIERS_PREFIX}58", GLOBAL_PERIOD),
    "58": (f"{MODIFIERS_PREFIX}78", f"{MODIFIERS_PREFIX}79", GLOBAL_PERIOD),
}
"""Sections of a code that are asked about after one of its modifiers."""
_ELSE = {"code": (MODIFIERS, PAYMENT, UNITS, SUMMARY), "modifier": (WHEN, WHEN_NOT, MEANING, PAYMENT)}
"""Sections that are asked about after any other, and where those above have nothing to say."""


def next_of(book: Book, answers: Sequence[Answer], asked: Asked) -> tuple[Choice, ...]:
    """At most three sections that people ask about next, each of which has something to say; none where less than two
    have, or where the answers are of several entries that are not a pair."""
    answered = [answer for answer in answers if answer.statements]
    if not answered or (len({answer.entry for answer in answers}) > 1 and not asked.beside):
        return ()
    shown = {(answer.entry, answer.section) for answer in answers}
    likely = dict.fromkeys(place for place in _after(book, answered[0], asked) if place not in shown)
    found = list(islice((place for place in likely if _says(book, *place, asked.claim.on)), MOST_NEXT))
    return tuple(choice_of(book, *place) for place in found) if len(found) > 1 else ()


def _after(book: Book, answer: Answer, asked: Asked) -> Iterator[Place]:
    entry, section = book.entry(answer.entry), answer.section or ""
    if entry is None:
        return
    if isinstance(entry, CodeEntry):
        if section == PAIRS:
            yield from _openers(book, entry, asked)
        modifier = section.removeprefix(MODIFIERS_PREFIX)
        sections = _AFTER_ITS_MODIFIER.get(modifier, ()) if modifier != section else _AFTER_CODE.get(section, ())
        yield from ((entry.id, next_section) for next_section in sections)
        if modifier != section and len(sections) < MOST_NEXT:
            yield entry.id, MODIFIERS
            yield modifier, WHEN
    yield from ((entry.id, next_section) for next_section in _ELSE.get(entry.kind, ()))


def _openers(book: Book, code: CodeEntry, asked: Asked) -> Iterator[Place]:
    """The modifier that opens a pair, with the code that takes it."""
    for other in asked.beside:
        for pair in pairs_of(book, code, other, asked.claim.on):
            edit = pair.edit
            if edit is not None and edit.is_active(asked.claim.on) and edit.indicator == "1":
                yield from ((edit.column_2, MODIFIERS_PREFIX + opener) for opener in edit.opened_by or ("59",))


def others_of(book: Book, answers: Sequence[Answer], offered: Sequence[Choice], claim: Claim) -> tuple[Choice, ...]:
    """The other sections of the answers' entry that have something to say; none where they are of several entries."""
    entries = {answer.entry for answer in answers}
    if len(entries) != 1 or not any(answer.statements for answer in answers):
        return ()
    id = entries.pop()
    known = {(answer.entry, answer.section) for answer in answers} | {(one.entry, one.section) for one in offered}
    entry = book.entry(id)
    places = [(id, section) for section in book.topic_ids(entry.kind)] if entry else []
    return tuple(choice_of(book, *p) for p in places if p not in known and _says(book, *p, claim.on))


@once
def _says(book: Book, id: str, section: str, on: date) -> bool:
    """Whether the section has something to say, without composing it: every reply asks this of all sections."""
    entry = book.entry(id)
    if entry is None or not holds(book, id, section):
        return False
    written = entry.sections.get(section)
    if written and written.statements:
        return True
    if not isinstance(entry, CodeEntry):
        return section == MEANING and id not in book.entries
    if section == SUMMARY:
        return True
    topic = book.topics.topics.get(section.split("/", maxsplit=1)[0])
    is_computed = topic is not None and bool(topic.rules or topic.pairs)
    return is_computed and _has_tables(book, entry, section, on)


def _has_tables(book: Book, code: CodeEntry, section: str, on: date) -> bool:
    """Whether the tables that the rules of a section read hold the code."""
    if section == UNITS:
        return bool(tables_of(book, code, on).limits)
    if section == PAIRS:
        return bool(code.correct_coding_edits) or book.reference is not None
    if section == RELATED:
        add_on = tables_of(book, code, on).add_on
        return add_on is not None and bool(add_on.type or add_on.add_ons)
    return tables_of(book, code, on).fee_schedule is not None
