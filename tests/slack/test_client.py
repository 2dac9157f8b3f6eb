import json
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientConnectorError, InvalidURL, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.settings import read_settings
from bot.slack.client import (
    ATTEMPTS,
    Failure,
    FailuresTold,
    ShortPauses,
    as_code,
    failure_of,
    impatient,
    tell_of_failure,
    web_client,
)

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


class Told:
    """What whoever counts failures is told."""

    def __init__(self) -> None:
        self.failures: list[tuple[str, str]] = []

    def __call__(self, method: str, code: str) -> None:
        self.failures.append((method, code))


API = "https://slack.example/api/"


@pytest.mark.parametrize(
    ("url", "method", "response", "told"),
    [
        (f"{API}chat.postMessage", None, HttpResponse(status_code=200, headers={}, body={"ok": True}), []),
        (
            f"{API}chat.postMessage",
            None,
            HttpResponse(status_code=200, headers={}, body={"ok": False, "error": "not_in_channel"}),
            [("chat.postMessage", "not_in_channel")],
        ),
        (
            f"{API}assistant.threads.setSuggestedPrompts",
            None,
            HttpResponse(status_code=429, headers={}, body={"ok": False, "error": "ratelimited"}),
            [("assistant.threads.setSuggestedPrompts", "ratelimited")],
        ),
        (
            f"{API}views.open",
            None,
            HttpResponse(status_code=503, headers={}),
            [("views.open", "http_503")],
        ),
        (
            "https://hooks.slack.example/commands/T1/1/secret",
            "response_url",
            HttpResponse(status_code=404, headers={}, data=b"used_url"),
            [("response_url", "http_404")],
        ),
        (
            "https://files.slack.example/upload/v1/secret",
            None,
            HttpResponse(status_code=500, headers={}),
            [("other", "http_500")],
        ),
    ],
)
async def test_each_failing_attempt_is_told_by_method_and_code(
    url: str, method: str | None, response: HttpResponse, told: list[tuple[str, str]]
) -> None:
    counted = Told()
    request = HttpRequest(method="POST", url=url, headers={})
    may_retry = await FailuresTold(counted, method).can_retry_async(
        state=RetryState(), request=request, response=response
    )
    assert may_retry is False
    assert counted.failures == told


async def test_an_attempt_without_an_answer_is_told_too() -> None:
    counted = Told()
    request = HttpRequest(method="POST", url=f"{API}auth.test", headers={})
    await FailuresTold(counted).can_retry_async(state=RetryState(), request=request, error=TimeoutError())
    assert counted.failures == [("auth.test", "timeout")]


def test_a_client_without_patience_tries_nothing_again_and_still_tells() -> None:
    counted = Told()
    client = web_client(read_settings(SLACK_BOT_TOKEN="xoxb-invented", SLACK_API_URL=API), counted)
    once = impatient(client)
    assert (once.token, once.base_url) == (client.token, client.base_url)
    assert [type(handler) for handler in once.retry_handlers] == [FailuresTold]
    tell_of_failure(once, "response_url", "used_url")
    assert counted.failures == [("response_url", "used_url")]
