"""The form after a negative vote: within Slack's limits, about one answer, with names of a fixed list."""

from typing import Any

import pytest

from bot.asking import Subject
from bot.slack import words
from bot.slack.blocks import (
    EXPERT_ACTION_ID,
    Offered,
    VotedOn,
    entered,
    offered,
    read_voted_on,
    thanks,
    what_was_wrong,
)
from bot.slack.blocks.feedback import REASONS, Entered, write_voted_on
from bot.workspace.view_rules import read_view

OF_26 = Offered(Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),)), "a1b2")
ANSWER = VotedOn(OF_26, "C1", "1700000000.000100", "1700000000.000200", True, "https://hooks.slack.com/actions/T1/2/3")
LONG = Offered(Subject(codes=tuple(str(number) for number in range(10000, 10160))), "a1b2")


@pytest.mark.parametrize("subject", ["38240 · modifier 26", "", "<!channel> " * 300])
def test_slack_takes_the_form(subject: str) -> None:
    view = read_view(what_was_wrong(ANSWER, subject), "modal")
    about, *inputs = view["blocks"] if subject else (None, *view["blocks"])
    assert [block["type"] for block in inputs] == ["input", "input"]
    assert (about is None) == (not subject) and "<!channel>" not in str(view["blocks"])
    assert view["notify_on_close"] is True
    reasons, comment = inputs
    assert [option["value"] for option in reasons["element"]["options"]] == [
        "wrong-section",
        "outdated",
        "incomplete",
        "unclear",
        "source",
        "other",
    ]
    assert (reasons.get("optional", False), comment["optional"], comment["element"]["max_length"]) == (False, True, 300)


@pytest.mark.parametrize("answer", [ANSWER, VotedOn(), VotedOn(LONG, "C1", ts="1.2")])
def test_it_knows_which_answer_it_is_about(answer: VotedOn) -> None:
    written = what_was_wrong(answer, "")["private_metadata"]
    assert len(written) <= 3000
    assert read_voted_on(written) == answer


def test_an_address_that_does_not_fit_is_left_out() -> None:
    answer = VotedOn(LONG, "C1", ts="1.2", response_url="https://hooks.slack.com/" + "a" * 2000)
    written = write_voted_on(answer)
    assert len(written) <= 3000
    assert read_voted_on(written) == VotedOn(LONG, "C1", ts="1.2")


@pytest.mark.parametrize("written", [None, 5, "", "[]", "null", "{", "{}", '{"said": 5, "other": 1}', '{"ts": "1"}'])
def test_what_is_not_ours_is_about_no_answer(written: object) -> None:
    assert read_voted_on(written) == VotedOn()


def state(reasons: list[str], comment: str | None) -> dict[str, Any]:
    options = [{"value": name} for name in reasons]
    values = {"reasons": {"reasons": {"selected_options": options}}, "comment": {"comment": {"value": comment}}}
    return {"state": {"values": values}}


def test_what_was_entered() -> None:
    assert entered(state(["other", "outdated", "invented"], " Gone \n")) == Entered(("outdated", "other"), "Gone")
    assert entered(state([], None)) == entered({}) == Entered()
    assert set(entered(state(list(REASONS), "")).reasons) == set(REASONS)


def test_thanks_and_the_way_to_an_expert() -> None:
    assert thanks(OF_26, is_sent=False, expert=False) is None
    plain = thanks(OF_26, is_sent=True, expert=False)
    assert plain is not None and (plain.text, plain.blocks) == (words.THANKS, ())
    for is_sent, text in ((True, words.THANKS_AND_EXPERT), (False, words.STILL_OPEN)):
        message = thanks(OF_26, is_sent=is_sent, expert=True)
        assert message is not None and message.text == text
        (button,) = message.blocks[-1]["elements"]
        assert (button["action_id"], offered(button)) == (EXPERT_ACTION_ID, OF_26)
