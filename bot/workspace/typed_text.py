"""From what a person types to what Slack puts on the wire (docs.slack.dev/messaging/formatting-message-text)."""

import re
from collections.abc import Mapping
from typing import Any

ENTITY = re.compile(r"<([^<>]*)>")
URL = re.compile(r"https?://(?:(?!&[lg]t;)[^\s<>|])*(?!&[lg]t;)[^\s<>|.,;:!?)'\"]")
"""In escaped text; without the punctuation that ends a sentence."""


def escape(text: str) -> str:
    """The three characters that Slack escapes, and no others."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The inverse of `escape`, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def to_wire(typed: str, names: Mapping[str, str]) -> str:
    """Escapes, turns each name of `names` ("@Codebook", "#random") into its entity, and links web addresses.

    `names` maps what is typed, without regard to case, to the entity. Longer names are tried first.
    """
    escaped = escape(typed)
    entities = {escape(name).casefold(): entity for name, entity in names.items()}
    written = "|".join(re.escape(name) for name in sorted(entities, key=len, reverse=True))
    pattern = rf"(?P<url>{URL.pattern})" + (rf"|(?<![\w@#/])(?P<name>{written})(?![\w-])" if written else "")

    def entity(found: re.Match[str]) -> str:
        return f"<{found['url']}>" if found["url"] else entities[found["name"].casefold()]

    return re.sub(pattern, entity, escaped, flags=re.IGNORECASE)


def rich_text(wire: str) -> list[dict[str, Any]]:
    """The `blocks` that Slack sends along with a person's text: the same content as one rich_text block."""
    elements: list[dict[str, Any]] = []
    position = 0
    for found in ENTITY.finditer(wire):
        if found.start() > position:
            elements.append({"type": "text", "text": unescape(wire[position : found.start()])})
        elements.append(_element(found[1]))
        position = found.end()
    if position < len(wire):
        elements.append({"type": "text", "text": unescape(wire[position:])})
    if not elements:
        return []
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]


def _element(inside: str) -> dict[str, Any]:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return {"type": "user", "user_id": target[1:]}
        case "#":
            return {"type": "channel", "channel_id": target[1:]}
        case "!" if target in ("!here", "!channel", "!everyone"):
            return {"type": "broadcast", "range": target[1:]}
        case "!":
            return {"type": "text", "text": unescape(label or target)}
    link = {"type": "link", "url": unescape(target)}
    return {**link, "text": unescape(label)} if label else link
