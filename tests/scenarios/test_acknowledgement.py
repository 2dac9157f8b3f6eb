"""Every delivery is acknowledged within Slack's 3 s, whatever takes long after it."""

from typing import Any

from bot.workspace import Workspace


async def test_a_message_is_acknowledged_while_its_answer_hangs(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    workspace.faults.hang("chat.postMessage", seconds=4)
    asked = await ask.by("direct message", question, wait=False)
    delivery = await workspace.wait_for(lambda: next((d for d in workspace.deliveries if d.acked is not None), None))
    assert delivery.acked
    assert delivery.seconds < 1
    await ask.another()
    mine = [d for d in workspace.deliveries if d.kind == "event" and d.envelope["event"].get("ts") == asked.ts]
    assert [d.retry_num for d in mine] == [0]
    assert len(ask.replies(asked)) == 1


async def test_a_command_is_acknowledged_once_it_is_answered(
    workspace: Workspace, bot: Any, question: str, no_for_medicare: str
) -> None:
    """Slack delivers it once: should the bot be killed before, the asker sees that it failed."""
    workspace.faults.hang("response_url", seconds=0.5)
    result = await workspace.command("ana", "coding-questions", "/cpt", question)
    assert result.acked and result.seconds is not None and result.seconds >= 0.5
    assert workspace.messages("coding-questions")[-1].text.startswith(no_for_medicare)


async def test_a_command_is_acknowledged_while_its_answer_hangs(workspace: Workspace, bot: Any, question: str) -> None:
    workspace.faults.hang("response_url", seconds=8)
    result = await workspace.command("ana", "coding-questions", "/cpt", question)
    assert result.acked


async def test_many_questions_at_once_are_all_acknowledged_and_answered(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    asked = [
        await workspace.post(user, workspace.dm(user), question) for _ in range(20) for user in ("ana", "ben", "cleo")
    ]
    await workspace.wait_for(
        lambda: sum(len(workspace.replies(workspace.dm(user))) for user in ("ana", "ben", "cleo")) == len(asked), 30
    )
    await ask.another()
    brought = [delivery for delivery in workspace.deliveries if delivery.kind == "event"]
    await workspace.wait_for(lambda: all(delivery.acked for delivery in brought))
    assert max(delivery.seconds or 0.0 for delivery in brought) < 3
    assert {delivery.retry_num for delivery in brought} == {0}
