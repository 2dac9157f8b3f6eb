"""What is offered below a reply: where it fits, in values that hold a subject and no words, within Slack's limits."""

from dataclasses import replace
from typing import Any

import pytest

from bot.asking import Answer, Outcome, Reply, Subject
from bot.slack.blocks import (
    EXPERT_ACTION_ID,
    FEEDBACK_ACTION_ID,
    SHARE_ACTION_ID,
    Message,
    Offered,
    Offers,
    draw,
    offered,
)
from bot.slack.blocks.offers import read_offered, write_offered

EVERYTHING = Offers("a1b2", share=True, thread_ts="1700000000.000100", expert=True, feedback=True)
OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))


def elements(message: Message) -> dict[str, dict[str, Any]]:
    return {
        element["action_id"]: element
        for block in message.blocks
        if block["type"] in ("actions", "context_actions")
        for element in block["elements"]
    }


def test_an_answer_is_shared_and_voted_on(reply_of_26: Reply, slack_faults: Any) -> None:
    message = draw(replace(reply_of_26, subject=OF_26), offers=EVERYTHING)
    found = elements(message)
    assert set(found) == {SHARE_ACTION_ID, FEEDBACK_ACTION_ID}
    assert offered(found[SHARE_ACTION_ID]) == Offered(OF_26, "a1b2", "1700000000.000100")
    feedback = found[FEEDBACK_ACTION_ID]
    assert offered(feedback["positive_button"]) == Offered(OF_26, "a1b2", "1700000000.000100", is_positive=True)
    assert offered(feedback["negative_button"]) == Offered(OF_26, "a1b2", "1700000000.000100")
    assert message.blocks[-1]["type"] == "context_actions"
    assert "Share" not in message.text


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.UNKNOWN_CODE, Outcome.UNAVAILABLE])
def test_an_expert_is_offered_where_the_book_lacks_the_answer(outcome: Outcome, nothing_on_file: Answer) -> None:
    reply = Reply(outcome, "Not in the book.", "", subject=Subject(missing=("38299",)))
    found = elements(draw(reply, offers=EVERYTHING))
    assert set(found) == {EXPERT_ACTION_ID}
    assert offered(found[EXPERT_ACTION_ID]) == Offered(reply.subject, "a1b2", "1700000000.000100", outcome=str(outcome))
    assert set(elements(draw(reply, offers=replace(EVERYTHING, expert=False)))) == set()
    with_section = replace(reply, answers=(nothing_on_file,))
    assert set(elements(draw(with_section, offers=EVERYTHING))) == {
        EXPERT_ACTION_ID,
        SHARE_ACTION_ID,
        FEEDBACK_ACTION_ID,
    }


@pytest.mark.parametrize("outcome", [Outcome.HELP, Outcome.CHOOSE])
def test_help_and_choices_have_nothing_of_it(outcome: Outcome) -> None:
    assert elements(draw(Reply(outcome, "Which?", ""), offers=EVERYTHING)) == {}


def test_without_offers_there_are_none(reply_of_26: Reply) -> None:
    assert elements(draw(reply_of_26)) == {}


def test_a_subject_that_is_too_long_for_a_button_keeps_what_was_shown_and_the_first_names() -> None:
    codes = tuple(str(10000 + number) for number in range(200))
    shown = tuple((code, "payment") for code in codes[:8])
    long = Subject(codes, ("26",), ("payment",), shown, missing=codes, quarter="2025-10-01")
    value = write_offered(Offered(long, "a1b2"))
    assert len(value) <= 2000
    kept = Subject(codes[:8], ("26",), ("payment",), shown, missing=codes[:8], quarter="2025-10-01")
    assert read_offered(value) == Offered(kept, "a1b2")


def test_where_what_was_shown_does_not_fit_either_the_names_are_kept() -> None:
    codes = tuple(str(10000 + number) for number in range(200))
    long = Subject(codes, ("26",), ("payment",), tuple((code, "payment") for code in codes), missing=("38299",))
    value = write_offered(Offered(long, "a1b2"))
    assert len(value) <= 2000
    assert read_offered(value) == Offered(Subject(codes[:8], ("26",), ("payment",), missing=("38299",)), "a1b2")


@pytest.mark.parametrize("value", [None, 1, "", "[]", "null", "{", '{"about": 5}', '{"about": "{"}'])
def test_what_is_no_value_of_ours_says_nothing(value: object) -> None:
    assert read_offered(value) == Offered()
