from bot.slack.spacing import HELD_SECONDS, LONGEST_SECONDS, Spacing


class Clock:
    def __init__(self) -> None:
        self.seconds = 600.0

    def __call__(self) -> float:
        return self.seconds


def spacing(clock: Clock) -> Spacing:
    return Spacing(clock, chance=lambda: 1.0)


def pauses(spacing: Spacing, clock: Clock, count: int) -> list[float]:
    """What is waited after each of so many openings that end at once."""
    found = []
    for _ in range(count):
        spacing.opening()
        spacing.ended(0.0)
        found.append(spacing.left())
        clock.seconds += spacing.left()
    return found


def test_the_first_loss_is_mended_at_once_and_then_the_pause_doubles() -> None:
    clock = Clock()
    assert pauses(spacing(clock), clock, 6) == [0, 0.5, 1, 2, 2.5, 2.5]


def test_it_grows_with_the_time_that_the_trouble_lasts_up_to_a_minute() -> None:
    clock = Clock()
    waited = pauses(spacing(clock), clock, 80)
    assert waited == sorted(waited)
    assert waited[-1] == LONGEST_SECONDS
    # Nobody waits for longer than a tenth of it after its end.
    assert all(pause <= max(2.5, sum(waited[:number]) / 10 + 0.001) for number, pause in enumerate(waited))


def test_a_connection_that_held_ends_the_trouble() -> None:
    clock = Clock()
    slack = spacing(clock)
    pauses(slack, clock, 20)
    slack.opening()
    slack.ended(HELD_SECONDS)
    assert slack.left() == 0
    slack.ended(0.0)
    assert slack.left() == 0


def test_one_that_ended_soon_does_not() -> None:
    clock = Clock()
    slack = spacing(clock)
    pauses(slack, clock, 3)
    slack.opening()
    slack.ended(HELD_SECONDS - 1)
    assert slack.left() == 2


def test_what_another_attempt_does_not_mend_is_tried_slowly_from_the_first_time_on() -> None:
    clock = Clock()
    slack = spacing(clock)
    waited: list[float] = []
    for _ in range(6):
        slack.opening()
        slack.ended(HELD_SECONDS if not waited else 0.0, at_least=5)
        waited.append(slack.left())
        clock.seconds += slack.left()
    assert waited == [5, 10, 20, 40, 60, 60]


def test_all_connections_together_wait_between_two_openings() -> None:
    clock = Clock()
    slack = spacing(clock)
    pauses(slack, clock, 4)
    slack.opening()
    assert slack.left() == 2


def test_bots_that_lost_slack_together_do_not_come_back_together() -> None:
    clock = Clock()
    early, late = Spacing(clock, chance=lambda: 0.0), Spacing(clock, chance=lambda: 1.0)
    for slack in (early, late):
        for _ in range(4):
            slack.ended(0.0)
    assert (round(early.left(), 2), late.left()) == (1.4, 2)
