"""Follow-up buttons: a press is answered as a new message beside the reply, once, to those who see the reply."""

import asyncio
from typing import Any

from bot.workspace import Message, PressResult, Workspace

TC = "38240 with modifier TC"
PAYMENT = "38240: payment"


def buttons(message: Message) -> dict[str, str]:
    return {
        element["text"]["text"]: element["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    }


async def press(workspace: Workspace, message: Message, says: str, user: str = "ana") -> PressResult:
    result = await workspace.press(user, message, buttons(message)[says])
    assert result.acked
    return result


async def test_in_a_direct_message_the_answer_comes_below(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    first = await ask.direct_message(question)
    assert list(buttons(first)) == [TC, PAYMENT, "38240: modifiers"]
    await press(workspace, first, TC)
    await ask.until(lambda: len(workspace.replies(workspace.dm("ana"))) == 2)
    before, after = workspace.replies(workspace.dm("ana"))
    assert before == first
    assert TC in after.text and after.thread_ts is None
    assert "38240: units" in (await ask.direct_message("units?")).text


async def test_in_a_thread_each_is_answered_once_and_in_the_thread(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    first = await ask.mention(f"@ {question}")
    presses = [press(workspace, first, says, user) for says in (TC, PAYMENT) for user in ("ana", "ben")]
    await asyncio.gather(*presses)
    await ask.until(lambda: len(workspace.replies("coding-questions")) == 3)
    await ask.another()
    replies = workspace.replies("coding-questions")[:3]
    assert {reply.thread_ts for reply in replies} == {first.thread_ts}
    assert sum(TC in reply.text.splitlines() for reply in replies) == 1
    assert sum(PAYMENT in reply.text.splitlines() for reply in replies) == 1


async def test_after_a_slash_command_the_answer_is_as_private(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    first = await ask.slash(question)
    await press(workspace, first, TC)
    await ask.until(lambda: len(workspace.replies("coding-questions")) == 2)
    before, after = workspace.replies("coding-questions")
    assert before == first
    assert (after.ephemeral_to, after.source) == (workspace.user("ana").id, "response_url")
    assert TC in after.text


def menu(message: Message) -> dict[str, Any]:
    """The menu of other sections: its action_id, and the values of its options by what they say."""
    (found,) = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "static_select"
    ]
    return {"action_id": found["action_id"], **{one["text"]["text"]: one["value"] for one in found["options"]}}


async def test_another_section_is_taken_from_the_menu(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    first = await ask.mention(f"@ {question}")
    offered = menu(first)
    result = await workspace.press("ben", first, offered["action_id"], offered["38240: coverage"])
    assert result.acked
    await ask.until(lambda: len(workspace.replies("coding-questions")) == 2)
    before, after = workspace.replies("coding-questions")
    assert before == first
    assert "38240: coverage" in after.text and after.thread_ts == first.thread_ts


async def test_two_sections_of_one_menu_are_both_answered(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    first = await ask.direct_message(question)
    offered = menu(first)
    for says in ("38240: coverage", "38240: coverage", "38240: units"):
        await workspace.press("ana", first, offered["action_id"], offered[says])
    await ask.until(lambda: len(workspace.replies(workspace.dm("ana"))) == 3)
    await ask.another()
    assert len(workspace.replies(workspace.dm("ana"))) == 3


async def test_a_private_follow_up_is_about_the_same_quarter(workspace: Workspace, bot: Any, ask: Any) -> None:
    first = await ask.slash("can I use 26 with 38240 on 2024-08-05?")
    values = [
        element["value"]
        for block in first.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith("next_section_") and element["type"] == "button"
    ]
    assert values and all("2024-07-01" in value for value in values)
    assert not any("08-05" in value for value in values)
