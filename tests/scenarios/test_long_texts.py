"""A text that is longer than a phone's screen: cut at a paragraph, with a button for the whole of it."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.book import starter_book
from bot.workspace import Message, Workspace

PARAGRAPHS = [f"Paragraph {number} says that service 70001 is one of its kind. " * 4 for number in range(1, 9)]
CODE = """
kind: code
id: "70001"
name: Service number 70001
sections:
  payment:
    statements:
      - text: |
{text}
        source: invented
"""
SOURCE = """
  invented:
    title: An invented fee schedule
    standing: official
    as_of: 2026-01-01
"""


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """With a book that has one long text more."""
    book = tmp_path / "book"
    shutil.copytree(starter_book(), book)
    with (book / "sources.yaml").open("a", encoding="utf-8") as sources:
        sources.write(SOURCE)
    text = "\n\n".join(f"          {paragraph.strip()}" for paragraph in PARAGRAPHS)
    (book / "codes" / "70001.yaml").write_text(CODE.format(text=text), encoding="utf-8")
    return {**environment, "CODEBOOK_KNOWLEDGE": str(book)}


def shown(message: Message) -> str:
    return "\n".join(block["text"]["text"] for block in message.blocks if block["type"] == "section")


def show_all(message: Message) -> list[str]:
    return [
        element["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button" and element["text"]["text"] == "Show all"
    ]


async def test_it_is_cut_at_a_paragraph_and_shown_whole_once(workspace: Workspace, bot: Any, ask: Any) -> None:
    first = await ask.direct_message("payment for 70001")
    assert shown(first).rstrip().endswith("one of its kind. …")
    assert "Paragraph 2" in shown(first) and "Paragraph 8" not in shown(first)
    assert "Paragraph 8" in first.text
    (action,) = show_all(first)
    for _ in range(2):
        assert (await workspace.press("ana", first, action)).acked
    await ask.until(lambda: len(workspace.replies(workspace.dm("ana"))) == 2)
    await ask.another()
    before, whole = workspace.replies(workspace.dm("ana"))
    assert before == first
    assert show_all(whole) == []
    for number in range(1, 9):
        assert f"Paragraph {number} " in shown(whole)


async def test_after_a_slash_command_it_stays_private(workspace: Workspace, bot: Any, ask: Any) -> None:
    first = await ask.slash("payment for 70001")
    (action,) = show_all(first)
    await workspace.press("ana", first, action)
    await ask.until(lambda: len(workspace.replies("coding-questions")) == 2)
    whole = workspace.replies("coding-questions")[1]
    assert whole.ephemeral_to == workspace.user("ana").id
    assert "Paragraph 8" in shown(whole)
