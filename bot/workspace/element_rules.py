"""Slack's rules for what a person can use inside a block: buttons, menus, choices and fields.

Limits: docs.slack.dev/reference/block-kit/block-elements, a page for each kind.
"""

from collections.abc import Callable, Iterator
from typing import Any

from bot.workspace.block_elements import Fault, list_faults, string_faults, text_faults
from bot.workspace.option_rules import BOTH, PLAIN, confirm_faults, initial_faults, menu_faults, option_faults

IN_ACTIONS = ("button", "overflow", "static_select", "radio_buttons", "checkboxes")
IN_SECTION = (*IN_ACTIONS, "image")
IN_INPUT = ("plain_text_input", "static_select", "radio_buttons", "checkboxes")
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")


def element_faults(element: Any, where: str, allowed: tuple[str, ...]) -> Iterator[Fault]:
    """An element of one of the kinds that its block takes. Slack has more kinds; what is not known here is refused,
    so that nothing goes out which was never seen."""
    kind = element.get("type") if isinstance(element, dict) else None
    if kind is None:
        yield "missing required field: type", where
        return
    if kind not in allowed:
        yield f"unsupported type: {kind}", f"{where}/type"
        return
    yield from string_faults(element, where, action_id=255)
    yield from _RULES[str(kind)](element, where)


def elements_faults(elements: Any, where: str, most: int, allowed: tuple[str, ...]) -> Iterator[Fault]:
    """1 to `most` elements, no action_id twice."""
    yield from list_faults(elements, where, most)
    seen: set[str] = set()
    for number, element in enumerate(elements if isinstance(elements, list) else []):
        yield from element_faults(element, f"{where}/{number}", allowed)
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if action_id and str(action_id) in seen:
            yield "action_id must be unique in its block", f"{where}/{number}/action_id"
        seen.add(str(action_id))


def image_faults(image: dict[str, Any], where: str) -> Iterator[Fault]:
    """A picture, as a block or inside one: its address 3000, its description 2000 and never missing."""
    if not (image.get("image_url") or image.get("slack_file")):
        yield "missing required field: image_url", where
    if len(str(image.get("image_url", ""))) > 3000:
        yield "must be less than 3001 characters", f"{where}/image_url"
    alt = image.get("alt_text")
    if not isinstance(alt, str) or not alt or len(alt) > 2000:
        yield "missing required field: alt_text, less than 2001 characters", f"{where}/alt_text"
    if image.get("title") is not None:
        yield from text_faults(image["title"], f"{where}/title", 2000, PLAIN)


def _button(button: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from text_faults(button.get("text"), f"{where}/text", 75, PLAIN)
    yield from string_faults(button, where, value=2000, url=3000, accessibility_label=75)
    if button.get("style") not in (None, "primary", "danger"):
        yield "must be primary or danger", f"{where}/style"
    yield from confirm_faults(button, where)


def _overflow(menu: dict[str, Any], where: str) -> Iterator[Fault]:
    """1 to 5 options; here an option may be a link."""
    yield from option_faults(menu.get("options"), f"{where}/options", 5)
    for number, option in enumerate(menu["options"] if isinstance(menu.get("options"), list) else []):
        if isinstance(option, dict):
            yield from string_faults(option, f"{where}/options/{number}", url=3000)
    yield from confirm_faults(menu, where)


def _select(menu: dict[str, Any], where: str) -> Iterator[Fault]:
    yield from menu_faults(menu, where)
    yield from initial_faults(menu, where)
    yield from _placeholder(menu, where)
    yield from confirm_faults(menu, where)


def _choices(element: dict[str, Any], where: str) -> Iterator[Fault]:
    """Radio buttons and checkboxes: 1 to 10 options, whose texts may be mrkdwn."""
    yield from option_faults(element.get("options"), f"{where}/options", 10, BOTH)
    yield from initial_faults(element, where)
    yield from confirm_faults(element, where)


def _field(field: dict[str, Any], where: str) -> Iterator[Fault]:
    """A field for text: min_length 0 to 3000, max_length 1 to 3000."""
    yield from _placeholder(field, where)
    yield from string_faults(field, where, initial_value=3000)
    lengths = {"min_length": 0, "max_length": 1}
    for name, least in lengths.items():
        value = field.get(name)
        if value is not None and (type(value) is not int or not least <= value <= 3000):
            yield f"must be a number from {least} to 3000", f"{where}/{name}"
            return
    if (field.get("min_length") or 0) > (field.get("max_length") or 3000):
        yield "must not be more than max_length", f"{where}/min_length"
    if not isinstance(field.get("multiline", False), bool):
        yield "must be a boolean", f"{where}/multiline"
    config = field.get("dispatch_action_config")
    if config is not None:
        on = config.get("trigger_actions_on") if isinstance(config, dict) else None
        known = ("on_enter_pressed", "on_character_entered")
        if not isinstance(on, list) or not on or any(each not in known for each in on):
            yield f"must be some of {', '.join(known)}", f"{where}/dispatch_action_config/trigger_actions_on"


def _feedback(element: dict[str, Any], where: str) -> Iterator[Fault]:
    for name in ("positive_button", "negative_button"):
        button, place = element.get(name), f"{where}/{name}"
        if not isinstance(button, dict):
            yield f"missing required field: {name}", where
            continue
        yield from text_faults(button.get("text"), f"{place}/text", 75, PLAIN)
        yield from string_faults(button, place, accessibility_label=75)
        value = button.get("value")
        if not isinstance(value, str) or not value or len(value) > 2000:
            yield "must be a string of 1 to 2000 characters", f"{place}/value"


def _icon_button(button: dict[str, Any], where: str) -> Iterator[Fault]:
    """The trash is the only icon there is."""
    if button.get("icon") != "trash":
        yield "must be trash", f"{where}/icon"
    yield from text_faults(button.get("text"), f"{where}/text", 75, PLAIN)
    yield from string_faults(button, where, value=2000, accessibility_label=75)
    users = button.get("visible_to_user_ids")
    if users is not None:
        yield from list_faults(users, f"{where}/visible_to_user_ids", 10)
    yield from confirm_faults(button, where)


def _placeholder(element: dict[str, Any], where: str) -> Iterator[Fault]:
    if element.get("placeholder") is not None:
        yield from text_faults(element["placeholder"], f"{where}/placeholder", 150, PLAIN)


_RULES: dict[str, Callable[[dict[str, Any], str], Iterator[Fault]]] = {
    "button": _button,
    "image": image_faults,
    "overflow": _overflow,
    "static_select": _select,
    "radio_buttons": _choices,
    "checkboxes": _choices,
    "plain_text_input": _field,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
}
