"""Choices: buttons for those who see them, a numbered list for notifications, screen readers and plain text."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.asking.reply import Choice, Outcome, Reply
from bot.asking.subject import Subject
from bot.slack.blocks import ACTION_ID, NEXT_ACTION_ID, Chosen, Message, chosen, draw, read_choice

CHOICES = (
    Choice("38240", "payment", "38240: payment", "payment for 38240"),
    Choice("26", "meaning", "Modifier 26", "what is 26"),
)


def drawn(*choices: Choice, message: str = "Which one?") -> Message:
    return draw(Reply(Outcome.CHOOSE, message, "", choices=choices))


def buttons(message: Message) -> list[dict[str, Any]]:
    (actions,) = [block for block in message.blocks if block["type"] == "actions"]
    found: list[dict[str, Any]] = actions["elements"]
    return found


def test_each_choice_is_a_button_below_the_question() -> None:
    message = drawn(*CHOICES)
    assert [block["type"] for block in message.blocks] == ["section", "actions"]
    assert message.blocks[0]["text"]["text"] == "Which one?"
    assert buttons(message)[0] == {
        "type": "button",
        "action_id": "choose_section_1",
        "value": '["38240","payment"]',
        "text": {"type": "plain_text", "text": "38240: payment", "emoji": False},
        "accessibility_label": "Show 38240: payment",
    }
    assert [button["action_id"] for button in buttons(message)] == ["choose_section_1", "choose_section_2"]
    assert all(re.fullmatch(ACTION_ID, button["action_id"]) for button in buttons(message))


def test_the_text_alone_numbers_them_with_the_question_to_ask() -> None:
    message = drawn(*CHOICES).without_blocks()
    assert message.text == "Which one?\n1. 38240: payment: ask “payment for 38240”\n2. Modifier 26: ask “what is 26”"


def test_at_most_five_are_offered() -> None:
    message = drawn(*CHOICES * 4)
    assert len(buttons(message)) == 5
    assert "\n5. " in message.text and "\n6. " not in message.text


def test_a_long_heading_is_cut_to_what_slack_shows_on_a_button() -> None:
    (button,) = buttons(drawn(Choice("38240", "payment", "😀" * 60, "")))
    assert button["text"]["text"] == "😀" * 37 + "…"
    assert len(button["accessibility_label"].encode("utf-16-le")) // 2 <= 75


def test_a_heading_is_shown_as_it_is_written() -> None:
    (button,) = buttons(drawn(Choice("38240", "payment", " a *b*\n&  <c> ", "")))
    assert button["text"]["text"] == "a *b* & <c>"
    (button,) = buttons(drawn(Choice("", "payment", "", "")))
    assert button["text"]["text"] == "Choice 1"


def test_what_a_button_holds_is_read_again() -> None:
    for choice in (*CHOICES, Choice('a"b', "é/😀", "", "")):
        (button,) = buttons(drawn(choice))
        assert read_choice(button["value"]) == Chosen(choice.entry, choice.section)


@pytest.mark.parametrize("value", [None, 5, "", "{", "null", "[]", '["38240"]', '["38240",1]', '["a","b","c"]', '"ab"'])
def test_what_no_button_of_ours_holds_names_nothing(value: object) -> None:
    assert read_choice(value) == Chosen()


def test_the_quarter_that_was_asked_about_goes_along(reply_of_26: Reply) -> None:
    of_july = replace(reply_of_26, next=CHOICES, others=CHOICES, subject=Subject(quarter="2026-07-01"))
    first, *_, menu = buttons(draw(of_july))
    assert chosen(first) == Chosen("38240", "payment", "2026-07-01")
    assert chosen({"selected_option": menu["options"][1]}) == Chosen("26", "meaning", "2026-07-01")
    assert read_choice('["38240","payment","2026-07-02"]') == Chosen()


def test_no_word_of_the_reply_is_in_a_value() -> None:
    for button in buttons(drawn(*CHOICES, message="What about the claim of Zyxwina?")):
        assert set(json.loads(button["value"])) <= {"38240", "payment", "26", "meaning"}


def test_follow_ups_are_at_most_three_buttons_of_their_own_kind_below_the_answer(reply_of_26: Reply) -> None:
    message = draw(replace(reply_of_26, next=CHOICES * 2))
    assert message.blocks[-1]["type"] == "actions"
    assert [button["action_id"] for button in buttons(message)] == [f"next_section_{n}" for n in (1, 2, 3)]
    assert all(re.fullmatch(NEXT_ACTION_ID, button["action_id"]) for button in buttons(message))
    assert read_choice(buttons(message)[0]["value"]) == Chosen("38240", "payment")
    assert message.text.endswith("\nYou may ask next: “payment for 38240”; “what is 26”; “payment for 38240”")


def test_the_other_sections_are_a_menu_beside_the_follow_ups(reply_of_26: Reply) -> None:
    message = draw(replace(reply_of_26, next=CHOICES, others=CHOICES))
    *_, menu = buttons(message)
    assert (menu["type"], menu["placeholder"]["text"]) == ("static_select", "Other sections")
    assert re.fullmatch(NEXT_ACTION_ID, menu["action_id"])
    assert [option["text"]["text"] for option in menu["options"]] == ["38240: payment", "Modifier 26"]
    taken = [chosen({"type": "static_select", "selected_option": option}) for option in menu["options"]]
    assert taken == [Chosen("38240", "payment"), Chosen("26", "meaning")]
    assert chosen({"selected_option": None}) == Chosen()


def test_a_section_whose_name_is_too_long_for_a_menu_is_left_out(reply_of_26: Reply) -> None:
    (menu,) = buttons(draw(replace(reply_of_26, others=(Choice("38240", "é" * 150, "Long", ""), CHOICES[0]))))
    assert [option["text"]["text"] for option in menu["options"]] == ["38240: payment"]
    message = draw(replace(reply_of_26, others=(Choice("38240", "é" * 150, "Long", ""),)))
    assert [block["type"] for block in message.blocks].count("actions") == 0
