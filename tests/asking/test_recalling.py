"""What was answered once can be composed again from its subject, which holds none of the question's words."""

from dataclasses import fields, replace
from datetime import date

import pytest

from bot.asking import (
    NO_CONTEXT,
    Index,
    Outcome,
    Reply,
    Subject,
    ask,
    context_of,
    read_subject,
    recall,
    subject_line,
    write_subject,
)

TODAY = date(2026, 11, 28)
QUESTIONS = (
    "can I use 26 with 38240?",
    "26 and TC with 38240",
    "38240 and 38241 on the same day?",
    "what is modifier 59 for?",
    "how much does 38240 pay and how many units",
    "does 38240 need prior auth for BCBS",
    "can I use 26 with 38240 on 2025-11-03?",
    "38240 38241 38243 modifiers",
)


def answers_of(reply: Reply) -> list[object]:
    return [replace(answer, score=0.0) for answer in reply.answers]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_answers_come_again(index: Index, question: str) -> None:
    asked = ask(question, index, today=TODAY)[0]
    again = recall(asked.subject, index, TODAY)
    assert asked.answers and answers_of(again) == answers_of(asked)
    assert again.outcome is asked.outcome


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_thread_goes_on_from_it_as_from_the_question(index: Index, question: str) -> None:
    reply, context = ask(question, index, today=TODAY)
    assert replace(context, choices=()) == context_of(reply.subject, index)


def test_a_thread_about_what_the_book_holds_no_more_is_about_nothing(index: Index) -> None:
    assert context_of(Subject(codes=("00000",), places=(("00000", "payment"),)), index) == NO_CONTEXT


def test_a_subject_holds_names_of_the_book_alone(index: Index) -> None:
    subject = ask("Zyxwina Quorbert born 1/2/1950, can I bill 26 with 38240 on 2026-05-17?", index, today=TODAY)[
        0
    ].subject
    held = " ".join(str(getattr(subject, field.name)) for field in fields(Subject)).lower()
    assert "38240" in held and "2026-04-01" in held
    for word in ("zyxwina", "quorbert", "1950", "05-17", "bill"):
        assert word not in held


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("can I use 26 with 38240?", "38240 · modifier 26"),
        ("38299 prior auth", "38299 · prior authorization"),
        ("does 38240 need prior auth", "38240 · prior authorization"),
        ("what is the status of my claim 38240", "38240 · your own claims and counts"),
        ("zebra zebra zebra", ""),
    ],
)
def test_a_subject_is_told_in_a_line(index: Index, question: str, line: str) -> None:
    assert subject_line(ask(question, index, today=TODAY)[0].subject, index.book) == line


def test_what_the_book_holds_no_more_is_said(index: Index) -> None:
    reply = recall(Subject(codes=("00000",), places=(("00000", "payment"),)), index, TODAY)
    assert reply.outcome is Outcome.UNKNOWN and "has changed" in reply.message


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_subject_is_the_same_after_json(index: Index, question: str) -> None:
    subject = ask(question, index, today=TODAY)[0].subject
    assert read_subject(write_subject(subject)) == subject


@pytest.mark.parametrize(
    "written", [None, "", "null", "[]", '{"codes": 1}', '{"places": [["a"]]}', '{"quarter": "soon"}', "\ud800"]
)
def test_whatever_else_is_read_is_no_subject(written: object) -> None:
    assert read_subject(written) == Subject()
