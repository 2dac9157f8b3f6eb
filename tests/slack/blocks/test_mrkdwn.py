import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.mrkdwn import bold, escape, length, line, link, pieces

ANY = st.text(st.characters(codec=None), max_size=400) | st.text("*_~`<>&:@!#|a \n\u200b\ud800😀", max_size=400)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("<!channel> <@U1> <#C1|x> <http://x|y>", "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1|x&gt; &lt;http://x|y&gt;"),
        ("&amp;", "&amp;amp;"),
        ("*bold* ~gone~ `code`", "∗bold∗ ∼gone∼ ˋcodeˋ"),
        ("_slanted_ snake_case", "ˍslantedˍ snake_case"),
        ("> quoted", "› quoted"),
        (":smile: 10:30 a:b", "∶smile: 10:30 a:b"),
        ("\x00\x07\u202e\ud800", "\ufffd"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_nothing_formats_pings_or_links(raw: str, shown: str) -> None:
    assert escape(raw) == shown


@given(ANY)
def test_escaped_text_holds_no_live_markup(raw: str) -> None:
    shown = escape(raw)
    assert not re.search(r"[<>*~`]", shown)
    assert not re.search(r"&(?!amp;|lt;|gt;)", shown)
    assert not re.search(r"(?<!\w)_|_(?!\w)", shown)
    assert not re.search(r"[\ud800-\udfff\x00-\x08]", shown)


@given(ANY, st.integers(20, 200))
def test_pieces_keep_the_limit_and_lose_nothing(raw: str, limit: int) -> None:
    parts = list(pieces(raw, limit))
    assert all(part.strip() and length(part) <= limit for part in parts)
    if "_" not in raw and ":" not in raw and ">" not in raw:
        assert "".join("".join(parts).split()) == "".join(escape(raw).split())


@given(ANY, st.integers(10, 100))
def test_a_line_is_one_line_within_its_limit(raw: str, limit: int) -> None:
    shown = line(raw, limit)
    assert "\n" not in shown
    assert length(shown) <= limit + 1


def test_pieces_end_where_a_reader_expects() -> None:
    assert list(pieces("one two\n\nthree four five", 14)) == ["one two", "three four", "five"]
    assert list(pieces("x" * 25, 10)) == ["x" * 10, "x" * 10, "x" * 5]
    assert list(pieces("aa bb cc", 100, first=4)) == ["aa", "bb cc"]


def test_bold_survives_marks_and_line_feeds() -> None:
    assert bold(" a*\nb ") == "*a∗ b*"
    assert bold(" \n") == ""


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.example/a?b=1&c=2", "<https://x.example/a?b=1&amp;c=2|A ¦ title>"),
        ("https://x.example/a|b>c<d e", "<https://x.example/a%7Cb%3Ec%3Cd%20e|A ¦ title>"),
        ("javascript:alert(1)", "A ¦ title"),
        ("!channel", "A ¦ title"),
        (None, "A ¦ title"),
        ("https://x.example/" + "a" * 2000, "A ¦ title"),
    ],
)
def test_a_link_is_an_address_of_the_web(url: str | None, shown: str) -> None:
    assert link("A | title", url) == shown
