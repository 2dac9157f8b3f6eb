from pathlib import Path

import pytest

from bot.asking import Index
from bot.book import load_book, starter_book
from bot.live import LiveBook, Refused
from bot.records import Records
from bot.settings import read_settings
from bot.slack.client import web_client
from bot.slack.desk import Desk
from bot.slack.in_flight import InFlight
from bot.slack.notices import notices_for


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(load_book(starter_book()))


@pytest.fixture
def desk(index: Index, tmp_path: Path) -> Desk:
    return Desk(
        book=LiveBook(index),
        records=Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"),
        client=web_client(read_settings(SLACK_BOT_TOKEN="xoxb-invented")),
        in_flight=InFlight(),
        experts=frozenset({"U0EXPERT"}),
    )


def test_as_long_as_the_book_is_good_nobody_is_told_anything(desk: Desk) -> None:
    assert notices_for(desk, "U0EXPERT") == ()


def test_experts_are_told_that_a_change_was_refused(desk: Desk) -> None:
    faults = tuple(f"codes/38240.yaml:{line}: unknown key; take it off" for line in range(1, 6))
    desk.book.refused = Refused(at=0.0, faults=faults, count=7)
    (notice,) = notices_for(desk, "U0EXPERT")
    assert notice == (
        "The last change of the book was refused at 1970-01-01 00:00 UTC, for 7 faults; the book before it answers. "
        "codes/38240.yaml:1: unknown key; take it off. codes/38240.yaml:2: unknown key; take it off. "
        "codes/38240.yaml:3: unknown key; take it off."
    )
    assert notices_for(desk, "U0ANYBODY") == ()
