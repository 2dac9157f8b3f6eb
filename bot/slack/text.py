"""The question in an event, as Slack's wire text."""

import re
from collections.abc import Collection, Iterator
from typing import Any

Event = dict[str, Any]


def question_text(event: Event, own_ids: Collection[str]) -> str:
    """What the user wrote, without our own mention wherever it stands.

    The rest is as on the wire (entities, links and mentions as Slack writes them). Where `text` is empty the blocks
    are read, and after them the attachments: forwarded messages and apps leave `text` empty.
    """
    for written in (event.get("text"), _of_blocks(event.get("blocks")), _of_attachments(event.get("attachments"))):
        if isinstance(written, str):
            text = without_mention(written, own_ids)
            if text or _mentions(written, own_ids):
                return text
    return ""


def without_mention(text: str, own_ids: Collection[str]) -> str:
    """The text without `<@U...>` and `<@U...|name>` of these ids."""
    if not own_ids:
        return text.strip()
    return re.sub(_pattern(own_ids), " ", text).strip()


def _mentions(text: str, own_ids: Collection[str]) -> bool:
    return bool(own_ids) and re.search(_pattern(own_ids), text) is not None


def _pattern(own_ids: Collection[str]) -> str:
    return rf"<@(?:{'|'.join(re.escape(own) for own in own_ids)})(?:\|[^<>]*)?>"


def _wire(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _of_blocks(blocks: Any) -> str:
    """Text of rich_text and section blocks. Shapes: docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    return "\n".join(line for line in _lines(blocks) if line.strip())


def _lines(blocks: Any) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, dict):
            continue
        kind, text = block.get("type"), block.get("text")
        if kind == "section" and isinstance(text, dict) and isinstance(text.get("text"), str):
            yield text["text"]
        elif kind in ("rich_text_section", "rich_text_preformatted", "rich_text_quote"):
            yield "".join(_inline(element) for element in _elements(block))
        elif kind in ("rich_text", "rich_text_list"):
            yield from _lines(block.get("elements"))


def _elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    elements = block.get("elements")
    return [element for element in elements if isinstance(element, dict)] if isinstance(elements, list) else []


def _inline(element: dict[str, Any]) -> str:
    match element:
        case {"type": "text", "text": str(text)}:
            return _wire(text)
        case {"type": "link", "text": str(label)}:
            return _wire(label)
        case {"type": "link", "url": str(url)}:
            return f"<{_wire(url)}>"
        case {"type": "user", "user_id": str(user)}:
            return f"<@{_wire(user)}>"
        case _:
            return " "


def _of_attachments(attachments: Any) -> str:
    found = []
    for attachment in attachments if isinstance(attachments, list) else ():
        if isinstance(attachment, dict):
            written = attachment.get("text") or attachment.get("fallback")
            found.append(written if isinstance(written, str) else _of_blocks(attachment.get("blocks")))
    return "\n".join(found)
