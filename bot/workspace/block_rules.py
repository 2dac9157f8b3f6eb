"""Slack's rules for blocks: what it refuses with `invalid_blocks`, and where.

Limits: docs.slack.dev/reference/block-kit/blocks and nicklambourne/slackblocks spec/limits.json, counted in Unicode
code points. A fault reads like Slack's own: "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text]".
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal

from bot.workspace.block_elements import Fault, list_faults, rich_text_faults, string_faults, text_faults
from bot.workspace.element_rules import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    element_faults,
    elements_faults,
    image_faults,
)
from bot.workspace.option_rules import PLAIN
from bot.workspace.table_rules import table_faults, tables_faults

Surface = Literal["message", "modal", "home"]

MOST_BLOCKS: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
MESSAGE_CHARACTERS = 13_200
"""Undocumented; measured in bolt-js issue 2509. What exactly is counted is not known: the text and the blocks as JSON
are counted here, the strictest reading."""
MARKDOWN_CHARACTERS = 12_000


def block_faults(blocks: Sequence[Any], surface: Surface = "message") -> list[str]:
    """Every rule that the blocks of a message or a view break; empty where Slack takes them."""
    faults = list(_count_faults(blocks, surface))
    for number, block in enumerate(blocks):
        faults += _one_block(block, f"/blocks/{number}", surface)
    root = "" if surface == "message" else "/view"
    return [f"[ERROR] {what} [json-pointer:{root}{where}]" for what, where in faults]


def too_long(text: str, blocks: Sequence[Any]) -> bool:
    """Whether a message with blocks is refused with `msg_blocks_too_long`."""
    if not blocks:
        return False
    written = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return len(text) + len(written) > MESSAGE_CHARACTERS


def _count_faults(blocks: Sequence[Any], surface: Surface) -> Iterator[Fault]:
    if len(blocks) > MOST_BLOCKS[surface]:
        yield f"no more than {MOST_BLOCKS[surface]} items allowed", "/blocks"
    of_type: Callable[[str], list[dict[str, Any]]] = lambda kind: [  # noqa: E731
        block for block in blocks if isinstance(block, dict) and block.get("type") == kind
    ]
    if sum(len(str(block.get("text", ""))) for block in of_type("markdown")) > MARKDOWN_CHARACTERS:
        yield f"must be less than {MARKDOWN_CHARACTERS + 1} characters in all markdown blocks", "/blocks"
    yield from tables_faults(of_type("table"))
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and block.get("block_id")]
    if len(ids) != len(set(map(str, ids))):
        yield "block_id must be unique", "/blocks"


def _one_block(block: Any, where: str, surface: Surface) -> Iterator[Fault]:
    if not isinstance(block, dict):
        yield "must be an object", where
        return
    kind = str(block.get("type"))
    rule = _RULES.get(kind)
    if rule is None or (surface != "message" and kind in MESSAGES_ONLY):
        yield f"unsupported type: {block.get('type')}", where
        return
    yield from string_faults(block, where, block_id=255)
    yield from rule(block, where)


def _section(block: dict[str, Any], where: str) -> Iterator[Fault]:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield "missing required field: text or fields", where
    if block.get("text") is not None:
        yield from text_faults(block["text"], f"{where}/text", 3000)
    if fields is not None:
        yield from list_faults(fields, f"{where}/fields", 10)
        for number, item in enumerate(fields if isinstance(fields, list) else []):
            yield from text_faults(item, f"{where}/fields/{number}", 2000)
    if block.get("accessory") is not None:
        yield from element_faults(block["accessory"], f"{where}/accessory", IN_SECTION)


def _header(block: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from text_faults(block.get("text"), f"{where}/text", 150, PLAIN)


def _context(block: dict[str, Any], where: str) -> Iterator[Fault]:
    elements = block.get("elements")
    yield from list_faults(elements, f"{where}/elements", 10)
    for number, item in enumerate(elements if isinstance(elements, list) else []):
        if isinstance(item, dict) and item.get("type") == "image":
            yield from image_faults(item, f"{where}/elements/{number}")
        else:
            yield from text_faults(item, f"{where}/elements/{number}", 3000)


def _actions(block: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from elements_faults(block.get("elements"), f"{where}/elements", 25, IN_ACTIONS)


def _context_actions(block: dict[str, Any], where: str) -> Iterator[Fault]:
    """docs.slack.dev/reference/block-kit/blocks/context-actions-block: up to 5 elements."""
    yield from elements_faults(block.get("elements"), f"{where}/elements", 5, IN_CONTEXT_ACTIONS)


def _input(block: dict[str, Any], where: str) -> Iterator[Fault]:
    """docs.slack.dev/reference/block-kit/blocks/input-block: label and hint 2000."""
    yield from text_faults(block.get("label"), f"{where}/label", 2000, PLAIN)
    if block.get("hint") is not None:
        yield from text_faults(block["hint"], f"{where}/hint", 2000, PLAIN)
    for name in ("optional", "dispatch_action"):
        if not isinstance(block.get(name, False), bool):
            yield "must be a boolean", f"{where}/{name}"
    yield from element_faults(block.get("element"), f"{where}/element", IN_INPUT)


def _divider(block: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from ()


def _markdown(block: dict[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(block.get("text"), str) or not block["text"].strip():
        yield "must be more than 0 characters", f"{where}/text"


_RULES: dict[str, Callable[[dict[str, Any], str], Iterator[Fault]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "image": image_faults,
    "divider": _divider,
    "markdown": _markdown,
    "table": table_faults,
    "rich_text": rich_text_faults,
}
"""The kinds of block that this workspace can judge and draw. Slack has more; a kind that is not here is refused, so
that nothing goes out which was never seen."""
MESSAGES_ONLY = ("markdown", "table", "context_actions")
"""Kinds that the pages of docs.slack.dev list for messages alone; a view with one is refused."""
