"""Slack's rules for views: what it refuses with `invalid_arguments`, and where.

Limits: docs.slack.dev/reference/views/modal-views and .../home-tab-views. The messages are worded like those of blocks;
Slack's own words for views are documented only by examples.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.workspace.block_elements import Fault, string_faults, text_faults
from bot.workspace.block_rules import block_faults
from bot.workspace.content import ApiError, flag
from bot.workspace.naming import named
from bot.workspace.option_rules import PLAIN

VIEW_BYTES = 250_000


def read_view(value: Any, kind: str) -> dict[str, Any]:
    """The fields of a view of this kind ("modal" or "home"), with the ids that Slack makes up. Raises ApiError
    invalid_arguments (with response_metadata.messages) or view_too_large."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, dict):
        raise refusal("[ERROR] missing required field: view [json-pointer:/view]")
    if len(json.dumps(value).encode()) > VIEW_BYTES:
        raise ApiError("view_too_large")
    faults = [f"[ERROR] {what} [json-pointer:/view{where}]" for what, where in _faults(value, kind)]
    blocks = value.get("blocks")
    if isinstance(blocks, list):
        faults += block_faults(blocks, "home" if kind == "home" else "modal")
    if faults:
        raise refusal(*faults)
    return {
        "type": kind,
        "blocks": tuple(map(named, value["blocks"])),
        **{name: value.get(name) for name in ("title", "submit", "close")},
        **{name: str(value.get(name) or "") for name in ("callback_id", "private_metadata", "external_id")},
        **{name: flag(value.get(name), False) for name in ("notify_on_close", "clear_on_close")},
    }


def refusal(*messages: str) -> ApiError:
    """invalid_arguments with its reasons."""
    return ApiError("invalid_arguments", response_metadata={"messages": list(messages)})


def _faults(view: dict[str, Any], kind: str) -> Iterator[Fault]:
    if view.get("type") != kind:
        yield f"must be {kind}", "/type"
    if not isinstance(view.get("blocks"), list):
        yield "missing required field: blocks", ""
    yield from string_faults(view, "", private_metadata=3000, callback_id=255, external_id=255)
    if kind != "modal":
        return
    for name in ("title", "submit", "close"):
        if name == "title" or view.get(name) is not None:
            yield from text_faults(view.get(name), f"/{name}", 24, PLAIN)
    blocks = view["blocks"] if isinstance(view.get("blocks"), list) else []
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if has_input and view.get("submit") is None:
        yield "missing required field: submit, which a view with input blocks needs", ""
