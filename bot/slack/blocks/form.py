"""The fields of a form (docs.slack.dev/reference/block-kit/blocks/input-block), each named by its block_id."""

from collections.abc import Mapping
from typing import Any

from bot.slack.blocks.message import Block
from bot.slack.blocks.mrkdwn import clean, cut, plain_line


def plain(text: str, limit: int = 2000) -> Block:
    """A text without markup, on one line."""
    return {"type": "plain_text", "text": plain_line(text, limit), "emoji": False}


def text_field(
    name: str, label: str, hint: str = "", *, initial: str, longest: int, optional: bool, multiline: bool = False
) -> Block:
    """A field for a text of at most so many characters; what it holds at first is cut to that."""
    element: Block = {"type": "plain_text_input", "action_id": name, "multiline": multiline, "max_length": longest}
    if shown := cut(clean(initial), longest):
        element["initial_value"] = shown
    return _field(name, label, hint, optional, element)


def entered(values: Mapping[str, Any], name: str) -> str:
    """What was typed or chosen in a field, by `state.values` of a form that was sent; empty where nothing was."""
    state = values.get(name, {}).get(name, {})
    chosen = state.get("selected_option")
    return str((chosen.get("value") if chosen else state.get("value")) or "")


def _field(name: str, label: str, hint: str, optional: bool, element: Block) -> Block:
    hints = {"hint": plain(hint)} if hint else {}
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "optional": optional,
        "element": element,
        **hints,
    }
