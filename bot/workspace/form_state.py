"""What a person entered in the fields of a view or a message, as Slack reports it in state.values
(docs.slack.dev/reference/interaction-payloads/view-interactions-payload and api.slack.com/changelog/
2020-09-full-state-on-view-submisson-and-block-actions)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.workspace.naming import elements_of
from bot.workspace.option_rules import options_of

Values = dict[str, dict[str, dict[str, Any]]]
"""By block_id and action_id."""

REQUIRED = "Please complete this required field."
STATEFUL = ("plain_text_input", "static_select", "radio_buttons", "checkboxes")


def values_of(blocks: Sequence[dict[str, Any]], before: Mapping[str, Any] | None = None) -> Values:
    """The state of all stateful elements: what was entered `before` under the same ids, else what they begin with.

    That entries outlast an update: docs.slack.dev/reference/views/modal-views, "Preserving input entry in views".
    """
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in STATEFUL:
                continue
            kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
            fits = isinstance(kept, dict) and kept.get("type") == element["type"] and _still_offered(element, kept)
            state = kept if fits and isinstance(kept, dict) else _initial(element)
            values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values


def entry(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """The state after something was typed or chosen: a text, the value of an option, or for checkboxes a list of
    values; None or an empty one empties it. Raises ValueError where no such option is offered."""
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": str(value) if value else None}
        case "checkboxes":
            wanted = [value] if isinstance(value, str) and value else list(value or ())
            return {"type": "checkboxes", "selected_options": [chosen_option(element, each) for each in wanted]}
        case kind:
            return {"type": kind, "selected_option": chosen_option(element, value) if value else None}


def chosen_option(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """The option by its value. Raises ValueError where there is none."""
    for option in options_of(element):
        if option["value"] == value:
            return dict(option)
    raise ValueError(f"{element.get('action_id')} offers no {value}.")


def shortcomings(blocks: Sequence[dict[str, Any]], values: Values) -> dict[str, str]:
    """What Slack itself says under the fields, by block_id, before the app hears of a submission."""
    said: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            problem = _shortcoming(block, element, values[block["block_id"]][element["action_id"]])
            if problem:
                said[block["block_id"]] = problem
    return said


def _shortcoming(block: dict[str, Any], element: dict[str, Any], state: dict[str, Any]) -> str | None:
    content = state.get("value") or state.get("selected_option") or state.get("selected_options")
    if not content:
        return None if block.get("optional") else REQUIRED
    if isinstance(content, str):
        if len(content) < (element.get("min_length") or 0):
            return f"Please enter at least {element['min_length']} characters."
        if len(content) > (element.get("max_length") or 3000):
            return f"Please enter at most {element.get('max_length') or 3000} characters."
    return None


def _initial(element: dict[str, Any]) -> dict[str, Any]:
    match element["type"]:
        case "plain_text_input":
            return {"type": "plain_text_input", "value": element.get("initial_value") or None}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": list(element.get("initial_options") or ())}
        case kind:
            return {"type": kind, "selected_option": element.get("initial_option")}


def _still_offered(element: dict[str, Any], state: dict[str, Any]) -> bool:
    chosen = [state.get("selected_option"), *(state.get("selected_options") or ())]
    offered = options_of(element)
    return all(option is None or option in offered for option in chosen)
