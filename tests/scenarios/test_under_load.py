"""Ended under load: nothing that was acknowledged is lost, nothing is answered twice, and what was not acknowledged is
answered when Slack delivers it again."""

import asyncio
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.workspace import Workspace, serve_workspace

USERS = ("ana", "ben", "cleo")


@pytest.fixture
async def workspace(manifest: Any) -> AsyncIterator[Workspace]:
    async with serve_workspace(manifest, retry_delays=(0.3, 1.5, 4.0)) as workspace:
        yield workspace


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "0"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_measure(process: Any, workspace: Workspace, ask: Any, question: str, number: signal.Signals) -> None:
    await process.start()
    asked = []
    gone = asyncio.Event()

    async def load() -> None:
        for n in range(90):
            user = USERS[n % 3]
            asked.append(await workspace.post(user, "coding-questions", ask.mentioning(f"@ {question}")))
            await asyncio.sleep(0.01)

    loading = asyncio.create_task(load())
    await workspace.wait_for(
        lambda: len(workspace.replies("coding-questions")) + sum(len(ask.replies(m)) for m in asked) > 20, 15
    )
    process.signal(number)
    status = await process.exited()
    await process.start()
    await loading
    try:
        await workspace.wait_for(lambda: all(ask.replies(m) for m in asked), 8)
    except TimeoutError:
        pass
    counts = [len(ask.replies(m)) for m in asked]
    print(number, status, "twice", sum(c > 1 for c in counts), "lost", sum(c == 0 for c in counts))
    for m in asked:
        if not ask.replies(m):
            pass
    assert 0
