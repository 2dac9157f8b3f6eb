"""No word of a question is logged or stored, at any level, whatever fails."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from cryptography.fernet import Fernet
from slack_sdk.signature import SignatureVerifier

from bot.settings import Mode
from bot.workspace import Workspace
from tests.scenarios.experts import EXPERTS, Counter, with_experts
from tests.scenarios.slack_of_many import CLIENT_ID, CLIENT_SECRET, serve_many

PLANTED = ("Zyxwina", "Quorbert", "00917733")
"""An invented name and record number, in no vocabulary."""
STORY = ("Florbax", "Gwendrith")
"""Invented words that identify nobody."""
QUESTION = f"patient {PLANTED[0]} {PLANTED[1]}, MRN {PLANTED[2]}: can I use 26 with 38240?"


def stored(database: Path) -> bytes:
    """All that the records hold on disk, the journal included."""
    files = [path for path in database.parent.iterdir() if path.name.startswith(database.name)]
    assert files
    return b"".join(path.read_bytes() for path in files)


@pytest.fixture
async def loud(process: Any, environment: dict[str, str]) -> Any:
    """A bot that logs all it can."""
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    environment["PYTHONASYNCIODEBUG"] = "1"
    await process.start()
    return process


def assert_nothing_in(written: str, planted: tuple[str, ...] = PLANTED) -> None:
    for word in planted:
        assert word.lower() not in written.lower()


def assert_nothing_stays(
    output: str, database: Path, planted: tuple[str, ...] = PLANTED, event: str = "answered"
) -> None:
    assert f"event={event}" in output
    assert_nothing_in(output, planted)
    assert_nothing_in(stored(database).decode("latin-1"), planted)


async def test_when_all_goes_well(loud: Any, ask: Any, database: Path, no_for_medicare: str) -> None:
    for surface in ("direct message", "mention", "slash"):
        reply = await ask.by(surface, QUESTION)
        assert reply.text.startswith(no_for_medicare)
        assert_nothing_in(reply.text)
    await ask.until(lambda: b"38240" in stored(database))
    await ask.another()
    assert_nothing_stays(loud.output, database)


@pytest.mark.parametrize("fault", ["blocks refused", "server error", "unknown error", "closed"])
async def test_when_slack_fails(loud: Any, workspace: Workspace, ask: Any, database: Path, fault: str) -> None:
    for surface in ("direct message", "mention", "slash"):
        method = "response_url" if surface == "slash" else "chat.postMessage"
        match fault:
            case "blocks refused":
                workspace.faults.refuse_blocks()
            case "server error":
                workspace.faults.fail(method)
            case "unknown error":
                workspace.faults.error(method, QUESTION)
            case "closed":
                workspace.faults.error(method, "not_in_channel")
        before = len(loud.output)
        await ask.by(surface, QUESTION, wait=False)
        await ask.settled(loud, before)
        workspace.faults.clear()
    await ask.another()
    assert_nothing_stays(loud.output, database)


async def test_when_slack_does_not_answer(loud: Any, workspace: Workspace, ask: Any, database: Path) -> None:
    workspace.faults.hang("chat.postMessage", seconds=12)
    await ask.by("direct message", QUESTION, wait=False)
    await ask.settled(loud)
    assert "error=timeout" in loud.output
    await ask.another()
    assert_nothing_stays(loud.output, database)


@pytest.mark.parametrize("fault", ["", "closed", "unknown error", "blocks refused"])
async def test_what_is_handed_to_the_experts_is_in_their_channel_alone(
    process: Any, workspace: Workspace, environment: dict[str, str], ask: Any, database: Path, fault: str
) -> None:
    """The words of a question that its asker confirmed, and an expert's answer, which the asker is sent."""
    with_experts(workspace)
    environment |= {"CODEBOOK_EXPERTS_CHANNEL": EXPERTS.id, "CODEBOOK_LOG_LEVEL": "DEBUG", "PYTHONASYNCIODEBUG": "1"}
    await process.start()
    counter = Counter(workspace)
    reply = await ask.mention(f"@ does the {STORY[0]} clinic use 26 with 38244?")
    match fault:
        case "closed":
            workspace.faults.error("chat.postMessage", "not_in_channel")
        case "unknown error":
            workspace.faults.error("chat.postMessage", QUESTION)
        case "blocks refused":
            workspace.faults.refuse_blocks()  # so that the experts read the text alone
    form = await counter.form("ana", reply, "ask_an_expert")
    assert STORY[0] in str(form.values)
    assert (await counter.submit("ana", QUESTION)).errors
    await counter.submit("ana", f"Does the {STORY[0]} clinic split it?")
    await counter.submit("ana")
    if fault in ("closed", "unknown error"):
        await counter.hears("ana", "Your question did not reach the experts", "coding-questions")
        await counter.hand_on("ana", reply)
    request = await counter.request()
    assert STORY[0] in request.text
    await counter.hears("ana", "Your question is with the experts", "coding-questions")
    if fault != "blocks refused":
        await counter.form("ben", request, "answer_request")
        assert (await counter.submit("ben", QUESTION, "answer")).errors
        await counter.submit("ben", f"No, says {STORY[1]}.", "answer")
        assert STORY[1] in await counter.hears("ana", "<@")
        await counter.press("ben", request, "resolve_request")
        await ask.until(lambda: "event=expert-resolved" in process.output)
    assert_nothing_stays(process.output, database, (*PLANTED, *STORY))
    elsewhere = [message for place in workspace.channels for message in workspace.replies(place)]
    assert [message for message in elsewhere if STORY[0] in str(message)] == []


