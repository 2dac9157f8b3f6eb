"""Slack's mrkdwn as HTML that is safe whatever the message holds (docs.slack.dev/messaging/formatting-message-text)."""

import re
from collections.abc import Mapping
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.workspace.typed_text import unescape

LINK_SCHEMES = ("http", "https", "mailto", "tel")
FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
INLINE = re.compile(
    r"<(?P<entity>[^<>\n]+)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)
ENTITY = re.compile(r"<(?P<entity>[^<>\n]+)>")
TAGS = {"bold": "strong", "italic": "em", "strike": "s"}
NAMELESS: Mapping[str, str] = {}


def draw_mrkdwn(text: str, names: Mapping[str, str] = NAMELESS, *, formatted: bool = True) -> Markup:
    """HTML for a text of the wire. `names` maps ids of people and channels to what is shown for them; without
    `formatted` only entities are read, no marks."""
    if not formatted:
        return _inline(text, names, ENTITY)
    drawn, position = Markup(), 0
    for fence in FENCE.finditer(text):
        drawn += _lines(text[position : fence.start()], names)
        drawn += Markup("<pre><code>{}</code></pre>").format(_plain_entities(fence[1], names))
        position = fence.end()
    return drawn + _lines(text[position:], names)


def draw_plain(text: str) -> Markup:
    """HTML for a plain_text: no marks, no entities."""
    return escape(unescape(text))


def draw_link(target: str, label: str) -> Markup:
    """A link where the address is of a harmless kind; else its label alone."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        scheme = ""
    if scheme not in LINK_SCHEMES:
        return escape(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(target, label)


def draw_entity(inside: str, names: Mapping[str, str]) -> Markup:
    """What stands between `<` and `>`: a person, channel, broadcast, date or link."""
    target, _, label = (unescape(part) for part in inside.partition("|"))
    kind, rest = target[:1], target[1:]
    if kind in "@#":
        shown = names.get(rest) or f"{kind}{(label or rest).lstrip('@#')}"
        return Markup('<span class="mention">{}</span>').format(shown)
    if kind == "!":
        name = rest.partition("^")[0]
        shown = label or f"@{name}"
        return escape(shown) if name == "date" else Markup('<span class="mention">{}</span>').format(shown)
    return draw_link(target, label or target)


def _lines(text: str, names: Mapping[str, str]) -> Markup:
    """Quoted lines become a quotation, lines with bullets a list, others stay lines."""
    drawn = Markup()
    for kind, group in groupby(text.split("\n"), _kind):
        lines = list(group)
        if kind == "quote":
            quoted = Markup("\n").join(_inline(line.removeprefix("&gt;").lstrip(" "), names) for line in lines)
            drawn += Markup("<blockquote>{}</blockquote>").format(quoted)
        elif kind == "bullet":
            items = (Markup("<li>{}</li>").format(_inline(line.lstrip()[1:].strip(), names)) for line in lines)
            drawn += Markup("<ul>{}</ul>").format(Markup().join(items))
        elif joined := Markup("\n").join(_inline(line, names) for line in lines):
            drawn += Markup("<p>{}</p>").format(joined)
    return drawn


def _kind(line: str) -> str:
    if line.startswith("&gt;"):
        return "quote"
    return "bullet" if line.lstrip().startswith("• ") else "line"


def _inline(text: str, names: Mapping[str, str], pattern: re.Pattern[str] = INLINE) -> Markup:
    drawn, position = Markup(), 0
    for found in pattern.finditer(text):
        drawn += draw_plain(text[position : found.start()])
        position = found.end()
        kind, inside = found.lastgroup or "", found[found.lastgroup or 0]
        if kind == "entity":
            drawn += draw_entity(inside, names)
        elif kind == "code":
            drawn += Markup("<code>{}</code>").format(_plain_entities(inside, names))
        else:
            tag = TAGS[kind]
            drawn += Markup(f"<{tag}>{{}}</{tag}>").format(_inline(inside, names))
    return drawn + draw_plain(text[position:])


def _plain_entities(text: str, names: Mapping[str, str]) -> Markup:
    """Inside code, entities are still entities, but marks are not marks."""
    return _inline(text, names, ENTITY)
