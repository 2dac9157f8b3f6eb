"""What an element says of itself when it is used: the entry of `actions` in block_actions
(docs.slack.dev/reference/interaction-payloads/block_actions-payload)."""

from typing import Any

from bot.workspace.form_state import chosen_option, entry

NAMED_IN_ACTIONS = ("action_id", "text", "value", "style", "type", "placeholder")
SIDES = ("positive", "negative")


def used(block: dict[str, Any], element: dict[str, Any], value: Any, at: str) -> dict[str, Any]:
    """The action. `value` is the value of an option, a list of them for checkboxes, a text for a field, and
    "positive", "negative" or a button's value for feedback buttons; a button takes none. Raises ValueError where the
    element does not offer it."""
    own = {name: element[name] for name in NAMED_IN_ACTIONS if name in element}
    about = {**own, "block_id": block["block_id"], "action_ts": at}
    match element["type"]:
        case "button" | "icon_button":
            return about
        case "feedback_buttons":
            button = element[f"{_side(element, value)}_button"]
            return {**about, "text": button["text"], "value": button["value"]}
        case "overflow":
            return {**about, "selected_option": chosen_option(element, value)}
        case _:
            return {**about, **entry(element, value)}


def _side(element: dict[str, Any], value: Any) -> str:
    for side in SIDES:
        if value in (side, element[f"{side}_button"]["value"]):
            return side
    raise ValueError(f"{element.get('action_id')} offers no {value}.")