@pytest.mark.parametrize("mode", [Mode.HTTP])
async def test_when_a_signature_is_wrong(
    process: Any, workspace: Workspace, environment: dict[str, str], ask: Any, database: Path
) -> None:
    environment["SLACK_SIGNING_SECRET"] = "f" * 32
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    await process.start()
    for surface in ("direct message", "mention", "slash"):
        await ask.by(surface, QUESTION, wait=False)
    await workspace.wait_for(
        lambda: len([d for d in workspace.deliveries if d.retry_num == 3 and d.acked is False]) == 2
    )
    assert process.output.count("event=request-refused status=401 reason=signature") == 9
    assert_nothing_stays(process.output, database, event="request-refused")


async def test_of_whatever_else_a_message_brings(
    loud: Any, workspace: Workspace, ask: Any, database: Path, shown: Any
) -> None:
    ana, place = workspace.user("ana"), workspace.dm("ana")
    files = [{"id": "F0FUZZ", "name": f"{PLANTED[0]}.pdf", "title": QUESTION, "preview": QUESTION}]
    asked = await workspace.post("ana", place, QUESTION, subtype="file_share", files=files)
    replies = [await ask.replied(asked)]
    quoted = [{"type": "section", "text": {"type": "mrkdwn", "text": QUESTION}}]
    replies.append(await ask.direct_message("", blocks=quoted))
    replies.append(await ask.direct_message(f"and TC? {PLANTED[0]}", thread_ts=asked.ts))
    replies.append(await ask.direct_message(f"{PLANTED[0]} {PLANTED[1]}"))
    await workspace.unfurl(await workspace.edit(asked, f"{QUESTION} {PLANTED[1]}"))
    await workspace.delete(asked)
    await workspace.post("ana", place, QUESTION, bot_id="B0ANOTHER", subtype="bot_message")
    for event in (
        {
            "type": "message",
            "channel": place.id,
            "channel_type": "im",
            "user": ana.id,
            "ts": QUESTION,
            "text": QUESTION,
        },
        {"type": "message", "channel": QUESTION, "channel_type": "im", "user": ana.id, "ts": "1700000000.000100"},
        {"type": "app_mention", "channel": "C0CODINGQ1", "user": PLANTED[0], "ts": "1700000000.000200"},
        {"type": "reaction_added", "reaction": PLANTED[1], "item": {"channel": place.id, "ts": QUESTION}},
    ):
        await workspace.send_event(event)
    await ask.another()
    await workspace.wait_for(lambda: all(delivery.acked is not None for delivery in workspace.deliveries))
    for reply in replies:
        assert_nothing_in(shown(reply))
    assert_nothing_stays(loud.output, database)


