"""All that the bot says of its own: labels and sentences, plain, short, without exclamation marks."""

import re

from bot.slack import words

SENTENCES = [
    *(value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)),
    *words.HOME_INTRO,
    *words.IN_MESSAGES,
    *words.IN_CHANNELS,
    *words.ON_MESSAGES,
    *words.by_command("/cpt"),
    words.holds(42, 14, 28, "2026-11-28"),
    words.edition("October 2025"),
    words.in_quarter("38240", 2025, 4),
    words.asked_times(1),
    words.asked_times(2),
    words.more_gaps(3),
    words.ask("what is 38240?"),
    words.show_again("38240 · payment"),
    words.apology("0a1b2c3d"),
    words.unknown_command("/cpt"),
    words.other_channel("/cpt"),
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
