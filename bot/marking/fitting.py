"""The limits of matching, fitted to labelled questions and tried on questions that the fit did not see."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean

from bot.asking import Index
from bot.book.schema import Limits
from bot.marking.judging import Mark
from bot.marking.labelled import Labelled
from bot.marking.marks import Tally, mark_questions, tally_of

TOPIC = (0.12, 0.14, 0.16, 0.18, 0.20, 0.22, 0.24, 0.26)
WORDS = (0.24, 0.26, 0.28, 0.30, 0.32, 0.34, 0.36, 0.38)
MARGIN = (0.02, 0.03, 0.04, 0.06)
FOLDS = 3
HARM = 20
"""A wrong code or a false answer counts as much as this many right replies."""


@dataclass(frozen=True)
class Tried:
    """Limits, and the mark of each question under them."""

    limits: Limits
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Fitted:
    """The limits that serve the questions best."""

    limits: Limits
    seen: Tally
    """With limits fitted to all questions."""
    held_out: Tally
    """Each third of the questions with limits fitted to the other two thirds."""
    by_fold: tuple[Limits, ...]


def combinations() -> list[Limits]:
    """The limits that are tried."""
    return [Limits(topic=topic, words=words, margin=margin) for topic, words, margin in product(TOPIC, WORDS, MARGIN)]


def try_limits(questions: Sequence[Labelled], index: Index, tried: Sequence[Limits]) -> Iterator[Tried]:
    """The questions marked under each of the limits."""
    for limits in tried:
        about = index.book.about.model_copy(update={"limits": limits})
        under = replace(index, book=replace(index.book, about=about))
        yield Tried(limits, tuple(marked.mark for marked in mark_questions(questions, under)))


def fit(questions: Sequence[Labelled], tried: Sequence[Tried]) -> Fitted:
    """The best limits, and how they do on questions that they were not fitted to.

    The turns of one thread stay in one fold. Among limits that do equally well the middle ones are taken, since limits
    at the edge of what works fail first on other questions.
    """
    folds = [zlib.crc32(question.id.partition(".")[0].encode()) % FOLDS for question in questions]
    held_out: list[Mark] = []
    by_fold = []
    for fold in range(FOLDS):
        inside = [place for place, other in enumerate(folds) if other != fold]
        best = _best(tried, inside)
        by_fold.append(best.limits)
        held_out += [mark for place, mark in enumerate(best.marks) if folds[place] == fold]
    best = _best(tried, range(len(questions)))
    return Fitted(best.limits, tally_of(best.marks), tally_of(held_out), tuple(by_fold))


def _best(tried: Sequence[Tried], places: Sequence[int]) -> Tried:
    worth = [_worth([one.marks[place] for place in places]) for one in tried]
    equal = [one for one, value in zip(tried, worth, strict=True) if value == max(worth)]
    middle = [fmean(getattr(one.limits, name) for one in equal) for name in ("topic", "words", "margin")]
    return min(equal, key=lambda one: _distance(one.limits, middle))


def _worth(marks: Sequence[Mark]) -> int:
    return sum(mark.right - HARM * (mark.wrong_code + mark.false_answer) for mark in marks)


def _distance(limits: Limits, middle: Sequence[float]) -> float:
    return sum(
        abs(value - wanted) for value, wanted in zip((limits.topic, limits.words, limits.margin), middle, strict=True)
    )
