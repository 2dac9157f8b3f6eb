"""HTTP: whoever is not Slack is refused, and is told nothing."""

import hashlib
import hmac
import io
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from bot.settings import Mode
from bot.workspace import Workspace


@pytest.fixture(params=[Mode.HTTP], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    """Socket Mode takes no requests."""
    found: Mode = request.param
    return found


Send = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def send(workspace: Workspace, bot: Any, question: str) -> Send:
    async def send(
        secret: str | None = None,
        age: float = 0,
        body: str | bytes | None = None,
        changed: bool = False,
        kind: str = "application/json",
    ) -> tuple[int, str]:
        """Posts a direct message with the question, signed as told; returns status and body."""
        event = {
            "type": "message",
            "channel_type": "im",
            "channel": workspace.dm("ana").id,
            "user": workspace.user("ana").id,
            "text": question,
            "ts": f"{time.time():.6f}",
        }
        envelope = {"type": "event_callback", "team_id": workspace.team_id, "event_id": "Ev0FORGED", "event": event}
        content = json.dumps(envelope) if body is None else body
        content = content.encode() if isinstance(content, str) else content
        timestamp = str(int(time.time() - age))
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": timestamp}
        signed = b"v0:" + timestamp.encode() + b":" + content
        signature = hmac.new((secret or workspace.signing_secret).encode(), signed, hashlib.sha256).hexdigest()
        if secret != "":
            headers["X-Slack-Signature"] = f"v0={signature}"
        sent = content.replace(b"26", b"TC") if changed else content
        async with (
            aiohttp.ClientSession() as session,
            session.post(str(workspace.request_url), data=io.BytesIO(sent), headers=headers) as answer,
        ):
            return answer.status, await answer.text()

    return send


async def test_what_slack_signed_is_answered(workspace: Workspace, ask: Any, send: Send) -> None:
    assert (await send())[0] == 200
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))


@pytest.mark.parametrize(
    "forged",
    [{"secret": "f" * 32}, {"secret": ""}, {"age": 301}, {"age": -301}, {"changed": True}],
    ids=["another secret", "no signature", "old", "from the future", "changed on its way"],
)
async def test_a_forged_or_stale_request_is_refused(
    workspace: Workspace, ask: Any, send: Send, forged: dict[str, Any]
) -> None:
    status, body = await send(**forged)
    assert status == 401
    assert "38240" not in body
    await ask.another()
    assert workspace.replies(workspace.dm("ana")) == []


async def test_a_body_that_is_too_long_is_refused(workspace: Workspace, ask: Any, send: Send) -> None:
    assert (await send(body=json.dumps({"text": "x" * 2_000_000})))[0] == 413
    await ask.another()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"text"', '{"event": 1}', '{"type": "event_callback"}', b"\xff"]
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
async def test_signed_nonsense_does_no_harm(ask: Any, send: Send, body: str | bytes, kind: str) -> None:
    status, said = await send(body=body, kind=kind)
    assert status in (200, 400, 401, 404, 500)
    assert "Error" not in said
    await ask.another()


async def test_slack_checks_the_address_before_it_delivers(send: Send) -> None:
    status, body = await send(body=json.dumps({"type": "url_verification", "challenge": "c0ffee"}))
    assert status == 200
    assert "c0ffee" in body


async def test_other_paths_and_methods_are_refused(workspace: Workspace, bot: Any) -> None:
    base = str(workspace.request_url).removesuffix("/slack/events")
    async with aiohttp.ClientSession() as session:
        for method, path, status in [
            ("GET", "/slack/events", 405),
            ("POST", "/", 404),
            ("GET", "/../etc/passwd", 404),
            ("GET", "/healthz", 200),
        ]:
            async with session.request(method, base + path) as answer:
                assert answer.status == status, path
