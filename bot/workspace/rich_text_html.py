"""A rich_text block as safe HTML (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from bot.workspace.mrkdwn_html import draw_link

STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code"}


def draw_rich_text(block: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    """HTML for the block; what is of an unknown kind is left out."""
    return Markup().join(_part(part, names) for part in _elements(block))


def _part(part: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    if part.get("type") == "rich_text_list":
        tag = "ol" if part.get("style") == "ordered" else "ul"
        items = (Markup("<li>{}</li>").format(_inline(item, names)) for item in _elements(part))
        return Markup(f"<{tag}>{{}}</{tag}>").format(Markup().join(items))
    tags = {"rich_text_quote": "blockquote", "rich_text_preformatted": "pre", "rich_text_section": "p"}
    tag = tags.get(str(part.get("type")), "")
    return Markup(f"<{tag}>{{}}</{tag}>").format(_inline(part, names)) if tag else Markup()


def _inline(part: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    return Markup().join(_element(element, names) for element in _elements(part))


def _element(element: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    drawn = _content(element, names)
    style = element.get("style")
    for name, tag in STYLES.items():
        if isinstance(style, Mapping) and style.get(name):
            drawn = Markup(f"<{tag}>{{}}</{tag}>").format(drawn)
    return drawn


def _content(element: Mapping[str, Any], names: Mapping[str, str]) -> Markup:
    match element.get("type"):
        case "text":
            return escape(str(element.get("text", "")))
        case "link":
            url = str(element.get("url", ""))
            return draw_link(url, str(element.get("text") or url))
        case "user":
            return _mention(names.get(str(element.get("user_id"))) or f"@{element.get('user_id')}")
        case "channel":
            return _mention(names.get(str(element.get("channel_id"))) or f"#{element.get('channel_id')}")
        case "broadcast":
            return _mention(f"@{element.get('range')}")
        case "usergroup":
            return _mention(f"@{element.get('usergroup_id')}")
        case "emoji":
            return escape(f":{element.get('name')}:")
        case "date":
            return escape(str(element.get("fallback", "")))
    return Markup()


def _mention(shown: str) -> Markup:
    return Markup('<span class="mention">{}</span>').format(shown)


def _elements(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    elements = part.get("elements")
    return [element for element in elements if isinstance(element, Mapping)] if isinstance(elements, list) else []
