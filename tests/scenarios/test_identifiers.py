"""A question with what identifies a patient: answered, and its asker alone is told that this does not belong here."""

import asyncio
from pathlib import Path
from typing import Any

from bot.slack import words
from bot.workspace import Message, Workspace

WITH_IDENTIFIERS = "pt Jane Sample MRN 00917733 DOB 01/26/1961: can I use 26 with 38240?"


def notices(messages: list[Message]) -> list[Message]:
    said = (words.IDENTIFIERS_MESSAGE, words.IDENTIFIERS_COMMAND)
    return [message for message in messages if message.text in said]


async def test_in_a_channel_only_the_asker_sees_it_in_the_thread_below_the_answer(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    asked = await workspace.post("ana", "coding-questions", ask.mentioning(f"@ {WITH_IDENTIFIERS}"))
    answer, notice = await workspace.wait_for(lambda: len(found := ask.replies(asked)) == 2 and found)
    assert answer.text.startswith(no_for_medicare)
    assert answer.ephemeral_to is None
    assert (notice.text, notice.source) == (words.IDENTIFIERS_MESSAGE, "chat.postEphemeral")
    assert (notice.ephemeral_to, notice.thread_ts) == (workspace.user("ana").id, asked.ts)
    assert notices(workspace.messages("coding-questions", thread_ts=asked.ts, visible_to="ben")) == []


async def test_in_a_direct_message_it_comes_after_the_answer(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    asked = await ask.by("direct message", WITH_IDENTIFIERS, wait=False)
    answer, notice = await workspace.wait_for(lambda: len(found := ask.replies(asked)) == 2 and found)
    assert answer.text.startswith(no_for_medicare)
    assert (notice.text, notice.source) == (words.IDENTIFIERS_MESSAGE, "chat.postMessage")


async def test_a_slash_command_gets_a_second_private_response(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    answer = await ask.slash(WITH_IDENTIFIERS)
    assert answer.text.startswith(no_for_medicare)
    (notice,) = await workspace.wait_for(lambda: notices(workspace.messages("coding-questions")))
    assert (notice.text, notice.source) == (words.IDENTIFIERS_COMMAND, "response_url")
    assert notice.ephemeral_to == workspace.user("ana").id
    assert answer in workspace.messages("coding-questions", visible_to="ana")


async def test_it_is_told_once_a_message(workspace: Workspace, bot: Any, ask: Any) -> None:
    asked = await ask.by("direct message", WITH_IDENTIFIERS, wait=False)
    await workspace.wait_for(lambda: notices(ask.replies(asked)))
    delivery = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
    await workspace.redeliver(str(delivery.event_id))
    await ask.another()
    assert len(notices(ask.replies(asked))) == 1


async def test_other_questions_are_not_told(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    for surface in ("direct message", "mention", "slash"):
        await ask.by(surface, f"{question} DOS 3/5/2026, POS 21, CO-97, $142.00")
    await ask.another()
    for place in ("coding-questions", workspace.dm("ana").id):
        assert notices(workspace.messages(place)) == []


async def test_where_slack_refuses_the_notice_the_answer_stands(
    workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str
) -> None:
    workspace.faults.error("chat.postEphemeral", "user_not_in_channel")
    answer = await ask.mention(f"@ {WITH_IDENTIFIERS}")
    assert answer.text.startswith(no_for_medicare)
    (notice,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    assert notice.text == words.IDENTIFIERS_MESSAGE


async def test_the_log_holds_how_many_kinds_and_no_kind(
    process: Any, ask: Any, environment: dict[str, str], database: Path
) -> None:
    environment["CODEBOOK_LOG_LEVEL"] = "DEBUG"
    await process.start()
    await ask.by("direct message", WITH_IDENTIFIERS)
    await ask.until(lambda: "event=identifiers-noticed" in process.output)
    (line,) = [line for line in process.output.splitlines() if "identifiers-noticed" in line]
    assert " surface=direct-message kinds=4 delivered=arrived id=" in line
    stored = await asyncio.to_thread(database.read_bytes)
    for word in ("00917733", "Jane", "Sample", "1961", "record-number", "birth"):
        assert word.lower() not in process.output.lower()
        assert word.lower().encode() not in stored.lower()
