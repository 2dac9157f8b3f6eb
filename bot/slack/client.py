"""The client of Slack's Web API, and what it does when Slack fails.

A message is repeated only where Slack certainly did not take it: no connection was made, Slack said 429, or Slack said
that it failed (5xx). After a timeout, or a connection that broke while the reply was awaited, Slack may have posted the
message; chat.postMessage has no documented argument that would make a repetition safe, so it is not repeated.
"""

import logging
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from slack_sdk.errors import SlackApiError, SlackObjectFormationError, SlackRequestError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.interval_calculator import RetryIntervalCalculator
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.settings import Settings

TIMEOUT_SECONDS = 10
KEPT_SECONDS = 3
"""How long an idle connection is kept for the next call: shorter than servers and proxies do, for a message that meets
the other side's closing would be uncertain."""

ATTEMPTS = 30
"""With pauses of at most two seconds: about a minute of a failing Slack is waited out."""


class ShortPauses(RetryIntervalCalculator):
    """Half a second, doubled up to two, so that an answer comes soon after Slack is back."""

    def calculate_sleep_duration(self, current_attempt: int) -> float:
        return float(min(0.5 * 2 ** min(current_attempt, 4), 1.8)) + random.random() * 0.2


class AnyServerError(AsyncServerErrorRetryHandler):
    """Also 502 and 504, which Slack's front sends when what is behind it fails."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code >= 500


Failed = Callable[[str, str], None]
"""Told the method and the code of each attempt that failed."""


class FailuresTold(AsyncRetryHandler):
    """Tries nothing again, but sees every attempt: it goes before those that wait and try again."""

    def __init__(self, failed: Failed, method: str | None = None) -> None:
        super().__init__()
        self.failed = failed
        self._method = method

    async def can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Tells of a failure; never true."""
        if error is not None:
            self._tell(request, failure_of(error).code)
        elif response is not None:
            body = response.body if isinstance(response.body, dict) else {}
            if body.get("ok") is False or response.status_code != 200:
                self._tell(request, as_code(body.get("error") or f"http_{response.status_code}"))
        return False

    def _tell(self, request: HttpRequest, code: str) -> None:
        method = self._method or request.url.rpartition("/")[2]
        # Of an address that is no method's, nothing may become a label: it may be a secret.
        self.failed(method if re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]+)+|response_url", method) else "other", code)


def retry_handlers(failed: Failed) -> list[AsyncRetryHandler]:
    """What is waited out and tried again."""
    return [
        FailuresTold(failed),
        AsyncConnectionErrorRetryHandler(ATTEMPTS, ShortPauses(), error_types=[ClientConnectorError]),
        AsyncRateLimitErrorRetryHandler(max_retry_count=ATTEMPTS),
        AnyServerError(ATTEMPTS, ShortPauses()),
    ]


def quiet_logger() -> logging.Logger:
    """A logger for Slack's libraries with a level of its own: where none is set they format whole bodies first."""
    logger = logging.getLogger("slack_bolt.codebook")
    logger.setLevel(logging.ERROR)
    return logger


def _untold(method: str, code: str) -> None:
    return None


def web_client(settings: Settings, failed: Failed = _untold) -> AsyncWebClient:
    """The client for the Slack of the settings; `failed` is told of each attempt that fails, its own retries too."""
    token = settings.slack_bot_token
    return AsyncWebClient(
        token=token.get_secret_value() if token is not None else None,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=retry_handlers(failed),
        logger=quiet_logger(),
    )


def impatient(client: AsyncWebClient) -> AsyncWebClient:
    """The same client, which tries nothing again by itself, with connections of its own."""
    told = [handler for handler in client.retry_handlers if isinstance(handler, FailuresTold)]
    return _like(client, session=None, retry_handlers=told)


def with_token(client: AsyncWebClient, token: str | None) -> AsyncWebClient:
    """The same client, patient as it is, for another workspace."""
    return _like(client, token=token)


def _like(client: AsyncWebClient, **changes: Any) -> AsyncWebClient:
    names = ("token", "base_url", "timeout", "ssl", "proxy", "session", "retry_handlers")
    return AsyncWebClient(**{name: getattr(client, name) for name in names} | changes, logger=quiet_logger())


def kept_connections() -> ClientSession:
    """Connections that are used again by whichever client has them as its `session`, without a limit, for what waits
    for a free one would time out unsent. Cookies are not kept: one workspace's are none of another's."""
    return ClientSession(
        connector=TCPConnector(limit=0, keepalive_timeout=KEPT_SECONDS),
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=TIMEOUT_SECONDS),
    )


def webhook_client(response_url: str, client: AsyncWebClient) -> AsyncWebhookClient:
    """A client for the response_url of a slash command, with the patience and the connections of `client`."""
    handlers = [
        FailuresTold(handler.failed, "response_url") if isinstance(handler, FailuresTold) else handler
        for handler in client.retry_handlers
    ]
    return AsyncWebhookClient(
        response_url,
        timeout=TIMEOUT_SECONDS,
        proxy=client.proxy,
        ssl=client.ssl,
        session=client.session,
        retry_handlers=handlers,
    )


def tell_of_failure(client: AsyncWebClient, method: str, code: str) -> None:
    """Tells whoever counts the client's failures of one that its handlers do not see."""
    for handler in client.retry_handlers:
        if isinstance(handler, FailuresTold):
            handler.failed(method, code)


@dataclass(frozen=True)
class Failure:
    """Why a call to Slack failed: Slack's error code or ours, and whether Slack may have done it all the same."""

    code: str
    uncertain: bool = False


def failure_of(error: Exception) -> Failure:
    """Reads an exception of slack_sdk or aiohttp."""
    match error:
        case SlackApiError(response=response):
            data = getattr(response, "data", None)
            status = getattr(response, "status_code", None) or getattr(response, "status", None)
            if isinstance(data, dict) and data.get("error"):
                return Failure(as_code(data["error"]))
            return Failure(f"http_{status}", uncertain=status == 200)
        case ClientConnectorError():
            return Failure("unreachable")
        case SlackObjectFormationError() | SlackRequestError() | InvalidURL():
            return Failure(type(error).__name__)
        case TimeoutError():
            return Failure("timeout", uncertain=True)
        case _:
            return Failure(type(error).__name__, uncertain=True)


def as_code(said: object) -> str:
    """An error code as Slack writes them, fit for a log; anything else could be a text."""
    code = str(said)
    return code if len(code) <= 60 and code.replace("_", "").isalnum() and code.isascii() else "unrecognised"
