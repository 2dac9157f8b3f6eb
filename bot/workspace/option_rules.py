"""Slack's rules for the options of a menu, and for the question whether one is sure.

Limits: docs.slack.dev/reference/block-kit/composition-objects (option, option group, confirmation dialog).
"""

from collections.abc import Iterator
from typing import Any

from bot.workspace.block_elements import Fault, list_faults, text_faults

PLAIN = ("plain_text",)
BOTH = ("mrkdwn", "plain_text")


def option_faults(
    options: Any, where: str, most: int, kinds: tuple[str, ...] = PLAIN, value_most: int = 150
) -> Iterator[Fault]:
    """1 to `most` options: text 75, value 150, description 75; no value twice."""
    yield from list_faults(options, where, most)
    seen: set[str] = set()
    for number, option in enumerate(options if isinstance(options, list) else []):
        place = f"{where}/{number}"
        if not isinstance(option, dict):
            yield "must be an object", place
            continue
        yield from text_faults(option.get("text"), f"{place}/text", 75, kinds)
        if option.get("description") is not None:
            yield from text_faults(option["description"], f"{place}/description", 75, kinds)
        value = option.get("value")
        if not isinstance(value, str) or not value or len(value) > value_most:
            yield f"must be a string of 1 to {value_most} characters", f"{place}/value"
        elif value in seen:
            yield "value must be unique", f"{place}/value"
        seen.add(str(value))


def menu_faults(element: dict[str, Any], where: str) -> Iterator[Fault]:
    """The choices of a select menu: up to 100 options, or up to 100 groups of them, and not both."""
    groups = element.get("option_groups")
    if (groups is None) == (element.get("options") is None):
        yield "must have either options or option_groups", where
        return
    if groups is None:
        yield from option_faults(element["options"], f"{where}/options", 100)
        return
    yield from list_faults(groups, f"{where}/option_groups", 100)
    for number, group in enumerate(groups if isinstance(groups, list) else []):
        place = f"{where}/option_groups/{number}"
        if not isinstance(group, dict):
            yield "must be an object", place
            continue
        yield from text_faults(group.get("label"), f"{place}/label", 75, PLAIN)
        yield from option_faults(group.get("options"), f"{place}/options", 100)


def initial_faults(element: dict[str, Any], where: str) -> Iterator[Fault]:
    """What is chosen at first must be one of the options, exactly."""
    offered = options_of(element)
    if "initial_option" in element and element["initial_option"] not in offered:
        yield "initial_option must be one of the options", f"{where}/initial_option"
    if "initial_options" in element:
        initial = element["initial_options"]
        if not isinstance(initial, list) or not initial or any(option not in offered for option in initial):
            yield "initial_options must be some of the options", f"{where}/initial_options"


def options_of(element: dict[str, Any]) -> list[Any]:
    """All options of an element, those in groups included."""
    groups = element.get("option_groups")
    holders = [element, *(groups if isinstance(groups, list) else [])]
    lists = [holder.get("options") for holder in holders if isinstance(holder, dict)]
    return [option for options in lists if isinstance(options, list) for option in options]


def confirm_faults(element: dict[str, Any], where: str) -> Iterator[Fault]:
    """A confirm object, where there is one: title 100, text 300; confirm and deny 30, which may be left
    out (so in Slack's own types, node-slack-sdk ConfirmationDialog)."""
    confirm = element.get("confirm")
    if confirm is None:
        return
    place = f"{where}/confirm"
    if not isinstance(confirm, dict):
        yield "must be an object", place
        return
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if name in confirm or name in ("title", "text"):
            yield from text_faults(confirm.get(name), f"{place}/{name}", most, BOTH if name == "text" else PLAIN)
    if confirm.get("style") not in (None, "primary", "danger"):
        yield "must be primary or danger", f"{place}/style"
