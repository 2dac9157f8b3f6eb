"""A question for the experts, whatever is in it: Slack takes each message and form, and no word of it has an effect."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.asking import Subject
from bot.book import Book, load_book, starter_book
from bot.slack import words
from bot.slack.blocks import Message
from bot.slack.blocks.expert_forms import (
    answer_form,
    is_previewed_whole,
    preview_form,
    question_form,
)
from bot.slack.blocks.expert_question import (
    Answering,
    Draft,
    ExpertQuestion,
    fitted,
    proposing,
    read_answering,
    read_draft,
    read_question,
    write_answering,
    write_draft,
    write_question,
)
from bot.slack.blocks.experts import (
    answer_for_asker,
    answer_given_back,
    answer_in_thread,
    fits,
    request_message,
    resolved_message,
)
from bot.slack.blocks.mrkdwn import clean
from bot.workspace.view_rules import read_view

OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))
QUESTION = ExpertQuestion("ab12", "U1", "C1", "1700000000.000100", OF_26, "unavailable", "a1b2")
LIVE = re.compile(r"<(?![@#][A-Z0-9]+>)")

texts = st.text('ab *_~`<>&:@!#|\n\u200b😀é"\\', max_size=60) | st.text(max_size=30)
long = st.builds(lambda text, times: (text * times)[:2000], texts, st.sampled_from([1, 1, 20, 300]))
names = st.lists(st.text("AB01<&", min_size=1, max_size=7), max_size=30).map(tuple)
subjects = st.builds(
    Subject,
    names,
    names,
    st.lists(st.sampled_from(["payment", "own-charges", "gone"]), max_size=9).map(tuple),
    st.lists(st.tuples(st.text("01", max_size=5), st.text("ab", max_size=20)), max_size=40).map(tuple),
    names,
)
outcomes = st.sampled_from(["unknown", "unknown-code", "unavailable", "answer", "", "puzzled"])
questions = st.builds(
    ExpertQuestion,
    id=st.just("a" * 24),
    asker=st.just("U0123456789"),
    channel=st.sampled_from(["C0123456789", "D0123456789"]),
    thread_ts=st.just("1700000000.000100"),
    subject=subjects,
    outcome=outcomes,
    request=st.just("0a1b2c3d"),
).map(fitted)
of_everything = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(starter_book())


def markups(blocks: Any) -> list[str]:
    """All texts that Slack reads as markup."""
    if isinstance(blocks, Mapping):
        own = [str(blocks["text"])] if blocks.get("type") == "mrkdwn" else []
        return own + [text for value in blocks.values() for text in markups(value)]
    return [text for value in blocks for text in markups(value)] if isinstance(blocks, list | tuple) else []


@of_everything
@given(question=questions, said=long)
def test_every_question_keeps_every_limit_and_its_buttons(
    slack_faults: Callable[[Message], list[str]], book: Book, question: ExpertQuestion, said: str
) -> None:
    said = clean(said)
    if not fits(said):
        return
    message = request_message(question, said, book)
    assert slack_faults(message) == []
    assert [element["action_id"] for element in message.blocks[-1]["elements"]] == [
        "answer_request",
        "resolve_request",
        "propose_for_the_book",
    ]
    assert read_question(message.blocks[-1]["elements"][0]["value"]) == question
    resolved = resolved_message({"text": message.text, "blocks": list(message.blocks)}, question, "U0000000002")
    assert slack_faults(resolved) == []
    assert [element["action_id"] for element in resolved.blocks[-1]["elements"]] == ["propose_for_the_book"]
    for shown in (message, resolved):
        assert not [text for text in [*markups(shown.blocks), shown.text] if LIVE.search(text)]


@of_everything
@given(question=questions, said=long)
def test_every_form_is_one_that_slack_takes(book: Book, question: ExpertQuestion, said: str) -> None:
    said = clean(said)
    read_view(question_form(question, said, "C9", book), "modal")
    read_view(answer_form(Answering(question, "1700000000.000100"), book), "modal")
    draft = Draft(question, said)
    if fits(said) and is_previewed_whole(draft):
        view = preview_form(draft, "C9", book)
        read_view(view, "modal")
        assert read_draft(view["private_metadata"]) == draft


@of_everything
@given(question=questions, answer=long.map(clean).filter(bool))
def test_every_answer_keeps_every_limit(
    slack_faults: Callable[[Message], list[str]], book: Book, question: ExpertQuestion, answer: str
) -> None:
    if not fits(answer):
        return
    for message in (
        answer_in_thread(answer, "U2"),
        answer_for_asker(question, answer, "U2", book),
        answer_given_back(words.answer_not_told("<@U1>"), answer),
    ):
        assert slack_faults(message) == []
        assert not [text for text in [*markups(message.blocks), message.text] if LIVE.search(text)]


def test_no_button_holds_a_word(book: Book) -> None:
    message = request_message(QUESTION, "zebra", book)
    assert "&gt; zebra" in json.dumps(message.blocks[:-1])
    assert "zebra" not in json.dumps(message.blocks[-1])


def test_two_thousand_letters_fit_with_everything_else(book: Book) -> None:
    draft = Draft(QUESTION, "a" * 2000)
    assert fits(draft.words) and is_previewed_whole(draft)
    assert not fits("&" * 1000)


@pytest.mark.parametrize(
    ("outcome", "subject", "said"),
    [
        ("unknown-code", Subject(missing=("38299", "22")), "Not in the book: 38299, 22."),
        ("unknown-code", Subject(), "It is not in the book."),
        ("unavailable", OF_26, "The book has nothing on file about it."),
        ("unknown", OF_26, "The book has no answer to it."),
        ("", OF_26, "The book has an answer, which was voted not helpful."),
        ("", Subject(codes=("38240",)), "The book has no answer to it."),
    ],
)
def test_the_outcome_is_told_in_plain_words(outcome: str, subject: Subject, said: str, book: Book) -> None:
    message = request_message(replace(QUESTION, outcome=outcome, subject=subject), "", book)
    assert said in message.text and said in json.dumps(message.blocks, ensure_ascii=False)


def test_a_subject_that_is_too_long_keeps_what_it_is_about() -> None:
    codes = tuple(str(10000 + number) for number in range(200))
    cut = fitted(replace(QUESTION, subject=Subject(codes, ("26",), missing=codes)))
    assert cut.subject == Subject(codes[:8], ("26",), missing=codes[:8])
    assert fitted(QUESTION) == QUESTION


def test_what_travels_is_read_as_it_was_written() -> None:
    draft, answering = Draft(QUESTION, 'a "question"\nin lines'), Answering(QUESTION, "1700000000.000200")
    assert read_question(write_question(QUESTION)) == QUESTION
    assert read_draft(write_draft(draft)) == draft
    assert read_answering(write_answering(answering)) == answering


@pytest.mark.parametrize(
    "written", [None, 5, "", "{", "[]", '{"subject": 5}', '{"question": {"subject": {"codes": 5}}}']
)
def test_what_is_none_of_ours_says_nothing(written: object) -> None:
    assert read_draft(written) == Draft() and read_answering(written) == Answering()
    assert read_question(written).asker == ""


def test_a_proposal_names_codes_modifiers_and_topics() -> None:
    subject = Subject(codes=("38240",), topics=("payment",), missing=("38299", "22"))
    assert json.loads(proposing(subject, "a1b2")) == {
        "codes": ["38240", "38299"],
        "modifiers": ["22"],
        "topics": ["payment"],
        "request": "a1b2",
    }
