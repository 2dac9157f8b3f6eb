"""What is counted, and that no word of anybody's is among it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace
from tests.ports import free_port
from tests.reference.files import imported, titles
from tests.scenarios.probing import Probe

PLANTED = ("Zyxwina", "Quorbert", "00917733")
QUESTION = f"patient {PLANTED[0]} {PLANTED[1]}, MRN {PLANTED[2]}: can I use 26 with 38240?"


@pytest.fixture
def probe() -> Probe:
    return Probe(free_port())


@pytest.fixture
def environment(environment: dict[str, str], probe: Probe, tmp_path: Path) -> dict[str, str]:
    reference = tmp_path / "reference.sqlite3"
    imported(reference, titles(tmp_path, ("J1100", "Invented title"), name="HCPC2024_OCT_ANWEB.csv"))
    return {
        **environment,
        "CODEBOOK_HEALTH_PORT": str(probe.port),
        "CODEBOOK_REPLIES_PER_MINUTE": "12",
        "CODEBOOK_REFERENCE": str(reference),
    }


@pytest.fixture
def counted(probe: Probe) -> Callable[..., Any]:
    """Waits until a sample has a value: it is counted after the answer is seen."""

    async def wait(sample: str, value: float) -> None:
        async with asyncio.timeout(30):
            while (await probe.metrics()).get(sample) != value:  # noqa: ASYNC110 (asking is the way to know)
                await asyncio.sleep(0.05)

    return wait


async def test_answers_are_counted_by_surface_and_outcome(
    bot: Any, ask: Any, probe: Probe, counted: Any, mode: Mode
) -> None:
    await ask.direct_message(QUESTION)
    await ask.mention(f"@ {QUESTION}", user="ben")
    await ask.slash("what about 99999?", user="cleo")
    await counted("codebook_questions_total{outcome=answer,surface=direct-message}", 1)
    await counted("codebook_questions_total{outcome=answer,surface=mention}", 1)
    await counted("codebook_deliveries_total{delivered=arrived,surface=command}", 1)
    await counted("codebook_in_flight", 0)
    found = await probe.metrics()
    assert [name for name in found if name.startswith("codebook_questions_total") and "surface=command" in name]
    assert found["codebook_answer_seconds_count{surface=mention}"] == 1
    assert 0 < found["codebook_answer_seconds_sum{surface=mention}"] < 15
    assert found["codebook_book_entries"] > 50
    assert (found["codebook_book_loads_total"], found["codebook_book_faults"]) == (1, 0)
    assert ("codebook_socket_connected" in found) is (mode is Mode.SOCKET)
    assert found["process_resident_memory_bytes"] > 0


async def test_what_fails_is_counted_by_method_and_code(bot: Any, ask: Any, workspace: Workspace, counted: Any) -> None:
    workspace.faults.rate_limit("chat.postMessage")
    await ask.direct_message(QUESTION)
    await counted("codebook_slack_errors_total{code=ratelimited,method=chat.postMessage}", 1)
    workspace.faults.error("response_url", "used_url")
    await ask.slash(QUESTION, user="ben")
    await counted("codebook_slack_errors_total{code=used_url,method=response_url}", 1)
    workspace.faults.fail("chat.postMessage", status=503)
    await ask.direct_message(QUESTION, user="cleo")
    await counted("codebook_slack_errors_total{code=http_503,method=chat.postMessage}", 1)


async def test_duplicates_and_refusals_are_counted(bot: Any, ask: Any, workspace: Workspace, counted: Any) -> None:
    for _ in range(12):
        await ask.direct_message("what is modifier TC?")
    delivered = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
    await workspace.redeliver(str(delivered.event_id))
    # On a busy machine Slack's side may have delivered one again by itself.
    again = sum(delivery.retry_num > 0 for delivery in workspace.deliveries)
    await counted("codebook_duplicates_dropped_total{surface=direct-message}", again)
    await ask.direct_message("what is modifier TC?")
    await counted("codebook_questions_refused_total{reason=limit,surface=direct-message}", 1)


async def test_editions_are_told_with_their_first_day(bot: Any, probe: Probe) -> None:
    found = await probe.metrics()
    (edition,) = [name for name in found if name.startswith("codebook_edition_info")]
    assert "effective=2024-10-01" in edition
    assert found[edition.replace("_info", "_outdated")] == 1
    assert found[edition.replace("_info", "_effective_timestamp_seconds")] == 1727740800


@pytest.mark.parametrize("mode", [Mode.SOCKET])
async def test_connections_are_counted_by_the_reason_of_their_end(bot: Any, workspace: Workspace, counted: Any) -> None:
    await counted("codebook_socket_connected", 2)
    await workspace.disconnect("refresh_requested", most=1)
    await counted("codebook_socket_ended_total{reason=refresh_requested}", 1)
    await counted("codebook_socket_connected", 2)
    await counted("codebook_socket_opened_total", 3)


async def test_no_word_of_anybody_is_a_label(
    bot: Any, ask: Any, workspace: Workspace, probe: Probe, counted: Any
) -> None:
    names = {"direct message": "direct-message", "mention": "mention", "slash": "command"}
    for surface, name in names.items():
        for number, fault in enumerate(["", "closed", "unknown error", "refused blocks"], 1):
            method = "response_url" if surface == "slash" else "chat.postMessage"
            match fault:
                case "closed":
                    workspace.faults.error(method, "not_in_channel")
                case "unknown error":
                    workspace.faults.error(method, QUESTION)
                case "refused blocks":
                    workspace.faults.refuse_blocks()
            await ask.by(surface, f"{QUESTION} {number}", wait=False)
            await counted(f"codebook_answer_seconds_count{{surface={name}}}", number)
            workspace.faults.clear()
    _, text = await probe.text("/metrics")
    assert "codebook_questions_total" in text
    for word in (*PLANTED, "ana", workspace.user("ana").id, workspace.team_id, workspace.bot_token, "/commands/"):
        assert word.lower() not in text.lower()
