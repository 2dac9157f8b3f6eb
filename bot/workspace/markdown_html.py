"""The text of a markdown block as safe HTML: standard markdown, without HTML and without pictures."""

from markdown_it import MarkdownIt
from markupsafe import Markup

# The library escapes HTML and refuses script and data addresses; a picture would be loaded from another site.
_READER = (
    MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"]).disable("image")
)


def draw_markdown(text: str) -> Markup:
    """HTML for standard markdown."""
    return Markup(_READER.render(text))
