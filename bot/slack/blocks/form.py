"""The fields of a form (docs.slack.dev/reference/block-kit/blocks/input-block), each named by its block_id."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.slack.blocks import limits
from bot.slack.blocks.message import Block
from bot.slack.blocks.mrkdwn import clean, cut, length, plain_line


def plain(text: str, limit: int = 2000) -> Block:
    """A text without markup, on one line."""
    return {"type": "plain_text", "text": plain_line(text, limit), "emoji": False}


def option(text: str, value: str) -> Block | None:
    """What a menu offers; None where Slack would refuse it: without a text, or with a value that is too long."""
    shown = plain(text, limits.OPTION_TEXT)
    # A cut value would mean another thing, or none.
    return {"text": shown, "value": value} if shown["text"] and 0 < length(value) <= limits.OPTION_VALUE else None


def groups(options: Mapping[str, Iterable[Block | None]]) -> list[Block]:
    """Options by the name of their group, as groups that a menu takes: none empty, none too long."""
    return list(_groups(options))[: limits.OPTION_GROUPS]


def _groups(options: Mapping[str, Iterable[Block | None]]) -> Iterator[Block]:
    for name, some in options.items():
        offered = [each for each in some if each is not None]
        for start in range(0, len(offered), limits.OPTIONS):
            label = f"{name}, {start // limits.OPTIONS + 1}" if start else name
            yield {"label": plain(label, limits.OPTION_TEXT), "options": offered[start : start + limits.OPTIONS]}


def text_field(
    name: str, label: str, hint: str = "", *, initial: str, longest: int, optional: bool, multiline: bool = False
) -> Block:
    """A field for a text of at most so many characters; what it holds at first is cut to that."""
    element: Block = {"type": "plain_text_input", "action_id": name, "multiline": multiline, "max_length": longest}
    if shown := cut(clean(initial), longest):
        element["initial_value"] = shown
    return _field(name, label, hint, optional, element)


def menu_field(name: str, label: str, hint: str = "", *, offered: Sequence[Block], initial: str = "") -> Block:
    """A menu of options or of groups of them. The option with the value `initial` is chosen at first, if there is one;
    one must be chosen."""
    kind = "option_groups" if "options" in offered[0] else "options"
    element: Block = {"type": "static_select", "action_id": name, kind: list(offered)}
    options = [each for holder in offered for each in holder.get("options", [holder])]
    chosen = next((each for each in options if each["value"] == initial), None)
    if chosen is not None:
        element["initial_option"] = chosen
    return _field(name, label, hint, False, element)


def entered(values: Mapping[str, Any], name: str) -> str:
    """What was typed or chosen in a field, by `state.values` of a form that was sent; empty where nothing was."""
    actions = values.get(name)
    match actions.get(name) if isinstance(actions, Mapping) else None:
        case {"selected_option": {"value": str(chosen)}}:
            return chosen
        case {"value": str(typed)}:
            return typed
        case _:
            return ""


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
