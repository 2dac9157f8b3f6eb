from typing import Any

import pytest

from bot.slack.events import is_direct, is_question, own_ids

MESSAGE = {"type": "message", "user": "U1", "channel": "D1", "ts": "1.1", "text": "38240"}
OWN = {"U0BOT"}


@pytest.mark.parametrize("subtype", [None, "thread_broadcast", "file_share", "me_message"])
def test_what_a_person_wrote_is_a_question(subtype: str | None) -> None:
    assert is_question({**MESSAGE, "subtype": subtype}, OWN)


@pytest.mark.parametrize(
    "more",
    [
        {"user": "U0BOT"},
        {"user": "USLACKBOT"},
        {"bot_id": "B1"},
        {"bot_profile": {"id": "B1"}},
        {"hidden": True},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"user": None},
        {"user": 7},
        {"channel": None},
        {"ts": 1.1},
    ],
    ids=str,
)
def test_what_else_is_sent_is_none(more: dict[str, Any]) -> None:
    assert not is_question({**MESSAGE, **more}, OWN)


def test_a_missing_author_is_no_person() -> None:
    assert not is_question({"type": "message", "channel": "D1", "ts": "1.1"}, OWN)


@pytest.mark.parametrize(
    ("event", "direct"),
    [
        ({"channel": "D1", "channel_type": "im"}, True),
        ({"channel": "D1"}, True),
        ({"channel": "C1", "channel_type": "channel"}, False),
        ({"channel": "G1", "channel_type": "mpim"}, False),
        ({"channel": "C1"}, False),
        ({}, False),
    ],
)
def test_direct_messages_are_told_by_their_kind_or_id(event: dict[str, Any], direct: bool) -> None:
    assert is_direct(event) is direct


@pytest.mark.parametrize(
    ("authorizations", "known", "expected"),
    [
        ([{"user_id": "U0BOT", "is_bot": True}], None, {"U0BOT"}),
        ([{"user_id": "U9", "is_bot": False}], "U0BOT", {"U0BOT"}),
        ([{"user_id": "U0NEW", "is_bot": True}], "U0BOT", {"U0BOT", "U0NEW"}),
        ([None, "x", {"is_bot": True}], None, set()),
        ("nonsense", "U0BOT", {"U0BOT"}),
        (None, None, set()),
    ],
)
def test_our_own_ids(authorizations: Any, known: str | None, expected: set[str]) -> None:
    assert own_ids({"authorizations": authorizations}, known) == expected
