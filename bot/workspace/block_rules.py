"""Slack's rules for blocks: what it refuses with `invalid_blocks`, and where.

Limits: docs.slack.dev/reference/block-kit/blocks and nicklambourne/slackblocks spec/limits.json, counted in Unicode
code points. A fault reads like Slack's own: "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text]".
"""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.workspace.block_elements import Fault, button_faults, rich_text_faults, text_faults

MESSAGE_BLOCKS = 50
MESSAGE_CHARACTERS = 13_200
"""Undocumented; measured in bolt-js issue 2509. What exactly is counted is not known: the text and the blocks as JSON
are counted here, the strictest reading."""
MARKDOWN_CHARACTERS = 12_000
TABLE_CHARACTERS = 10_000


def block_faults(blocks: Sequence[Any]) -> list[str]:
    """Every rule that the blocks of a message break; empty where Slack takes them."""
    faults = list(_count_faults(blocks))
    for number, block in enumerate(blocks):
        faults += _one_block(block, f"/blocks/{number}")
    return [f"[ERROR] {what} [json-pointer:{where}]" for what, where in faults]


def too_long(text: str, blocks: Sequence[Any]) -> bool:
    """Whether a message with blocks is refused with `msg_blocks_too_long`."""
    if not blocks:
        return False
    written = json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))
    return len(text) + len(written) > MESSAGE_CHARACTERS


def _count_faults(blocks: Sequence[Any]) -> Iterator[Fault]:
    if len(blocks) > MESSAGE_BLOCKS:
        yield f"no more than {MESSAGE_BLOCKS} items allowed", "/blocks"
    of_type: Callable[[str], list[dict[str, Any]]] = lambda kind: [  # noqa: E731
        block for block in blocks if isinstance(block, dict) and block.get("type") == kind
    ]
    if sum(len(str(block.get("text", ""))) for block in of_type("markdown")) > MARKDOWN_CHARACTERS:
        yield f"must be less than {MARKDOWN_CHARACTERS + 1} characters in all markdown blocks", "/blocks"
    tables = of_type("table")
    if len(tables) > 1:
        yield "only one table is allowed", "/blocks"
    if sum(len(_cell_text(cell)) for table in tables for cell in _cells(table)) > TABLE_CHARACTERS:
        yield f"must be less than {TABLE_CHARACTERS + 1} characters in all cells", "/blocks"
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and block.get("block_id")]
    if len(ids) != len(set(map(str, ids))):
        yield "block_id must be unique", "/blocks"


def _one_block(block: Any, where: str) -> Iterator[Fault]:
    if not isinstance(block, dict):
        yield "must be an object", where
        return
    rule = _RULES.get(str(block.get("type")))
    if rule is None:
        yield f"unsupported type: {block.get('type')}", where
        return
    block_id = block.get("block_id")
    if block_id is not None and (not isinstance(block_id, str) or len(block_id) > 255):
        yield "must be less than 256 characters", f"{where}/block_id"
    yield from rule(block, where)


def _section(block: dict[str, Any], where: str) -> Iterator[Fault]:
    fields = block.get("fields")
    if block.get("text") is None and not fields:
        yield "missing required field: text or fields", where
    if block.get("text") is not None:
        yield from text_faults(block["text"], f"{where}/text", 3000)
    if fields is not None:
        yield from _list_faults(fields, f"{where}/fields", 10)
        for number, item in enumerate(fields if isinstance(fields, list) else []):
            yield from text_faults(item, f"{where}/fields/{number}", 2000)
    accessory = block.get("accessory")
    if isinstance(accessory, dict) and accessory.get("type") == "button":
        yield from button_faults(accessory, f"{where}/accessory")


