"""Labelled questions asked of a book, marked and counted."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.asking import NO_CONTEXT, Context, Index, Reply, ask
from bot.marking.judging import Mark, judge
from bot.marking.labelled import Labelled


@dataclass(frozen=True)
class Marked:
    """A question with its reply."""

    question: Labelled
    context: Context
    """What the thread was about before it."""
    reply: Reply
    mark: Mark
    milliseconds: float


@dataclass(frozen=True)
class Tally:
    """How many of how many are right."""

    asked: int
    right: int
    wrong_code: int
    false_answer: int

    @property
    def share(self) -> float:
        """The share of right replies, 0 to 1; 1 where nothing was asked."""
        return self.right / self.asked if self.asked else 1.0


def mark_questions(questions: Iterable[Labelled], index: Index) -> Iterator[Marked]:
    """Each question, asked after its thread, with the mark of its reply."""
    for question in questions:
        context = NO_CONTEXT
        for earlier in question.thread:
            _, context = ask(earlier, index, context)
        start = time.perf_counter()
        reply, _ = ask(question.text, index, context)
        milliseconds = (time.perf_counter() - start) * 1000
        yield Marked(question, context, reply, judge(question, reply), milliseconds)


def tally(marked: Iterable[Marked]) -> Tally:
    """The count of marked questions."""
    return tally_of([one.mark for one in marked])


def tally_of(marks: Sequence[Mark]) -> Tally:
    """The count of marks."""
    return Tally(
        asked=len(marks),
        right=sum(mark.right for mark in marks),
        wrong_code=sum(mark.wrong_code for mark in marks),
        false_answer=sum(mark.false_answer for mark in marks),
    )
