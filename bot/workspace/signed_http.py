"""Slack's requests to the app's request URL, signed with the signing secret
(docs.slack.dev/authentication/verifying-requests-from-slack)."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class SignedHttp:
    """Posts events as JSON, commands and interactions as forms. Outcomes are fields of a Delivery."""

    def __init__(self, signing_secret: str) -> None:
        self._signature = SignatureVerifier(signing_secret)
        self._session: aiohttp.ClientSession | None = None

    async def send_event(
        self, url: str, envelope: dict[str, Any], retry_num: int, reason: str | None
    ) -> dict[str, Any]:
        """Any status of 2xx acknowledges it. Redirects are failures here; Slack follows two of them."""
        retry = {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": reason or ""} if retry_num else {}
        return await self._post(url, json.dumps(envelope), {"Content-Type": "application/json", **retry})

    async def send_command(self, url: str, payload: dict[str, Any]) -> dict[str, Any]:
        """A 200 acknowledges it; its body, JSON or text, may be a message."""
        return await self._post(url, urlencode(payload), FORM)

    async def send_interaction(self, url: str, payload: dict[str, Any]) -> dict[str, Any]:
        """A 200 acknowledges it. All of it stands in one field of the form, as JSON."""
        return await self._post(url, urlencode({"payload": json.dumps(payload)}), FORM)

    async def close(self) -> None:
        """Closes the connections."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, url: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        # The true time, whatever the workspace's clock says: the app compares it with its own.
        timestamp = str(int(time.time()))
        signature = self._signature.generate_signature(timestamp=timestamp, body=body) or ""
        signed = {**headers, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}
        agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        try:
            async with self._session.post(
                url, data=body.encode(), headers={**signed, **agent}, allow_redirects=False
            ) as answer:
                return await _outcome(answer)
        except (aiohttp.ClientError, OSError):
            return {"acked": False, "reason": "connection_failed"}


async def _outcome(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    text = await answer.text("utf-8", "replace")
    acked = 200 <= answer.status < 300
    return {
        "acked": acked,
        "status": answer.status,
        "body": _read(text),
        "reason": None if acked else "http_error",
        "no_retry": answer.headers.get("X-Slack-No-Retry") == "1",
    }


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text or None
