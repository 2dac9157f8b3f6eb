"""A Slack message that keeps every limit: plain text that stands alone, and blocks that show the same."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.mrkdwn import length, pieces, plain_line

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """What is posted. `text` is never empty and needs no blocks to be understood."""

    text: str
    blocks: tuple[Block, ...] = ()

    def without_blocks(self) -> "Message":
        """The same answer as text alone."""
        return replace(self, blocks=())

    def preceded_by(self, notice: str) -> "Message":
        """The same message below a notice of our own."""
        blocks = (*sections(notice), *self.blocks) if self.blocks else ()
        return compose(f"{notice}\n{self.text}", blocks)


@dataclass(frozen=True)
class Part:
    """A piece of a reply, both ways."""

    text: str
    blocks: tuple[Block, ...]


def section(markup: str) -> Block:
    """A section block; `verbatim` keeps Slack from linking what looks like an address, a channel or a name."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def sections(text: str, opening: str = "") -> list[Block]:
    """A text of the book as sections, the first one below `opening`, which is markup."""
    room = limits.SECTION_TEXT - length(opening) - 1
    shown = list(pieces(text, limits.SECTION_TEXT, room))
    if not opening:
        return [section(piece) for piece in shown]
    first = f"{opening}\n{shown[0]}" if shown else opening
    return [section(first), *(section(piece) for piece in shown[1:])]


def context(*markups: str) -> Block:
    """A context block: small print."""
    shown = markups[: limits.CONTEXT_ELEMENTS]
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True} for text in shown]}


def table(rows: Sequence[Sequence[str]]) -> Block | None:
    """A table, or None where it is none or one that Slack does not take: each row has as many cells, and none empty."""
    cells = [[plain_line(cell, limits.TABLE_CHARACTERS) for cell in row] for row in rows]
    is_even = len({len(row) for row in cells}) == 1 and all(cell for row in cells for cell in row)
    fits = 1 < len(cells) <= limits.TABLE_ROWS and len(cells[0]) <= limits.TABLE_CELLS
    if not is_even or not fits or sum(length(cell) for row in cells for cell in row) > limits.TABLE_CHARACTERS:
        return None
    shown = [[{"type": "raw_text", "text": cell} for cell in row] for row in cells]
    return {"type": "table", "rows": shown, "column_settings": [{"is_wrapped": True} for _ in cells[0]]}


def actions(buttons: Iterable[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def divider() -> Block:
    """A line between two answers."""
    return {"type": "divider"}


def compose(text: str, blocks: Iterable[Block]) -> Message:
    """A message within all limits. What does not fit is cut at a block's end, and a plain sentence says so.

    `text` is markup already; each block keeps its own limits.
    """
    text = _cut_text(text.strip() or words.NO_TEXT)
    return Message(text, _fitting(tuple(blocks), limits.MESSAGE - length(text)))


def joined(parts: Sequence[Part]) -> Message:
    """The parts as one message, in order."""
    text = "\n".join(part.text for part in parts if part.text)
    return compose(text, [block for part in parts for block in part.blocks])


def _cut_text(text: str) -> str:
    if length(text) <= limits.TEXT:
        return text
    room = limits.TEXT - len(words.CUT) - 1
    kept = text[: room // 2] if length(text[:room]) > room else text[:room]
    # Cut before a word, so that no entity such as &amp; is cut in two.
    return f"{kept[: max(kept.rfind(' '), kept.rfind(chr(10)))].rstrip()}\n{words.CUT}"


def _fitting(blocks: tuple[Block, ...], room: int) -> tuple[Block, ...]:
    if len(blocks) <= limits.BLOCKS and _size(blocks) <= room:
        return blocks
    last = context(words.CUT)
    used, kept = _size([last]), 0
    for block in blocks[: limits.BLOCKS - 1]:
        used += _size([block])
        if used > room:
            break
        kept += 1
    return (*blocks[:kept], last)


def _size(blocks: Sequence[Block]) -> int:
    return length(json.dumps(blocks, ensure_ascii=False))
