"""Replies made by hand, and what Slack would refuse."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.asking.reply import Answer, Citation, Decision, NothingOnFile, Outcome, Reply, StatementShown
from bot.book.fields import Verdict
from bot.slack.blocks import Message

FEE_SCHEDULE = Citation(
    "pfs", "Medicare fee schedule", "https://cms.example/pfs?a=1&b=2", "October 2025", date(2025, 10, 1)
)
PAGE = Citation("page", "A page", None, None, date(2026, 11, 23))


@pytest.fixture
def answer_of_26() -> Answer:
    return Answer(
        entry="38240",
        section="modifiers/26",
        heading="38240 with modifier 26",
        verdict=Verdict.NO,
        statements=(
            StatementShown(
                verdict=Verdict.NO,
                text="Not split into parts.",
                source=FEE_SCHEDULE,
                holds_for=("Medicare",),
                decided_by=Decision("PC/TC indicator", "0", "October 2025"),
            ),
            StatementShown(verdict=Verdict.RARELY, text="The page calls it rare.", source=PAGE, holds_for=()),
        ),
        conflict="Medicare says no; the page says rarely.",
        nothing=None,
        score=1.0,
    )


@pytest.fixture
def reply_of_26(answer_of_26: Answer) -> Reply:
    return Reply(Outcome.ANSWER, message="", restated="38240 · modifier 26", answers=(answer_of_26,))


@pytest.fixture
def nothing_on_file() -> Answer:
    return Answer(
        entry="38240",
        section="payers",
        heading="38240: payers",
        verdict=None,
        statements=(),
        conflict=None,
        nothing=NothingOnFile("No payer publishes it.", "The payer's portal."),
        score=0.9,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _faults(message: Message) -> list[str]:
    found = []
    if not message.text.strip() or _units(message.text) > 4000:
        found.append(f"text has {_units(message.text)}")
    if len(message.blocks) > 50:
        found.append(f"{len(message.blocks)} blocks")
    if sum(block["type"] == "table" for block in message.blocks) > 1:
        found.append("two tables")
    if _units(message.text) + _units(json.dumps(message.blocks, ensure_ascii=False)) > 13_200:
        found.append("the message is too long")
    for block in message.blocks:
        found += _block_faults(block)
    return found


def _block_faults(block: dict[str, Any]) -> list[str]:
    match block:
        case {"type": "section", "text": {"type": "mrkdwn", "text": str(text), "verbatim": True}}:
            texts, most = [text], 3000
        case {"type": "context", "elements": [_, *_] as elements} if len(elements) <= 10:
            assert all(element["type"] == "mrkdwn" and element["verbatim"] for element in elements)
            texts, most = [element["text"] for element in elements], 3000
        case {"type": "table", "rows": [_, _, *_] as rows} if len(rows) <= 100:
            texts = [cell["text"] for row in rows for cell in row]
            assert len({len(row) for row in rows}) == 1 and len(rows[0]) <= 20 and sum(map(_units, texts)) <= 10_000
            most = 10_000
        case {"type": "divider"}:
            return []
        case {"type": "actions", "elements": [_, *_] as elements} if len(elements) <= 5:
            assert len({element["action_id"] for element in elements}) == len(elements)
            menus = [element for element in elements if element["type"] == "static_select"]
            elements = [element for element in elements if element["type"] != "static_select"]
            menu_texts = [text for menu in menus for text in _menu_texts(menu)]
            assert all(element["type"] == "button" and len(element["value"]) <= 2000 for element in elements)
            assert all(element["text"]["type"] == "plain_text" for element in elements)
            texts, most = [element["text"]["text"] for element in elements], 75
            texts += [*(element.get("accessibility_label", "-") for element in elements), *menu_texts]
        case {"type": "context_actions", "elements": [{"type": "feedback_buttons"} as feedback]}:
            both = [feedback["positive_button"], feedback["negative_button"]]
            assert all(len(button["value"]) <= 2000 for button in both)
            texts, most = [button["text"]["text"] for button in both], 75
        case _:
            return [f"unexpected block {block}"]
    return [f"a text of {_units(text)}" for text in texts if not text.strip() or _units(text) > most]


def _menu_texts(menu: dict[str, Any]) -> list[str]:
    assert 1 <= len(menu["options"]) <= 100
    assert all(1 <= _units(option["value"]) <= 150 for option in menu["options"])
    return [menu["placeholder"]["text"], *(option["text"]["text"] for option in menu["options"])]


@pytest.fixture
def slack_faults() -> Callable[[Message], list[str]]:
    """What Slack would refuse in a message; empty where it takes it."""
    return _faults
