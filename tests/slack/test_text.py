from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.text import question_text, without_mention

OWN = {"U0BOT"}


def rich_text(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<@U0BOT> 38240", "38240"),
        ("38240 <@U0BOT>", "38240"),
        ("can <@U0BOT|Codebook> 26", "can   26"),
        ("<@U0BOT><@U0BOT>", ""),
        ("<@U0OTHER> 38240", "<@U0OTHER> 38240"),
        ("<@U0BOTANY> 38240", "<@U0BOTANY> 38240"),
        ("  38240  ", "38240"),
    ],
)
def test_our_own_mention_is_taken_out_wherever_it_stands(text: str, left: str) -> None:
    assert without_mention(text, OWN) == left
    assert question_text({"text": text}, OWN) == left


def test_without_ids_nothing_is_taken_out() -> None:
    assert without_mention(" <@U0BOT> 38240 ", set()) == "<@U0BOT> 38240"


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ({"text": "", "blocks": rich_text({"type": "text", "text": "26 & 38240"})}, "26 &amp; 38240"),
        (
            {"blocks": rich_text({"type": "link", "url": "tel:38240", "text": "38240"}, {"type": "text", "text": "?"})},
            "38240?",
        ),
        ({"blocks": rich_text({"type": "link", "url": "https://x.example/?a=1&b"})}, "<https://x.example/?a=1&amp;b>"),
        ({"blocks": rich_text({"type": "user", "user_id": "U0BOT"}, {"type": "text", "text": " TC"})}, "TC"),
        ({"blocks": rich_text({"type": "emoji", "name": "wave"}, {"type": "text", "text": "TC"})}, "TC"),
        ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*38240*"}}]}, "*38240*"),
        (
            {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": word}]} for word in ("26", "TC")
            ]}]}]},
            "26\nTC",
        ),
        ({"text": "", "attachments": [{"text": "38240 units"}]}, "38240 units"),
        ({"attachments": [{"fallback": "38240 units"}]}, "38240 units"),
        ({"text": "first", "blocks": rich_text({"type": "text", "text": "second"})}, "first"),
        ({"text": "<@U0BOT>", "attachments": [{"text": "38240"}]}, ""),
        ({}, ""),
        ({"text": None, "blocks": None, "attachments": None}, ""),
        ({"text": 7, "blocks": [7, {"type": "section", "text": 7}], "attachments": [7, {"text": 7}]}, ""),
    ],
    ids=str,
)  # fmt: skip
def test_the_question_is_found_where_slack_puts_it(event: dict[str, Any], text: str) -> None:
    assert question_text(event, OWN) == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "text", "blocks", "elements", "attachments", "fallback", "url", "user_id"])
            | st.text(max_size=5),
            inner | st.sampled_from(["rich_text", "rich_text_section", "section", "link", "user", "text"]),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["text", "blocks", "attachments"]), JSON))
def test_no_event_makes_it_raise(event: dict[str, Any]) -> None:
    assert isinstance(question_text(event, OWN), str)
