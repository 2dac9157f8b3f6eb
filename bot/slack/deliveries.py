"""A delivery of Slack's, from an HTTP request to what Bolt dispatches."""

import re
import time
from collections.abc import Mapping

from slack_bolt.request.async_request import AsyncBoltRequest

READ = (
    "content-type",
    "x-slack-request-timestamp",
    "x-slack-signature",
    "x-slack-retry-num",
    "x-slack-retry-reason",
)
"""The headers that Bolt is given. Others of its own, which no signature covers, would keep a listener from running."""

SIGNED = {"x-slack-request-timestamp": r"\d{1,12}", "x-slack-signature": r"v0=[0-9a-f]{64}"}
"""docs.slack.dev/authentication/verifying-requests-from-slack: other values would raise in slack_sdk."""


STALE_SECONDS = 300
"""slack_sdk refuses what was signed longer ago than this, or that much ahead."""


def seconds_ahead(headers: Mapping[str, str]) -> int:
    """By how much the time of signing is ahead of our clock; 0 where none is said. Where all of Slack's requests are
    ahead, or behind, it is our clock that is wrong."""
    signed_at = headers.get("x-slack-request-timestamp")
    return 0 if signed_at is None else round(int(signed_at) - time.time())


def may_be_signed(headers: Mapping[str, str]) -> bool:
    """False where what should be the signature has not the form of one; whether it is one, Bolt finds out."""
    return all(name not in headers or re.fullmatch(form, headers[name], re.ASCII) for name, form in SIGNED.items())


def read_delivery(headers: Mapping[str, str], body: bytes) -> AsyncBoltRequest:
    """The request for Bolt. Raises whatever Bolt raises where the body is no delivery of Slack's."""
    written = body.decode("utf-8")
    read = AsyncBoltRequest(
        body=_without_false_payload(written), headers={name: headers[name] for name in READ if name in headers}
    )
    # The signature is that of the body as it came.
    read.raw_body = written
    return read


def _without_false_payload(form: str) -> str:
    """A form in which the word payload stands, but no field of that name: Bolt would take the form for an interaction
    without one, and drop the slash command."""
    if form.startswith("{") or re.search(r"(?:^|&)payload=", form):
        return form
    return form.replace("payload", "pay%6Coad")
