"""Slack's limits for what a person can use: the last value that is taken, and the first that is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.workspace.block_rules import block_faults

Block = dict[str, Any]


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def button() -> Block:
    return {"type": "button", "text": plain("x")}


def option(value: str = "v", text: str = "x", **more: Any) -> Block:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Block]:
    return [option(str(number)) for number in range(count)]


def in_actions(**element: Any) -> list[Block]:
    return [{"type": "actions", "elements": [element]}]


def select(**more: Any) -> list[Block]:
    return in_actions(type="static_select", **more)


def confirming(**more: Any) -> list[Block]:
    confirm = {"title": plain("x"), "text": plain("x"), "confirm": plain("x"), "deny": plain("x"), **more}
    return in_actions(**button(), confirm=confirm)


def entry(**element: Any) -> list[Block]:
    return [{"type": "input", "label": plain("x"), "element": {"type": "plain_text_input", **element}}]


def feedback(text: int = 1, value: int = 1, label: int = 1) -> list[Block]:
    thumb = {"text": plain("x" * text), "value": "x" * value, "accessibility_label": "x" * label}
    element = {"type": "feedback_buttons", "positive_button": thumb, "negative_button": thumb}
    return [{"type": "context_actions", "elements": [element]}]


def trash(**more: Any) -> Block:
    return {"type": "icon_button", "icon": "trash", "text": plain("x"), **more}


@pytest.mark.parametrize(
    ("build", "most"),
    [
        (lambda n: select(options=options(n)), 100),
        (lambda n: select(option_groups=[{"label": plain("x"), "options": options(1)}] * n), 100),
        (lambda n: select(option_groups=[{"label": plain("x" * n), "options": options(1)}]), 75),
        (lambda n: select(options=[option(text="x" * n)]), 75),
        (lambda n: select(options=[option("x" * n)]), 150),
        (lambda n: select(options=[option(description=plain("x" * n))]), 75),
        (lambda n: select(options=options(1), placeholder=plain("x" * n)), 150),
        (lambda n: in_actions(type="overflow", options=options(n)), 5),
        (lambda n: in_actions(type="radio_buttons", options=options(n)), 10),
        (lambda n: in_actions(type="checkboxes", options=options(n)), 10),
        (lambda n: confirming(title=plain("x" * n)), 100),
        (lambda n: confirming(text=mrkdwn("x" * n)), 300),
        (lambda n: confirming(confirm=plain("x" * n)), 30),
        (lambda n: confirming(deny=plain("x" * n)), 30),
        (lambda n: [{**entry()[0], "label": plain("x" * n)}], 2000),
        (lambda n: [{**entry()[0], "hint": plain("x" * n)}], 2000),
        (lambda n: entry(placeholder=plain("x" * n)), 150),
        (lambda n: entry(max_length=n), 3000),
        (lambda n: entry(min_length=n), 3000),
        (lambda n: entry(action_id="x" * n), 255),
        (lambda n: feedback(text=n), 75),
        (lambda n: feedback(value=n), 2000),
        (lambda n: feedback(label=n), 75),
        (lambda n: [{"type": "context_actions", "elements": [trash(action_id=str(i)) for i in range(n)]}], 5),
        (lambda n: [{"type": "context_actions", "elements": [trash(visible_to_user_ids=["U1"] * n)]}], 10),
    ],
)
def test_a_limit_is_kept_to_the_last_character(build: Callable[[int], list[Block]], most: int) -> None:
    assert block_faults(build(most)) == []
    assert block_faults(build(most + 1))


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        (select()[0], "must have either options or option_groups"),
        (select(options=options(1), option_groups=[])[0], "must have either options or option_groups"),
        (select(options=[option(), option()])[0], "value must be unique"),
        (select(options=[{"text": mrkdwn("x"), "value": "v"}])[0], "must be one of plain_text"),
        (select(options=options(1), initial_option=option("no"))[0], "must be one of the options"),
        (in_actions(type="checkboxes", options=options(1), initial_options=[])[0], "must be some of the options"),
        (in_actions(**button(), confirm={"title": plain("x")})[0], "must be an object with type and text"),
        (confirming(style="loud")[0], "must be primary or danger"),
        (in_actions(type="datepicker")[0], "unsupported type: datepicker"),
        (in_actions(type="plain_text_input")[0], "unsupported type: plain_text_input"),
        ({"type": "section", "text": plain("x"), "accessory": trash()}, "unsupported type: icon_button"),
        ({**entry()[0], "optional": "yes"}, "must be a boolean"),
        ({**entry()[0], "element": button()}, "unsupported type: button"),
        (entry(min_length=2, max_length=1)[0], "must not be more than max_length"),
        (entry(max_length=0)[0], "must be a number from 1 to 3000"),
        (entry(dispatch_action_config={"trigger_actions_on": ["on_blur"]})[0], "on_enter_pressed"),
        ({"type": "context_actions", "elements": [trash(icon="star")]}, "must be trash"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(block: Any, fault: str) -> None:
    faults = block_faults([block])
    assert any(fault in found and "[json-pointer:/blocks/0" in found for found in faults), faults


def test_what_slack_takes_is_taken() -> None:
    chosen = option("b", text="B", description=plain("more"))
    groups = [{"label": plain("One"), "options": options(2)}, {"label": plain("Two"), "options": [chosen]}]
    elements = [
        {"type": "static_select", "option_groups": groups, "initial_option": chosen, "action_id": "a"},
        {"type": "checkboxes", "options": [chosen], "initial_options": [chosen], "action_id": "b"},
        {"type": "radio_buttons", "options": [{"text": mrkdwn("*x*"), "value": "v"}], "action_id": "c"},
        {"type": "overflow", "options": [option(url="https://x.example/")], "action_id": "d"},
    ]
    field = {"multiline": True, "min_length": 0, "max_length": 3, "initial_value": "a"}
    dispatch = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    blocks = [
        {"type": "actions", "elements": elements},
        {**entry(**field, **dispatch)[0], "optional": True, "dispatch_action": True, "hint": plain("x")},
        *feedback(),
        *confirming(style="danger"),
    ]
    assert block_faults(blocks) == block_faults([*blocks[:2], blocks[3]], "modal") == []
