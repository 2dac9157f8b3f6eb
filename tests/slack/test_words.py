"""All that the bot says of its own: labels and sentences, plain, short, without exclamation marks."""

import re

from bot.slack import words

SENTENCES = [
    *(value for name, value in vars(words).items() if name.isupper()),
    words.apology("0a1b2c3d"),
    words.unknown_command("/cpt"),
    words.other_channel("/cpt"),
    words.shared_by("Ana"),
    words.asked_about("38240"),
    words.voted_on("38240"),
    words.share_nowhere("/cpt"),
    words.too_many(1),
    words.too_many(30),
]


def test_they_are_plain_and_short() -> None:
    assert len(SENTENCES) >= 10
    for text in SENTENCES:
        is_label = len(text.split()) <= 6 and len(text) <= 75
        assert is_label or text.endswith((".", "?", ":")), text
        assert not re.search(r"[!*_`<>&]", text), text
        assert max(len(sentence.split()) for sentence in re.split(r"(?<=[.:])\s", text)) <= 25, text
