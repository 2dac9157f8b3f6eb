"""Words that wait for their asker's confirmation: a few minutes, once, and for nobody else."""

from bot.slack.recent_words import HELD, HELD_SECONDS, RecentWords


def test_they_are_given_once_and_to_their_asker_alone() -> None:
    words = RecentWords()
    words.keep("r1", "U1", "zebra?")
    assert words.take("r1", "U2") == "" and words.take("r2", "U1") == ""
    assert words.peek("r1", "U2") == ""
    assert [words.peek("r1", "U1") for _ in range(2)] == ["zebra?", "zebra?"]
    assert words.take("r1", "U1") == "zebra?"
    assert words.peek("r1", "U1") == ""
    assert words.take("r1", "U1") == ""


def test_they_go_after_fifteen_minutes_and_when_there_are_too_many() -> None:
    now = 0.0
    words = RecentWords(lambda: now)
    words.keep("old", "U1", "old")
    now = HELD_SECONDS
    assert words.peek("old", "U1") == ""
    assert words.take("old", "U1") == ""
    for number in range(HELD + 1):
        words.keep(str(number), "U1", "text")
    assert words.take("0", "U1") == "" and words.take("1", "U1") == "text"
