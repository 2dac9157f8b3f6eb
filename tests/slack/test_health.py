import asyncio
from pathlib import Path
from types import SimpleNamespace

import pytest
from prometheus_client import generate_latest

from bot.asking import Index
from bot.book import load_book, starter_book
from bot.live import LiveBook
from bot.records import Records
from bot.settings import read_settings
from bot.slack.client import web_client
from bot.slack.desk import Desk
from bot.slack.health import Health, State
from bot.slack.in_flight import InFlight


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
    )


async def test_records_that_are_away_are_told_and_do_not_stop_answers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = SimpleNamespace(is_up=False, votes_waiting=3, votes_dropped=1)
    monkeypatch.setattr(Records, "state", away, raising=False)
    health = Health(desk, asyncio.Event())
    parts = {part.name: part for part in health.parts()}
    assert (parts["records"].state, parts["records"].says) == (State.DEGRADED, "away; 3 votes waiting, 1 dropped")
    assert parts["slack"].state is State.READY
    health.routes()
    shown = generate_latest(desk.metrics.registry).decode()
    for line in ("codebook_records_up 0.0", "codebook_records_waiting 3.0", "codebook_records_dropped_total 1.0"):
        assert line in shown


async def test_records_that_are_there_are_ready(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    there = SimpleNamespace(is_up=True, votes_waiting=0, votes_dropped=0)
    monkeypatch.setattr(Records, "state", there, raising=False)
    assert {part.state for part in Health(desk, asyncio.Event()).parts()} == {State.READY}


async def test_a_bot_that_is_to_stop_is_not_ready(desk: Desk) -> None:
    stop = asyncio.Event()
    stop.set()
    (process,) = [part for part in Health(desk, stop).parts() if part.name == "process"]
    assert (process.state, process.says) == (State.NOT_READY, "stopping, 0 in flight")
