"""Slack's limits for blocks: the last value that is taken, and the first that is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace
from bot.workspace.block_rules import block_faults, too_long

Block = dict[str, Any]


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def section(size: int) -> list[Block]:
    return [{"type": "section", "text": mrkdwn("x" * size)}]


def fields(count: int, size: int = 1) -> list[Block]:
    return [{"type": "section", "fields": [mrkdwn("x" * size)] * count}]


def header(size: int) -> list[Block]:
    return [{"type": "header", "text": plain("x" * size)}]


def context(count: int) -> list[Block]:
    return [{"type": "context", "elements": [mrkdwn("x")] * count}]


def button(text: int = 1, value: int = 1) -> Block:
    return {"type": "button", "text": plain("x" * text), "value": "x" * value}


def actions(count: int) -> list[Block]:
    return [{"type": "actions", "elements": [{**button(), "action_id": str(n)} for n in range(count)]}]


def markdown(*sizes: int) -> list[Block]:
    return [{"type": "markdown", "text": "x" * size} for size in sizes]


def table(rows: int, columns: int, text: str = "x") -> list[Block]:
    return [{"type": "table", "rows": [[{"type": "raw_text", "text": text}] * columns] * rows}]


@pytest.mark.parametrize(
    ("build", "most"),
    [
        (lambda n: [{"type": "divider"}] * n, 50),
        (section, 3000),
        (fields, 10),
        (lambda n: fields(1, n), 2000),
        (header, 150),
        (context, 10),
        (actions, 25),
        (lambda n: [{"type": "actions", "elements": [button(text=n)]}], 75),
        (lambda n: [{"type": "actions", "elements": [button(value=n)]}], 2000),
        (lambda n: [{"type": "actions", "elements": [{**button(), "accessibility_label": "x" * n}]}], 75),
        (lambda n: [{"type": "actions", "elements": [{**button(), "action_id": "x" * n}]}], 255),
        (lambda n: [{"type": "divider", "block_id": "x" * n}], 255),
        (markdown, 12_000),
        (lambda n: markdown(n - 5000, 5000), 12_000),
        (lambda n: table(n, 1), 100),
        (lambda n: table(1, n), 20),
        (lambda n: table(n, 1)[:1] if n == 1 else table(1, 1) * n, 1),
        (lambda n: table(1, 1, "x" * n), 10_000),
        (lambda n: [{**table(1, 1)[0], "column_settings": [{"align": "right"}] * n}], 20),
        (lambda n: [{"type": "image", "image_url": "x" * n, "alt_text": "x"}], 3000),
        (lambda n: [{"type": "image", "image_url": "x", "alt_text": "x" * n}], 2000),
        (lambda n: [{"type": "image", "image_url": "x", "alt_text": "x", "title": plain("x" * n)}], 2000),
    ],
)
def test_a_limit_is_kept_to_the_last_character(build: Callable[[int], list[Block]], most: int) -> None:
    assert block_faults(build(most)) == []
    assert block_faults(build(most + 1))


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"type": "section"}, "missing required field: text or fields"),
        ({"type": "section", "text": mrkdwn("  ")}, "more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ({"type": "section", "text": "bare"}, "must be an object"),
        ({"type": "section", "text": {"type": "html", "text": "x"}}, "must be one of mrkdwn, plain_text"),
        ({"type": "header", "text": mrkdwn("x")}, "must be one of plain_text"),
        ({"type": "header"}, "must be an object"),
        ({"type": "context", "elements": []}, "at least 1 item"),
        ({"type": "context", "elements": [mrkdwn("")]}, "more than 0 characters"),
        ({"type": "actions", "elements": [{"text": plain("x")}]}, "missing required field: type"),
        ({"type": "actions", "elements": [{**button(), "action_id": "a"}] * 2}, "action_id must be unique"),
        ({"type": "actions", "elements": [{**button(), "style": "loud"}]}, "must be primary or danger"),
        ({"type": "image", "alt_text": "x"}, "missing required field: image_url"),
        ({"type": "image", "image_url": "https://x.example/"}, "alt_text"),
        ({"type": "markdown", "text": ""}, "more than 0 characters"),
        ({"type": "table", "rows": []}, "at least 1 item"),
        (table(1, 2, "")[0], "more than 0 characters in each cell"),
        ({"type": "table", "rows": [[{"type": "raw_html", "text": "x"}]]}, "unsupported type: raw_html"),
        ({"type": "rich_text", "elements": []}, "at least 1 item"),
        ({"type": "rich_text", "elements": [{"type": "marquee"}]}, "unsupported rich text element"),
        ({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": 5}]}, "must be an array"),
        ({"type": "table", "rows": [[{"type": "rich_text", "elements": 5}]]}, "more than 0 characters in each cell"),
        ({**table(1, 1)[0], "column_settings": [{"align": "middle"}]}, "must be one of left, center, right"),
        ({"type": "input", "label": plain("x")}, "missing required field: type"),
        ({"type": "input", "label": mrkdwn("x"), "element": {"type": "plain_text_input"}}, "must be one of plain_text"),
        ({"type": "context_actions", "elements": [{"type": "feedback_buttons"}]}, "missing required field: positive"),
        ({"type": "context_actions", "elements": [button()]}, "unsupported type: button"),
        ({"type": "alert", "text": plain("x")}, "unsupported type: alert"),
        ({}, "unsupported type: None"),
        ("section", "must be an object"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(block: Any, fault: str) -> None:
    faults = block_faults([block])
    assert any(fault in found and "[json-pointer:/blocks/0" in found for found in faults), faults


def test_the_same_block_id_twice_is_refused() -> None:
    twice = [{"type": "divider", "block_id": "a"}] * 2
    assert block_faults(twice) == ["[ERROR] block_id must be unique [json-pointer:/blocks]"]


def test_what_slack_takes_is_taken() -> None:
    word = {"type": "text", "text": "a"}
    rich = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [word, {"type": "link", "url": "https://x.example/"}]},
            {
                "type": "rich_text_list",
                "style": "bullet",
                "elements": [{"type": "rich_text_section", "elements": [word]}],
            },
            {"type": "rich_text_preformatted", "elements": [word]},
            {"type": "rich_text_quote", "elements": [word]},
        ],
    }
    row = [{"type": "raw_text", "text": "a"}, {"type": "raw_number", "value": 0}, {**rich, "type": "rich_text"}]
    image = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}
    assert block_faults([rich, {"type": "table", "rows": [row]}, image, {"type": "context", "elements": [image]}]) == []


def test_the_whole_message_has_a_limit_that_the_limits_of_blocks_hide() -> None:
    four = [{"type": "section", "text": mrkdwn("x" * 3000)} for _ in range(4)]
    assert not too_long("a", four)
    assert too_long("a", [*four, *section(1000)])
    assert not too_long("x" * 40_000, [])


names = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "fields",
        "rows",
        "accessory",
        "block_id",
        "url",
        "value",
        "style",
        "element",
        "options",
        "option_groups",
        "confirm",
        "label",
        "column_settings",
        "initial_option",
        "positive_button",
    ]
)
words = st.sampled_from(
    [
        "section",
        "context",
        "actions",
        "table",
        "rich_text",
        "rich_text_section",
        "mrkdwn",
        "button",
        "overflow",
        "static_select",
        "radio_buttons",
        "checkboxes",
        "feedback_buttons",
        "icon_button",
        "raw_text",
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
kinds = st.sampled_from(
    [
        "section",
        "header",
        "context",
        "actions",
        "image",
        "divider",
        "markdown",
        "table",
        "rich_text",
        "context_actions",
        "input",
    ]
)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(anything | st.builds(lambda kind, more: {**more, "type": kind}, kinds, st.dictionaries(names, anything)))
)
def test_any_json_is_judged_without_failing(blocks: list[Any]) -> None:
    assert all(fault.startswith("[ERROR] ") for fault in block_faults(blocks))
    too_long("", blocks)


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_views_take_100_blocks_and_none_of_the_kinds_for_messages_alone(surface: Any) -> None:
    assert block_faults([{"type": "divider"}] * 100, surface) == []
    assert block_faults([{"type": "divider"}] * 101, surface) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]
    buttons = [{"type": "icon_button", "icon": "trash", "text": plain("x")}]
    for block in (*markdown(1), *table(1, 1), {"type": "context_actions", "elements": buttons}):
        assert block_faults([block]) == []
        assert block_faults([block], surface) == [
            f"[ERROR] unsupported type: {block['type']} [json-pointer:/view/blocks/0]"
        ]


async def test_the_web_api_says_which_block_is_wrong(workspace: Workspace, web: AsyncWebClient) -> None:
    blocks = [{"type": "divider"}, *section(3001)]
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel="#coding-questions", text="a", blocks=blocks)
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        await web.chat_postMessage(channel="#coding-questions", text="a", blocks=section(2900) * 5)
    assert workspace.messages("#coding-questions") == []
