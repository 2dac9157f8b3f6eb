"""A decision as a reply: sections quoted from the book, and the few sentences of our own around them."""

from collections.abc import Iterator, Sequence

from bot.asking import wording
from bot.asking.decision import Decision, Place
from bot.asking.index import NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.reply import Answer, Outcome, Reply
from bot.asking.sections import answer_with, choice_of

MOST_SECTIONS = 8
"""Sections shown in one reply."""


def compose(decision: Decision, question: Question, index: Index) -> Reply:
    """The reply for a decision."""
    book = index.book
    shown = decision.sections[:MOST_SECTIONS]
    answers = tuple(_answers(decision, question, index, shown))
    outcome = decision.outcome
    if outcome is Outcome.ANSWER and not any(answer.statements for answer in answers):
        outcome = Outcome.UNAVAILABLE
    return Reply(
        outcome=outcome,
        message=_message(decision, question, index),
        restated=_restated(decision, question, index),
        answers=answers,
        choices=tuple(choice_of(book, entry, section) for entry, section in decision.choices),
        missing=decision.missing,
        examples=book.about.examples if outcome in {Outcome.HELP, Outcome.UNKNOWN} else (),
    )


def _answers(decision: Decision, question: Question, index: Index, shown: Sequence[Place]) -> Iterator[Answer]:
    """The sections as answers; what the tables say of two codes together stands in the first of them only."""
    said: set[frozenset[str]] = set()
    for entry, section in shown:
        beside = [code for code in question.codes if code != entry and frozenset((entry, code)) not in said]
        said |= {frozenset((entry, code)) for code in beside}
        yield answer_with(index.book, entry, section, decision.score, beside)


def _message(decision: Decision, question: Question, index: Index) -> str:
    book = index.book
    if decision.topic and decision.topic.startswith(NOT_HELD):
        return book.topics.not_held[decision.topic.removeprefix(NOT_HELD)].say
    match decision.outcome:
        case Outcome.HELP:
            return wording.help_message(len(book.codes), len(book.modifiers))
        case Outcome.UNKNOWN:
            if decision.topic in book.topics.topics:
                return wording.which_code(book.topics.topics[decision.topic].label)
            return wording.not_understood()
        case Outcome.UNKNOWN_CODE:
            offered = {entry for entry, _ in decision.choices}
            return wording.not_in_the_book(decision.missing, bool(offered), bool(offered.intersection(question.codes)))
        case Outcome.CHOOSE:
            return wording.which_one(decision.entries[0] if len(decision.entries) == 1 else None)
        case _:
            found = len(decision.sections)
            return wording.first_of(MOST_SECTIONS, found) if found > MOST_SECTIONS else ""


def _restated(decision: Decision, question: Question, index: Index) -> str:
    """The codes, modifiers and topics that were understood, in a line."""
    codes = [*question.codes, *(id for id in decision.entries if id in index.book.codes)]
    codes += [name for name in decision.missing if len(name) != 2]
    modifiers = [name for name, _ in question.modifiers] + [name for name in decision.missing if len(name) == 2]
    modifiers += [id for id in decision.entries if id in index.book.modifiers]
    sections = [*decision.sections, *decision.choices] if decision.outcome is Outcome.ANSWER else decision.sections
    topics = [index.book.topics.topics[section].label for _, section in sections if section in index.book.topics.topics]
    parts = [wording.listed(list(dict.fromkeys(codes)))]
    if modifiers:
        word = "modifier" if len(set(modifiers)) == 1 else "modifiers"
        parts.append(f"{word} {wording.listed(list(dict.fromkeys(modifiers)))}")
    parts.append(wording.listed(list(dict.fromkeys(topics))))
    return " · ".join(part for part in parts if part)
