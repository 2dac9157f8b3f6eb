"""Markup and typographic noise go; words stay."""

import pytest

from bot.asking.plain_text import LONGEST_TEXT, plain_text


@pytest.mark.parametrize(
    ("wire", "plain"),
    [
        ("<@U07BOT123> 38240 w/ 26?", "38240 w/ 26?"),
        ("hey <@U07BOT123|codebook>, 26?", "hey , 26?"),
        ("38240 &amp; 26", "38240 & 26"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("38240 &lt; 38241 &copy;", "38240 < 38241 &copy;"),
        ("<tel:3824038241|38240 38241>", "38240 38241"),
        ("<tel:38240>", "38240"),
        ("see <https://example.org/26|the page>", "see the page"),
        ("see <http://modifier.is>", "see modifier.is"),
        ("<mailto:ana@example.org|ana@example.org>", "ana@example.org"),
        ("ask in <#C123|coding-questions> <!here> <!subteam^S1|@coders>", "ask in coding-questions"),
        ("due <!date^1392734382^{date}|Feb 18>", "due Feb 18"),
        ("can I use\u00a026\u2009with\u200b 38240\ufeff", "can I use 26 with 38240"),
        ("38240\u201326 \u2014 ok\u2026", "38240-26 - ok ..."),
        ("\u201c38240\u201d isn\u2019t", '"38240" isn\'t'),
        ("\uff13\uff18\uff12\uff14\uff10\uff0d\uff12\uff16", "38240-26"),
        ("38240 :pray: \U0001f64f\U0001f3fd 26 :+1:", "38240 26"),
        ("at 10:59:26", "at 10:59:26"),
        ("*38240* `26` ~TC~ _ok_", "38240 26 TC ok"),
        ("> quoted\n\u2022 one\n\u2022 two", "quoted\none\ntwo"),
        ("\u202e38240\u202c", "38240"),
        ("", ""),
        ("<", "<"),
        ("<>", ""),
    ],
)
def test_plain_text(wire: str, plain: str) -> None:
    assert plain_text(wire) == plain


def test_of_a_long_text_the_end_counts() -> None:
    assert plain_text("x " * LONGEST_TEXT + "26 with 38240?").endswith("26 with 38240?")
    assert len(plain_text("x" * 3 * LONGEST_TEXT)) == LONGEST_TEXT
