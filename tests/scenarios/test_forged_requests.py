"""HTTP: whoever is not Slack is refused, and is told nothing."""

import hashlib
import hmac
import io
import json
import logging
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
        more: dict[str, str] | None = None,
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
        headers |= more or {}
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


@pytest.mark.parametrize(
    "more",
    [
        {"X-Slack-Request-Timestamp": value}
        for value in ("", "x", "-1", "1e9", "1_0", "nan", "0x10", "9" * 30, "\u00b2", " ")
    ]
    + [{"X-Slack-Signature": value} for value in ("", "v0=", "v0=" + "0" * 64, "v1=0", "\u00e9" * 20, "x" * 5000)],
)
async def test_what_is_no_signature_at_all_is_refused_like_a_wrong_one(
    ask: Any, send: Send, more: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    assert (await send(more=more))[0] == 401
    await ask.another()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_headers_that_are_bolts_own_change_nothing(workspace: Workspace, send: Send) -> None:
    status, _ = await send(more={"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "x"})
    assert status == 200
    await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))


@pytest.mark.parametrize("text", ["what is a payload?", "payload=38240", "&payload={}", "38240 payload=", "{payload}"])
async def test_a_command_may_hold_the_word_for_an_interaction(bot: Any, ask: Any, text: str) -> None:
    assert (await ask.slash(text)).source == "response_url"


@pytest.mark.parametrize(
    "body",
    [
        {"event": None},
        {"event": "message"},
        {"event": {"type": ["message"]}},
        {"event": {"type": "message", "channel": None, "channel_type": "im", "thread_ts": "1.1"}},
        {"event": {"type": "assistant_thread_started"}},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [{"action_id": 1}]},
        {"type": "block_actions", "actions": [{"value": "x"}]},
        {"type": "block_actions", "actions": [{"action_id": "choose_section_1"}], "user": "U1"},
        {"type": "block_actions", "actions": [{"action_id": "choose_section_1"}], "container": [1]},
        {
            "type": "block_actions",
            "actions": [{"action_id": "choose_section_1"}],
            "container": {"channel_id": "\ud800"},
        },
        {"type": "message_action", "callback_id": "propose_for_the_book", "message": ["38240"]},
        {"type": "view_submission", "view": {"callback_id": 1, "type": "modal"}},
        {"type": "view_submission", "view": {"callback_id": "propose_for_the_book", "type": "modal", "state": []}},
        {"type": "workflow_step_edit", "callback_id": "x"},
        {"command": ["/cpt"]},
        {"command": "/cpt", "user_id": {"id": "U1"}},
        {"command": "/cpt", "team_id": "x" * 400},
        {"command": "/cpt", "channel_id": "C0\u0000"},
    ],
)
async def test_a_delivery_of_another_shape_is_refused_before_anything_reads_it(
    ask: Any, send: Send, body: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    whole = {"type": "event_callback", "event_id": "Ev0SHAPE"} if "event" in body else {}
    assert await send(body=json.dumps({**whole, **body})) == (400, "unreadable")
    await ask.another()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_body_that_is_too_long_is_refused(workspace: Workspace, ask: Any, send: Send) -> None:
    assert (await send(body=json.dumps({"text": "x" * 2_000_000})))[0] == 413
    await ask.another()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "null", '"text"', '{"event": 1}', '{"type": "event_callback"}', b"\xff"]
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
async def test_signed_nonsense_does_no_harm(ask: Any, send: Send, body: str | bytes, kind: str) -> None:
    status, said = await send(body=body, kind=kind)
    assert status in (200, 400, 404)
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
