"""Slack's markup and typographic noise taken out of a question, so that one text reads like another.

What Slack puts on the wire is described at docs.slack.dev/messaging/formatting-message-text: `<...>` for mentions and
links, and the three escapes `&amp;`, `&lt;` and `&gt;`.
"""

import re
import unicodedata

LONGEST_TEXT = 12_000
"""Characters that are read; of a longer text the end counts, since the question comes last."""

_ENTITY = re.compile(r"<([^<>]*)>")
_EMOJI_NAME = re.compile(r"(?<![0-9A-Za-z]):(?:[+-]1|(?=[^:\s]*[a-z])[a-z0-9_+'-]{1,60}):")
_MARKS = re.compile(r"[*`~]+|(?<![0-9A-Za-z])_+|_+(?![0-9A-Za-z])|^[ \t]*(?:>|[•◦▪‣])[ \t]*", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_FOLD = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
        **dict.fromkeys("‘’‚‛′ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        "⁄": "/",
        "∕": "/",
        "…": " ... ",
        "×": "x",
    }
)


def plain_text(wire_text: str) -> str:
    """The words of a question: links by their labels, mentions gone, one kind of quote, dash and space.

    Lines are kept, since pasted claim lines and lists need them. Any text is accepted.
    """
    text = _ENTITY.sub(_label, wire_text[-LONGEST_TEXT:])
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = unicodedata.normalize("NFKC", text.translate(_FOLD)).translate(_FOLD)
    text = "".join(map(_kept, text))
    text = _EMOJI_NAME.sub(" ", text)
    text = _MARKS.sub(" ", text)
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip()


def _label(entity: re.Match[str]) -> str:
    target, _, label = entity.group(1).partition("|")
    if target.startswith(("@", "!subteam", "!here", "!channel", "!everyone")):
        return " "
    if label:
        return f" {label} " if target.startswith(("#", "!")) else label
    if target.startswith(("#", "!")):
        return " "
    return re.sub(r"^(?:https?://|mailto:|tel:)", "", target)


def _kept(character: str) -> str:
    """The character, a space for a symbol such as an emoji, or nothing for an invisible one."""
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me", "Cn", "Cs", "Co"}:
        return ""
    if category in {"Zs", "Zl", "Zp", "Cc", "So", "Sk"}:
        return "\n" if character in "\n\u2028\u2029\r" else " "
    return character