async def test_of_a_proposal_nothing_but_the_proposal_stays(
    loud: Any, workspace: Workspace, ask: Any, database: Path
) -> None:
    message = await workspace.post("ben", "coding-questions", QUESTION)
    workspace.faults.error("views.open", QUESTION)
    await workspace.shortcut("ana", message, "propose_for_the_book")
    await workspace.shortcut("ana", message, "propose_for_the_book")
    await workspace.wait_for(lambda: workspace.views("ana"))
    chosen: dict[str | tuple[str, str], str] = {"topic": "coverage", "verdict": "no", "modifier": ""}
    named: dict[str | tuple[str, str], str] = {
        "name": "",
        "source": "another source",
        "title": PLANTED[1],
        "url": f"https://{PLANTED[1]}.example/",
    }
    forms: list[dict[str | tuple[str, str], str]] = [
        {"entry": "3824", "text": QUESTION, "source": "cms-nca-hsct", "title": QUESTION, "name": QUESTION},
        {"entry": "38240", "text": f"{PLANTED[0]} {PLANTED[1]}", **named, "as_of": PLANTED[0]},
        {"entry": "38240", "text": f"{PLANTED[0]} {PLANTED[1]}", **named, "as_of": ""},
    ]
    for entered in forms:
        workspace.faults.error("chat.postMessage", QUESTION)
        sent = await workspace.submit_view("ana", values={**chosen, **entered})
        assert_nothing_in(json.dumps([sent.errors, sent.ack_body]))
    await ask.until(lambda: "event=proposed" in loud.output)
    workspace.faults.clear()
    await ask.another()
    assert loud.output.count("event=proposal-to-mend") == 2
    assert_nothing_stays(loud.output, database, event="proposed")


FORM, JSON = "application/x-www-form-urlencoded", "application/json"


def deliveries_of(workspace: Workspace) -> list[tuple[str, str]]:
    """What is no delivery of Slack's, by content type and body, with the words in every place."""
    event = {"type": "message", "channel_type": "im", "text": QUESTION, "user": "U0000000A1", "ts": "1700000000.000100"}
    envelope = {"type": "event_callback", "team_id": workspace.team_id, "event_id": "Ev0PLANTED", "note": QUESTION}
    press = {"type": "block_actions", "user": {"id": "U0000000A1"}, "response_url": QUESTION, "note": QUESTION}
    values = {"text": {"text": {"value": QUESTION}}}
    view = {"type": "modal", "callback_id": "propose_for_the_book", "private_metadata": QUESTION, "state": values}
    bodies: list[dict[str, Any]] = [
        {**envelope, "event": event},
        {**envelope, "event": {**event, "channel": [QUESTION]}},
        {**envelope, "event": {**event, "channel": PLANTED[0]}},
        {**envelope, "event": QUESTION},
        {**envelope, "event": {"type": QUESTION}},
        {**envelope, "team_id": QUESTION, "event": {**event, "channel": "D0000000A1"}},
        {**envelope, "authorizations": [QUESTION]},
        {**press, "actions": QUESTION},
        {**press, "actions": [{"action_id": "choose_section_1", "value": QUESTION}], "container": QUESTION},
        {**press, "actions": [{"action_id": "choose_section_1", "value": json.dumps([QUESTION, QUESTION])}]},
        {**press, "actions": [{"action_id": QUESTION}], "user": QUESTION},
        {"type": "view_submission", "view": {**view, "callback_id": [QUESTION]}},
        {"type": "view_submission", "view": {**view, "state": QUESTION}, "user": {"id": "U0000000A1"}},
        {"type": "view_submission", "view": {**view, "state": {"values": values}}, "user": {"id": "U0000000A1"}},
        {"type": "message_action", "callback_id": "propose_for_the_book", "message": QUESTION, "trigger_id": QUESTION},
        {"type": QUESTION, "note": QUESTION},
    ]
    command = {"command": "/cpt", "text": QUESTION, "user_id": QUESTION, "channel_id": QUESTION}
    return [
        *((JSON, json.dumps(body)) for body in bodies if "event_id" in body),
        *((FORM, urlencode({"payload": json.dumps(body)})) for body in bodies if "event_id" not in body),
        (FORM, urlencode(command)),
        (FORM, urlencode({**command, "user_id": "U0000000A1", "channel_id": "C0CODINGQ1", "response_url": QUESTION})),
        (FORM, f"payload={QUESTION}"),
        (JSON, f'{{"text": "{QUESTION}"'),
        (JSON, f'["{QUESTION}"]'),
        (JSON, '{"a":' * 3000 + QUESTION),
        (f"multipart/form-data; boundary={PLANTED[0]}", f"--{PLANTED[0]}\r\n\r\n{QUESTION}"),
        (QUESTION, QUESTION),
        (JSON, json.dumps({**envelope, "event": {**event, "text": QUESTION * 20_000}})),
    ]


