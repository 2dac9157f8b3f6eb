"""A process that is killed while it answers: the asker is told, and is answered should Slack deliver once more."""

from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.workspace import Workspace


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.SOCKET


async def test_the_asker_is_told_once_and_answered_should_slack_deliver_it_again(
    process: Any, workspace: Workspace, ask: Any, question: str, no_for_medicare: str
) -> None:
    workspace.faults.rate_limit("chat.postMessage", retry_after=600)
    await process.start()
    asked = await ask.by("mention", question, wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    await process.kill()
    await process.start()
    (told,) = await workspace.wait_for(lambda: ask.replies(asked), 20)
    assert told.text == words.INTERRUPTED and told.thread_ts == asked.ts
    event = next(str(delivery.event_id) for delivery in workspace.deliveries if delivery.kind == "event")
    for retry in (2, 3):
        await workspace.redeliver(event, retry_num=retry)
    await workspace.wait_for(lambda: len(ask.replies(asked)) > 1)
    await ask.another()
    _, answer = ask.replies(asked)
    assert answer.text.startswith(no_for_medicare)
