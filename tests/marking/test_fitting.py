from dataclasses import replace
from pathlib import Path

import pytest

from bot.asking import Index
from bot.book import load_book, starter_book
from bot.book.schema import Limits
from bot.marking import read_labelled
from bot.marking.fitting import FOLDS, Tried, combinations, fit, try_limits
from bot.marking.judging import Mark
from bot.marking.labelled import Labelled

QUESTIONS = """
questions:
- {id: a, q: 'can I use 26 with 38240?', outcome: answer, expected: [{entry: '38240', section: modifiers/26}]}
- {id: b, q: 'units of 38240 a day', outcome: answer, expected: [{entry: '38240', section: units}]}
- {id: c, q: 'who won the game', outcome: unknown}
"""
RIGHT, MISSED, HARMFUL = Mark(True, False, False), Mark(False, False, False), Mark(False, True, True)


@pytest.fixture
def questions(tmp_path: Path) -> list[Labelled]:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return list(read_labelled([path]))


def many(questions: list[Labelled], count: int) -> list[Labelled]:
    return [replace(questions[0], id=f"q-{n}") for n in range(count)]


def test_each_of_the_limits_is_tried_on_every_question(questions: list[Labelled]) -> None:
    index = Index.of(load_book(starter_book()))
    usual, blind = Limits(topic=0.2, words=0.3, margin=0.04), Limits(topic=1.0, words=1.0, margin=0.0)
    first, second = try_limits(questions, index, [usual, blind])
    assert [mark.right for mark in first.marks] == [True, True, True]
    assert [mark.right for mark in second.marks] == [True, False, True]
    assert (first.limits, second.limits) == (usual, blind)
    assert index.book.about.limits != blind


def test_the_limits_that_get_most_right_are_taken(questions: list[Labelled]) -> None:
    asked = many(questions, 30)
    worse, better = combinations()[:2]
    fitted = fit(asked, [Tried(worse, (MISSED,) * 30), Tried(better, (RIGHT,) * 30)])
    assert fitted.limits == better
    assert fitted.by_fold == (better,) * FOLDS
    assert (fitted.seen.right, fitted.held_out.right, fitted.held_out.asked) == (30, 30, 30)


def test_one_wrong_code_outweighs_many_right_replies(questions: list[Labelled]) -> None:
    asked = many(questions, 30)
    bold, careful = combinations()[:2]
    fitted = fit(asked, [Tried(bold, (HARMFUL, *(RIGHT,) * 29)), Tried(careful, (*(MISSED,) * 15, *(RIGHT,) * 15))])
    assert fitted.limits == careful


def test_of_equally_good_limits_the_middle_ones_are_taken(questions: list[Labelled]) -> None:
    tried = [
        Tried(Limits(topic=topic, words=0.3, margin=0.04), (RIGHT,) * 9) for topic in (0.12, 0.16, 0.20, 0.24, 0.28)
    ]
    assert fit(many(questions, 9), tried).limits.topic == 0.20


def test_a_question_is_held_out_from_the_limits_that_it_is_tried_under(questions: list[Labelled]) -> None:
    """Each question is right under limits of its own alone, so none is right under limits that others chose."""
    asked = many(questions, 12)
    tried = [
        Tried(limits, tuple(RIGHT if place == own else MISSED for place in range(12)))
        for own, limits in enumerate(combinations()[:12])
    ]
    fitted = fit(asked, tried)
    assert fitted.seen.right == 1
    assert fitted.held_out.right == 0
