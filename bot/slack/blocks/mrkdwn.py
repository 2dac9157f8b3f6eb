"""Texts of the book, or of a user, as Slack markup that shows exactly them: nothing in them pings, links or formats.

`&`, `<` and `>` are escaped as docs.slack.dev/messaging/formatting-message-text asks. Slack has no escape for the
marks of formatting, so a mark that could take effect is replaced by its look-alike.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from bot.slack.blocks.limits import LINK_URL

_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FORMATTING = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ", "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS = re.compile(r"[*~`&<>_:]")
"""One of them is in whatever the patterns below and _FORMATTING find."""
_ITALIC = re.compile(r"(?<!\w)_|_(?!\w)")
_QUOTE = re.compile(r"^(\s*)>+", re.MULTILINE)
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)", re.IGNORECASE)
_BREAKS = ("\n\n", "\n", ". ", "; ", " ")


def clean(text: str) -> str:
    """The text without controls, halves of characters and spaces around it; it may be empty."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", _UNSHOWN.sub(" ", text)).strip()


def escape(text: str) -> str:
    """The text, cleaned, as markup that Slack shows as it is."""
    text = clean(text)
    if not _MARKS.search(text):
        return text
    text = _QUOTE.sub(r"\1›", text)
    return _EMOJI.sub("∶", _ITALIC.sub("ˍ", text)).translate(_FORMATTING)


def length(markup: str) -> int:
    """The length in UTF-16 units."""
    return len(markup) if markup.isascii() else len(markup.encode("utf-16-le", "surrogatepass")) // 2


def line(text: str, limit: int) -> str:
    """The text escaped, on one line, cut with an ellipsis where its markup would be longer than `limit`."""
    text = " ".join(clean(text).split())
    whole = escape(text)
    if length(whole) <= limit:
        return whole
    low, high = 0, min(len(text), limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(escape(text[:middle])) < limit else (low, middle - 1)
    return escape(text[:low].rstrip()) + "…"


def plain_line(text: str, limit: int) -> str:
    """The text for a plain_text, which has no markup: on one line, cut with an ellipsis where it is longer."""
    return cut(" ".join(clean(text).split()), limit)


def cut(text: str, limit: int) -> str:
    """A text for a plain_text, which has no halves of characters, cut with an ellipsis where it is longer."""
    if length(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def bold(text: str, limit: int = 300) -> str:
    """The text in bold, on one line."""
    shown = line(text, limit).strip()
    return f"*{shown}*" if shown else ""


def link(title: str, url: str | None) -> str:
    """The title, linked where the address is one of the web's and not too long."""
    shown = line(title, 300).replace("|", "¦")
    if url is None or not re.match(r"https?://[^\s/]", url):
        return shown
    # `<`, `>` and `|` would end the address; quote() leaves what is already an address as it is.
    address = quote(_SURROGATE.sub("", url), safe=":/?#[]@!$'()*+,;=%~-._&").replace("&", "&amp;")
    return shown if length(address) > LINK_URL or not shown else f"<{address}|{shown}>"


def quoted(text: str) -> str:
    """The text as markup that Slack shows as a quotation, each line of it."""
    return "\n".join(f"&gt; {line}" for line in escape(text).split("\n"))


def pieces(text: str, limit: int, first: int | None = None) -> Iterator[str]:
    """The text as pieces of markup of at most `limit` (the first one of at most `first`), parted at paragraphs where
    they fit, else at lines, sentences and words, and inside a word only where it is longer than a piece."""
    text = clean(text)
    room = limit if first is None else first
    while text:
        end = _fitting(text, room)
        yield escape(text[:end])
        text, room = text[end:].strip(), limit


def beginning(text: str, limit: int) -> str:
    """The text, cleaned, up to the last paragraph, line or sentence that fits, and an ellipsis; whole where it fits."""
    text = clean(text)
    end = _fitting(text, limit)
    return text if end == len(text) else f"{text[:end].rstrip()} …"


def _fitting(text: str, room: int) -> int:
    if length(escape(text)) <= room:
        return len(text)
    low, high = 1, min(len(text), room)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if length(escape(text[:middle])) <= room else (low, middle - 1)
    for mark in _BREAKS:
        at = text.rfind(mark, 0, low)
        if at > low // 4:
            return at + len(mark)
    return low
