"""The ids that Slack makes up where the app gave none: what a person does is told by them."""

import secrets
from collections.abc import Iterator
from typing import Any

USABLE = (
    "button",
    "overflow",
    "static_select",
    "radio_buttons",
    "checkboxes",
    "plain_text_input",
    "feedback_buttons",
    "icon_button",
)


def named(block: dict[str, Any]) -> dict[str, Any]:
    """The block, with ids for itself and its elements where a person can use any of them."""
    match block:
        case {"type": "actions" | "context_actions", "elements": elements}:
            return _with_id("block_id", {**block, "elements": [_with_id("action_id", each) for each in elements]})
        case {"type": "section", "accessory": {"type": str(kind)} as accessory} if kind in USABLE:
            return _with_id("block_id", {**block, "accessory": _with_id("action_id", accessory)})
        case {"type": "input", "element": element}:
            return _with_id("block_id", {**block, "element": _with_id("action_id", element)})
        case _:
            return block


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a person can use in a block."""
    for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
        if isinstance(element, dict) and element.get("type") in USABLE:
            yield element


def find_element(
    blocks: tuple[dict[str, Any], ...], action_id: str, block_id: str | None = None
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """The block and its element by the action_id, which is unique within a block."""
    for block in blocks:
        if block_id in (None, block.get("block_id")):
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def _with_id(name: str, holder: dict[str, Any]) -> dict[str, Any]:
    return {**holder, name: holder.get(name) or secrets.token_urlsafe(4)}
