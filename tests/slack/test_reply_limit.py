from bot.slack import reply_limit
from bot.slack.reply_limit import ReplyLimit, Turn


class Clock:
    def __init__(self) -> None:
        self.seconds = 600.0

    def __call__(self) -> float:
        return self.seconds


def test_above_the_limit_a_person_is_told_once_and_then_nothing_until_the_next_minute() -> None:
    clock = Clock()
    limit = ReplyLimit(2, clock)
    turns = [limit.turn("ana") for _ in range(5)]
    assert turns == [Turn.REPLY, Turn.REPLY, Turn.NOTICE, Turn.SILENCE, Turn.SILENCE]
    clock.seconds += 59
    assert limit.turn("ana") is Turn.SILENCE
    clock.seconds += 1
    assert [limit.turn("ana") for _ in range(4)] == [Turn.REPLY, Turn.REPLY, Turn.NOTICE, Turn.SILENCE]


def test_people_are_counted_apart() -> None:
    limit = ReplyLimit(1, Clock())
    assert [limit.turn(person) for person in ("ana", "ben", "ana", "ben")] == [
        Turn.REPLY,
        Turn.REPLY,
        Turn.NOTICE,
        Turn.NOTICE,
    ]


def test_zero_is_no_limit() -> None:
    limit = ReplyLimit(0, Clock())
    assert {limit.turn("ana") for _ in range(1000)} == {Turn.REPLY}


def test_what_is_counted_is_bounded() -> None:
    limit = ReplyLimit(1, Clock())
    for person in range(reply_limit.MOST_PEOPLE + 10):
        assert limit.turn(str(person)) is Turn.REPLY
    assert len(limit._asked) == reply_limit.MOST_PEOPLE
    assert limit.turn(str(reply_limit.MOST_PEOPLE)) is Turn.NOTICE
