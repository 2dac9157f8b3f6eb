"""A decision as a reply: sections quoted from the book, and the few sentences of our own around them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from bot.asking import wording
from bot.asking.computing import is_about_pairs
from bot.asking.decision import Decision
from bot.asking.following import next_of, others_of
from bot.asking.index import NOT_HELD, Index
from bot.asking.loaded import newest_editions
from bot.asking.question import Question
from bot.asking.reply import Answer, Choice, Outcome, Reply
from bot.asking.sections import PAYMENT, Asked, answer_with, choice_of
from bot.asking.subject import Place, Subject
from bot.book import MODIFIERS_PREFIX

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
    is_answered = outcome is Outcome.ANSWER and not decision.choices
    following = _next(question, index, answers) if is_answered else ()
    return Reply(
        outcome=outcome,
        message=_message(decision, question, index),
        restated=_restated(decision, question, index),
        answers=answers,
        choices=tuple(
            choice_of(book, entry, section, titled=outcome is Outcome.CHOOSE) for entry, section in decision.choices
        ),
        missing=decision.missing,
        examples=book.about.examples if outcome in {Outcome.HELP, Outcome.UNKNOWN} else (),
        next=following,
        others=others_of(book, answers, following, question.claim) if is_answered else (),
        subject=_subject(decision, question, index),
    )


def _subject(decision: Decision, question: Question, index: Index) -> Subject:
    book, claim = index.book, question.claim
    sections = [section for _, section in decision.sections]
    topics = [section for section in sections if section in book.topics.topics]
    if decision.topic and (key := decision.topic.removeprefix(NOT_HELD)) in {
        **book.topics.topics,
        **book.topics.not_held,
    }:
        topics.append(key)
    under = [section.removeprefix(MODIFIERS_PREFIX) for section in sections if section.startswith(MODIFIERS_PREFIX)]
    return Subject(
        codes=_once(question.codes, filter(book.knows_code, decision.entries)),
        modifiers=_once((name for name, _ in question.modifiers), under, filter(book.knows_modifier, decision.entries)),
        topics=_once(topics),
        places=decision.sections[:MOST_SECTIONS],
        missing=decision.missing,
        diagnoses=question.diagnoses,
        localities=claim.localities,
        several_localities=question.several_localities,
        quarter=claim.quarter,
    )


def _once(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*names)))


def _next(question: Question, index: Index, answers: Sequence[Answer]) -> tuple[Choice, ...]:
    if not answers:
        return ()
    codes = [answer.entry for answer in answers if index.book.knows_code(answer.entry)]
    return next_of(index.book, answers, Asked.of(question, answers[0].entry, codes, ()))


def _answers(decision: Decision, question: Question, index: Index, shown: Sequence[Place]) -> Iterator[Answer]:
    """The sections as answers; what the tables say of two codes together stands in the first of them only."""
    told: set[str] = set()
    said: set[str] = set()
    codes = [entry for entry, section in shown if _is_of_codes_together(index, section)]
    for entry, section in shown:
        answer = answer_with(index.book, entry, section, decision.score, Asked.of(question, entry, codes, told))
        texts = {statement.text for statement in answer.statements}
        # An imported code that has no more to say than that the pair was told already says nothing.
        if entry in index.book.entries or not told | said or not texts <= said:
            yield answer
        said |= texts
        if is_about_pairs(index.book, section):
            told.add(entry)


def _is_of_codes_together(index: Index, section: str) -> bool:
    return section.startswith(MODIFIERS_PREFIX) or is_about_pairs(index.book, section)


def _message(decision: Decision, question: Question, index: Index) -> str:
    book = index.book
    if decision.topic and decision.topic.startswith(NOT_HELD):
        return book.topics.not_held[decision.topic.removeprefix(NOT_HELD)].say
    match decision.outcome:
        case Outcome.HELP:
            return wording.help_message(len(book.codes), len(book.modifiers), _editions(index, question))
        case Outcome.UNKNOWN:
            if decision.topic in book.topics.topics:
                return wording.which_code(book.topics.topics[decision.topic].label)
            return wording.not_understood()
        case Outcome.UNKNOWN_CODE:
            offered = {entry for entry, _ in decision.choices}
            on_file = bool(offered.intersection(question.codes))
            return wording.not_in_the_book(decision.missing, bool(offered), on_file, book.reference is not None)
        case Outcome.CHOOSE:
            return wording.which_one(decision.entries[0] if len(decision.entries) == 1 else None)
        case _:
            found = len(decision.sections)
            if found > MOST_SECTIONS:
                return wording.first_of(MOST_SECTIONS, found)
            is_payment = any(section == PAYMENT for _, section in decision.sections)
            which = _which_locality(question, index) if is_payment else ""
            return which or (wording.for_day(question.claim.on) if question.claim.is_dated else "")


def _which_locality(question: Question, index: Index) -> str:
    """The localities of a state that was named and has several."""
    reference = index.book.reference
    if reference is None or not question.several_localities:
        return ""
    held = [locality for locality in reference.localities if locality.key in question.several_localities]
    return wording.several_localities(held[0].state, [locality.name for locality in held])


def _editions(index: Index, question: Question) -> str:
    """The newest edition of each kind of imported file."""
    on = question.claim.on
    return wording.editions_loaded(
        {
            edition.short: (edition.title, edition.outdated_from is not None and edition.outdated_from <= on)
            for edition in newest_editions(index.book)
        }
    )


def _restated(decision: Decision, question: Question, index: Index) -> str:
    """The codes, modifiers and topics that were understood, in a line."""
    codes = [*question.codes, *(id for id in decision.entries if index.book.knows_code(id))]
    codes += [name for name in decision.missing if len(name) != 2]
    modifiers = [name for name, _ in question.modifiers] + [name for name in decision.missing if len(name) == 2]
    modifiers += [id for id in decision.entries if index.book.knows_modifier(id)]
    sections = [*decision.sections, *decision.choices] if decision.outcome is Outcome.ANSWER else decision.sections
    topics = [index.book.topics.topics[section].label for _, section in sections if section in index.book.topics.topics]
    parts = [wording.listed(list(dict.fromkeys(codes)))]
    if modifiers:
        word = "modifier" if len(set(modifiers)) == 1 else "modifiers"
        parts.append(f"{word} {wording.listed(list(dict.fromkeys(modifiers)))}")
    parts.append(wording.listed(list(dict.fromkeys(topics))))
    return " · ".join(part for part in parts if part)
