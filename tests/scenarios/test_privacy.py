"""No word of a question is logged or stored, at any level, whatever fails."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace
from tests.scenarios.experts import EXPERTS, Counter, with_experts

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


def assert_nothing_stays(output: str, database: Path, planted: tuple[str, ...] = PLANTED) -> None:
    assert "event=answered" in output
    for word in planted:
        assert word.lower() not in output.lower()
        assert word.lower().encode() not in stored(database).lower()


async def test_when_all_goes_well(loud: Any, ask: Any, database: Path, no_for_medicare: str) -> None:
    for surface in ("direct message", "mention", "slash"):
        reply = await ask.by(surface, QUESTION)
        assert reply.text.startswith(no_for_medicare)
        for word in PLANTED:
            assert word not in reply.text
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
    for word in PLANTED:
        assert word.lower() not in process.output.lower()
        assert word.lower().encode() not in stored(database).lower()
