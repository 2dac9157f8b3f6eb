import json
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientConnectorError, InvalidURL, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError, SlackObjectFormationError

from bot.slack.client import ATTEMPTS, Failure, ShortPauses, as_code, failure_of

NOWHERE = ConnectionKey("slack.example", 443, True, True, None, None, None)


def refused(data: Any, status: int = 200) -> SlackApiError:
    return SlackApiError("The request failed.", SimpleNamespace(data=data, status_code=status))


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (refused({"ok": False, "error": "not_in_channel"}), Failure("not_in_channel")),
        (refused({"ok": False, "error": "a text with the question in it"}), Failure("unrecognised")),
        (refused({"ok": False}, 500), Failure("http_500")),
        (refused("upstream failure", 502), Failure("http_502")),
        (refused("half an answer", 200), Failure("http_200", uncertain=True)),
        (ClientConnectorError(NOWHERE, OSError("refused")), Failure("unreachable")),
        (InvalidURL("x"), Failure("InvalidURL")),
        (SlackObjectFormationError("text too long"), Failure("SlackObjectFormationError")),
        (TimeoutError(), Failure("timeout", uncertain=True)),
        (ServerDisconnectedError(), Failure("ServerDisconnectedError", uncertain=True)),
        (json.JSONDecodeError("x", "y", 0), Failure("JSONDecodeError", uncertain=True)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_failure_is_named_and_known_to_be_certain_or_not(error: Exception, failure: Failure) -> None:
    assert failure_of(error) == failure


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ratelimited", "ratelimited"),
        ("restricted_action_2", "restricted_action_2"),
        ("can I use 26", "unrecognised"),
        ("x" * 61, "unrecognised"),
        ("", "unrecognised"),
        (None, "None"),
        ({"a": 1}, "unrecognised"),
    ],
)
def test_only_what_looks_like_a_code_is_logged(said: object, code: str) -> None:
    assert as_code(said) == code


def test_pauses_grow_to_two_seconds_and_no_further() -> None:
    pauses = [ShortPauses().calculate_sleep_duration(attempt) for attempt in range(ATTEMPTS)]
    assert 0.5 <= pauses[0] <= 0.7
    assert max(pauses) <= 2
    assert 40 <= sum(pauses) <= 65
