"""One call of Slack's Web API, as the bot makes it: the same library, address and proxy, but without another try."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import (
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientHttpProxyError,
    ClientProxyConnectionError,
    ClientSSLError,
    WSServerHandshakeError,
)
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack.client import as_code, failure_of

SECONDS = 3
"""How long an answer is waited for."""


@dataclass(frozen=True)
class Answer:
    """What Slack answered, well or badly."""

    error: str
    """Slack's code, such as "invalid_auth"; empty where it did what was asked."""
    data: dict[str, Any]
    scopes: frozenset[str] | None
    """What the token may do; None where Slack did not say."""
    date: datetime | None
    """Slack's time."""
    asked_at: float
    """Our time when the call began, in seconds since 1970."""
    seconds: float
    """How long the answer took."""


class Unreachable(Exception):
    """No answer came, or none that says anything; the text is a clause that says why."""


def slack_client(settings: Settings, token: str | None = None) -> AsyncWebClient:
    """A client that fails at once and logs nothing."""
    return AsyncWebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=SECONDS,
        retry_handlers=[],
        logger=logging.Logger("silent", logging.CRITICAL + 1),
    )


async def call(
    client: AsyncWebClient, method: str, arguments: dict[str, str] | None = None, auth: dict[str, str] | None = None
) -> Answer:
    """Calls a method; `auth` is a client ID and secret in place of a token. Raises Unreachable."""
    began, asked_at = time.perf_counter(), time.time()
    try:
        response: Any = await client.api_call(method, data=arguments, auth=auth)
        error = ""
    except SlackApiError as refused:
        response, error = refused.response, failure_of(refused).code
    except Exception as failed:  # slack_sdk lets through whatever aiohttp and json raise
        raise Unreachable(why(failed)) from None
    if error == "ratelimited":
        raise Unreachable("Slack asks for fewer calls")
    if error.startswith("http_"):
        raise Unreachable(f"the answer was HTTP {error.removeprefix('http_')} and not one of Slack's API")
    seconds = time.perf_counter() - began
    data = getattr(response, "data", None)
    headers = getattr(response, "headers", None) or {}
    return Answer(
        error=error,
        data=data if isinstance(data, dict) else {},
        scopes=_scopes(headers.get("X-OAuth-Scopes")),
        date=_date(headers.get("Date")),
        asked_at=asked_at,
        seconds=seconds,
    )


def why(error: Exception) -> str:
    """Why nothing was answered, as a clause without the address or anything that was sent."""
    match error:
        case ClientConnectorDNSError():
            return "its name is not known to this machine's DNS"
        case ClientConnectorCertificateError() | ClientSSLError():
            return "TLS failed, or its certificate is not trusted here"
        case ClientProxyConnectionError() | ClientHttpProxyError():
            return "the proxy does not let the connection through"
        case WSServerHandshakeError(status=status):
            return f"the WebSocket was refused with HTTP {status}"
        case ClientConnectorError():
            return "no connection can be made"
        case TimeoutError():
            return f"no answer came within {SECONDS} s"
        case _:
            return f"the connection failed ({as_code(type(error).__name__)})"


def _scopes(header: str | None) -> frozenset[str] | None:
    return None if header is None else frozenset(scope.strip() for scope in header.split(",")) - {""}


def _date(header: str | None) -> datetime | None:
    try:
        return None if header is None else parsedate_to_datetime(header)
    except ValueError:
        return None
