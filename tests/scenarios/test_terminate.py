"""SIGTERM: what is in flight is answered, then the process ends by itself."""

import signal
from typing import Any

import pytest

from bot.workspace import Workspace


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
async def test_a_signal_ends_it(process: Any, workspace: Workspace, number: signal.Signals) -> None:
    await process.start()
    process.signal(number)
    assert await process.exited() == 0
    assert "event=stopped abandoned=0" in process.output


async def test_what_is_in_flight_is_answered_first(
    process: Any, workspace: Workspace, ask: Any, question: str, surface: str, no_for_medicare: str
) -> None:
    await process.start()
    method = "response_url" if surface == "slash" else "chat.postMessage"
    workspace.faults.rate_limit(method, retry_after=1)
    before = len(workspace.calls)
    await ask.by(surface, question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls[before:] if call.method == method])
    process.signal(signal.SIGTERM)
    assert await process.exited() == 0
    (reply,) = workspace.replies(workspace.dm("ana") if surface == "direct message" else "coding-questions")
    assert reply.text.startswith(no_for_medicare)
    assert "event=stopped abandoned=0" in process.output


async def test_what_comes_while_it_stops_is_answered_by_the_next_one(
    process: Any, workspace: Workspace, ask: Any, question: str, no_for_medicare: str
) -> None:
    await process.start()
    process.signal(signal.SIGTERM)
    assert await process.exited() == 0
    workspace.faults.lose_deliveries()  # the attempt of the time between
    asked = await workspace.post("ana", workspace.dm("ana"), question)
    await process.start()
    delivered = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
    await workspace.redeliver(str(delivered.event_id))
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    await ask.another()
    assert len(ask.replies(asked)) == 1
