"""kill -9, then Slack delivers again: the answer is neither lost nor given twice."""

import asyncio
from typing import Any

import pytest

from bot.database_url import asynchronous_url
from bot.workspace import Delivery, Message, Workspace
from tests.records.conftest import Database

DATABASES = ("sqlite", "postgresql")
# Slash commands are left out: Slack does not deliver them again.
each_surface = pytest.mark.parametrize(
    ("surface", "database_url"),
    list(zip(("direct message", "mention"), DATABASES, strict=True)),
    indirect=["database_url"],
)


def first_delivery(workspace: Workspace) -> Delivery:
    return next(delivery for delivery in workspace.deliveries if delivery.kind == "event")


async def closed(database_url: str, message: Message) -> None:
    """Returns once it is written that the message was answered, which is a moment after the answer is seen."""
    database = Database(asynchronous_url(database_url))
    async with asyncio.timeout(15):
        state = "SELECT state FROM claims WHERE ts = :ts"
        while await database.rows(state, ts=message.ts) != [("answered",)]:  # noqa: ASYNC110 (nothing announces it)
            await asyncio.sleep(0.02)


@each_surface
async def test_killed_after_the_answer_it_does_not_answer_again(
    process: Any, workspace: Workspace, ask: Any, question: str, surface: str, database_url: str
) -> None:
    await process.start()
    asked = await ask.by(surface, question, wait=False)
    await ask.replied(asked)
    await closed(database_url, asked)
    await process.kill()
    await process.start()
    again = await workspace.redeliver(str(first_delivery(workspace).event_id))
    assert again.acked
    await ask.another()
    assert len(ask.replies(asked)) == 1


@each_surface
async def test_killed_before_the_answer_it_answers_what_is_delivered_again(
    process: Any, workspace: Workspace, ask: Any, question: str, surface: str, no_for_medicare: str
) -> None:
    workspace.faults.rate_limit("chat.postMessage", retry_after=600)
    await process.start()
    asked = await ask.by(surface, question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    await process.kill()
    await process.start()
    await workspace.redeliver(str(first_delivery(workspace).event_id))
    assert (await ask.replied(asked)).text.startswith(no_for_medicare)
    await workspace.redeliver(str(first_delivery(workspace).event_id), retry_num=2)
    await ask.another()
    assert len(ask.replies(asked)) == 1


@pytest.mark.parametrize("database_url", DATABASES, indirect=True)
async def test_after_a_kill_the_thread_is_still_known(
    process: Any, workspace: Workspace, ask: Any, question: str
) -> None:
    await process.start()
    asked = await ask.by("mention", question, wait=False)
    await ask.replied(asked)
    await ask.another()
    await process.kill()
    await process.start()
    reply = await ask.mention("@ and TC?", thread_ts=asked.ts)
    assert "38240 with modifier TC" in reply.text
