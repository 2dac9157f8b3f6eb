"""Slack's rules for the texts inside a block: text objects and rich text."""

from collections.abc import Iterator
from typing import Any

Fault = tuple[str, str]
"""What is wrong, and the JSON pointer to it."""

RICH_TEXT_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
RICH_TEXT_ELEMENTS = ("text", "link", "user", "channel", "usergroup", "emoji", "broadcast", "date", "color")


def text_faults(text: Any, where: str, most: int, kinds: tuple[str, ...] = ("mrkdwn", "plain_text")) -> Iterator[Fault]:
    """A text object: of an allowed type, not empty, and of at most `most` characters."""
    if not isinstance(text, dict):
        yield "must be an object with type and text", where
        return
    if text.get("type") not in kinds:
        yield f"must be one of {', '.join(kinds)}", f"{where}/type"
    content = text.get("text")
    if not isinstance(content, str) or not content.strip():
        yield "must be more than 0 characters", f"{where}/text"
    elif len(content) > most:
        yield f"must be less than {most + 1} characters", f"{where}/text"
    if text.get("type") == "mrkdwn" and "emoji" in text:
        yield "additional property: emoji", where
    if text.get("type") == "plain_text" and "verbatim" in text:
        yield "additional property: verbatim", where


def string_faults(holder: dict[str, Any], where: str, **most: int) -> Iterator[Fault]:
    """Each named field, where it is there at all: a string of at most so many characters."""
    for name, limit in most.items():
        value = holder.get(name)
        if value is not None and (not isinstance(value, str) or len(value) > limit):
            yield f"must be a string of less than {limit + 1} characters", f"{where}/{name}"


def list_faults(items: Any, where: str, most: int) -> Iterator[Fault]:
    """A list of 1 to `most` items."""
    if not isinstance(items, list) or not items:
        yield "must have at least 1 item", where
    elif len(items) > most:
        yield f"no more than {most} items allowed", where


def rich_text_faults(block: dict[str, Any], where: str) -> Iterator[Fault]:
    """A rich_text block: its parts and elements are of known kinds, and texts are not empty."""
    parts = block.get("elements")
    if not isinstance(parts, list) or not parts:
        yield "must have at least 1 item", f"{where}/elements"
        return
    for number, part in enumerate(parts):
        place = f"{where}/elements/{number}"
        if not isinstance(part, dict) or part.get("type") not in RICH_TEXT_PARTS:
            yield "unsupported rich text element", place
        elif part["type"] == "rich_text_list":
            yield from rich_text_faults(part, place)
        else:
            yield from _inline_faults(part, place)


def _inline_faults(part: dict[str, Any], where: str) -> Iterator[Fault]:
    elements = part.get("elements")
    if not isinstance(elements, list):
        yield "must be an array", f"{where}/elements"
        return
    for number, element in enumerate(elements):
        place = f"{where}/elements/{number}"
        if not isinstance(element, dict) or element.get("type") not in RICH_TEXT_ELEMENTS:
            yield "unsupported rich text element", place
        elif element["type"] == "text" and not element.get("text"):
            yield "must be more than 0 characters", f"{place}/text"