def _header(block: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from text_faults(block.get("text"), f"{where}/text", 150, ("plain_text",))


def _context(block: dict[str, Any], where: str) -> Iterator[Fault]:
    elements = block.get("elements")
    yield from _list_faults(elements, f"{where}/elements", 10)
    for number, item in enumerate(elements if isinstance(elements, list) else []):
        if isinstance(item, dict) and item.get("type") == "image":
            yield from _image(item, f"{where}/elements/{number}")
        else:
            yield from text_faults(item, f"{where}/elements/{number}", 3000)


def _actions(block: dict[str, Any], where: str) -> Iterator[Fault]:
    elements = block.get("elements")
    yield from _list_faults(elements, f"{where}/elements", 25)
    seen: set[str] = set()
    for number, item in enumerate(elements if isinstance(elements, list) else []):
        place = f"{where}/elements/{number}"
        if not isinstance(item, dict) or not item.get("type"):
            yield "missing required field: type", place
            continue
        if item["type"] == "button":
            yield from button_faults(item, place)
        action_id = item.get("action_id")
        if action_id and action_id in seen:
            yield "action_id must be unique in its block", f"{place}/action_id"
        seen.add(str(action_id))


def _image(block: dict[str, Any], where: str) -> Iterator[Fault]:
    if not (block.get("image_url") or block.get("slack_file")):
        yield "missing required field: image_url", where
    if len(str(block.get("image_url", ""))) > 3000:
        yield "must be less than 3001 characters", f"{where}/image_url"
    alt = block.get("alt_text")
    if not isinstance(alt, str) or not alt or len(alt) > 2000:
        yield "missing required field: alt_text, less than 2001 characters", f"{where}/alt_text"


def _divider(block: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from ()


def _markdown(block: dict[str, Any], where: str) -> Iterator[Fault]:
    if not isinstance(block.get("text"), str) or not block["text"].strip():
        yield "must be more than 0 characters", f"{where}/text"


def _table(block: dict[str, Any], where: str) -> Iterator[Fault]:
    rows = block.get("rows")
    yield from _list_faults(rows, f"{where}/rows", 100)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield from _list_faults(row, f"{where}/rows/{number}", 20)
    settings = block.get("column_settings")
    if settings is not None and (not isinstance(settings, list) or len(settings) > 20):
        yield "no more than 20 items allowed", f"{where}/column_settings"
    for cell in _cells(block):
        kind = cell.get("type") if isinstance(cell, dict) else None
        if kind not in ("raw_text", "raw_number", "rich_text"):
            yield f"unsupported type: {kind}", f"{where}/rows"
        elif not _cell_text(cell).strip():
            yield "must be more than 0 characters in each cell", f"{where}/rows"
        elif kind == "rich_text":
            yield from rich_text_faults(cell, f"{where}/rows")


def _cells(table: dict[str, Any]) -> list[Any]:
    rows = table.get("rows")
    return [cell for row in (rows if isinstance(rows, list) else []) if isinstance(row, list) for cell in row]


def _cell_text(cell: Any) -> str:
    """All characters that a cell shows."""
    if isinstance(cell, dict):
        own = [str(cell[name]) for name in ("text", "url", "user_id", "name") if isinstance(cell.get(name), str)]
        value = [str(cell["value"])] if cell.get("type") == "raw_number" and "value" in cell else []
        elements = cell.get("elements")
        inside = [_cell_text(item) for item in elements] if isinstance(elements, list) else []
        return "".join(own[:1] + value + inside)
    return ""


def _list_faults(items: Any, where: str, most: int) -> Iterator[Fault]:
    if not isinstance(items, list) or not items:
        yield "must have at least 1 item", where
    elif len(items) > most:
        yield f"no more than {most} items allowed", where


_RULES: dict[str, Callable[[dict[str, Any], str], Iterator[Fault]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "divider": _divider,
    "markdown": _markdown,
    "table": _table,
    "rich_text": rich_text_faults,
}
"""The kinds of block that this workspace can judge and draw. Slack has more; a kind that is not here is refused, so
that nothing goes out which was never seen."""