async def answers_to(workspace: Workspace, sent: list[tuple[str, str]], secret: str) -> AsyncIterator[tuple[int, str]]:
    """Status and body for each, signed."""
    async with aiohttp.ClientSession() as session:
        for kind, body in sent:
            stamp = str(int(time.time()))
            signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
            headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
            headers |= {"X-Slack-Retry-Reason": PLANTED[0], "User-Agent": PLANTED[1]}
            url = f"{workspace.request_url}?{urlencode({'q': QUESTION})}"
            async with session.post(url, data=io.BytesIO(body.encode()), headers=headers) as answer:
                yield answer.status, f"{answer.headers} {await answer.text()}"


@pytest.mark.parametrize("mode", [Mode.HTTP])
async def test_of_what_is_no_delivery(loud: Any, workspace: Workspace, ask: Any, database: Path) -> None:
    sent = deliveries_of(workspace)
    async for status, said in answers_to(workspace, sent, workspace.signing_secret):
        assert status in (200, 400, 404, 413)
        assert_nothing_in(said)
    async for status, said in answers_to(workspace, sent, "f" * 32):
        assert status in (400, 401, 413)
        assert_nothing_in(said)
    await ask.another()
    assert "status=413" in loud.output
    assert_nothing_stays(loud.output, database, event="unreadable-request")


@pytest.fixture
async def of_many(environment: dict[str, str]) -> AsyncIterator[None]:
    """A bot that many workspaces may install."""
    del environment["SLACK_BOT_TOKEN"], environment["SLACK_APP_TOKEN"]
    environment |= {"SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET}
    environment["CODEBOOK_ENCRYPTION_KEYS"] = Fernet.generate_key().decode()
    async with serve_many() as many:
        environment["SLACK_API_URL"] = f"{many.url}api/"
        yield


@pytest.mark.parametrize("mode", [Mode.HTTP])
async def test_of_who_installs(of_many: None, loud: Any, workspace: Workspace, ask: Any, database: Path) -> None:
    base = str(workspace.request_url).removesuffix("/slack/events")
    cookie = {"Cookie": f"slack-app-oauth-state={PLANTED[0]}", "Referer": QUESTION, "User-Agent": QUESTION}
    async with aiohttp.ClientSession(headers=cookie) as session:
        for path, query in [
            ("/slack/oauth_redirect", {"error": PLANTED[0]}),
            ("/slack/oauth_redirect", {"error": QUESTION, "state": PLANTED[0]}),
            ("/slack/oauth_redirect", {"code": PLANTED[0], "state": PLANTED[0]}),
            ("/slack/oauth_redirect", {"code": QUESTION}),
            ("/slack/install", {"q": QUESTION}),
            ("/slack/install/", {"q": QUESTION}),
            (f"/{PLANTED[0]}", {"q": QUESTION}),
        ]:
            async with session.get(base + path, params=query, allow_redirects=False) as answer:
                assert answer.status < 500
                assert_nothing_in(f"{answer.headers} {await answer.text()}")
    for surface in ("direct message", "mention", "slash"):
        await ask.by(surface, QUESTION, wait=False)
    await asyncio.sleep(0.2)
    assert_nothing_stays(loud.output, database, event="not-installed")
