"""Slack's rules for tables: 100 rows of 20 cells, and 10,000 characters over all cells of a message.

Source: docs.slack.dev/reference/block-kit/blocks/table-block. That the characters of all cells are counted together is
known from reports (hermes-agent PR 48737), that an empty cell is refused from nao issue 1143.
"""

from collections.abc import Iterator
from typing import Any

from bot.workspace.block_elements import Fault, list_faults, rich_text_faults

TABLE_CHARACTERS = 10_000
ALIGNMENTS = ("left", "center", "right")


def table_faults(block: dict[str, Any], where: str) -> Iterator[Fault]:
    """One table by itself."""
    rows = block.get("rows")
    yield from list_faults(rows, f"{where}/rows", 100)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield from list_faults(row, f"{where}/rows/{number}", 20)
        for column, cell in enumerate(row if isinstance(row, list) else []):
            yield from _cell_faults(cell, f"{where}/rows/{number}/{column}")
    settings = block.get("column_settings")
    if settings is None:
        return
    if not isinstance(settings, list) or len(settings) > 20:
        yield "no more than 20 items allowed", f"{where}/column_settings"
        return
    for number, setting in enumerate(settings):
        # A null passes a column over.
        if setting is not None and (not isinstance(setting, dict) or setting.get("align", "left") not in ALIGNMENTS):
            yield f"must be one of {', '.join(ALIGNMENTS)}", f"{where}/column_settings/{number}/align"


def tables_faults(tables: list[dict[str, Any]]) -> Iterator[Fault]:
    """All tables of a message together: there may be one."""
    if len(tables) > 1:
        yield "only one table is allowed", "/blocks"
    if sum(len(cell_text(cell)) for table in tables for cell in _cells(table)) > TABLE_CHARACTERS:
        yield f"must be less than {TABLE_CHARACTERS + 1} characters in all cells", "/blocks"


def cell_text(cell: Any) -> str:
    """All characters that a cell shows."""
    if not isinstance(cell, dict):
        return ""
    own = [str(cell[name]) for name in ("text", "url", "user_id", "name") if isinstance(cell.get(name), str)]
    value = [str(cell["value"])] if cell.get("type") == "raw_number" and "value" in cell else []
    elements = cell.get("elements")
    inside = [cell_text(item) for item in elements] if isinstance(elements, list) else []
    return "".join(own[:1] + value + inside)


def _cell_faults(cell: Any, where: str) -> Iterator[Fault]:
    kind = cell.get("type") if isinstance(cell, dict) else None
    if kind not in ("raw_text", "raw_number", "rich_text"):
        yield f"unsupported type: {kind}", where
    elif not cell_text(cell).strip():
        yield "must be more than 0 characters in each cell", where
    elif kind == "rich_text":
        yield from rich_text_faults(cell, where)


def _cells(table: dict[str, Any]) -> list[Any]:
    rows = table.get("rows")
    return [cell for row in (rows if isinstance(rows, list) else []) if isinstance(row, list) for cell in row]
