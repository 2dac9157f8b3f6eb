"""Every question ends in a message: what the book lacks is named, and a fault of ours is owned up to."""

import re
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import answering
from bot.workspace import Workspace


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.SOCKET


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("can I use 26 with 38244?", "38244 is not in the book."),
        ("can I use 22 with 38240?", "Modifier 22 is not in the book."),
        ("what is the weather in Basel", "I only answer coding questions from the book."),
        ("what do we charge for 38240", "The book holds no hospital's own charges"),
        (":wave:", "Ask about a code, a modifier, or both"),
        ("?", "I can't answer that from the book."),
        ("¿Qué significa esto?", "I can't answer that from the book."),
        ("help me", "Ask about a code, a modifier, or both"),
    ],
)
async def test_there_is_a_reply_to_everything(bot: Any, ask: Any, surface: str, text: str, begins: str) -> None:
    reply = await ask.by(surface, text)
    assert reply.text.startswith(begins), reply.text


async def test_a_long_paste_is_answered(bot: Any, ask: Any, surface: str, no_for_medicare: str) -> None:
    story = "The claim came back and nobody on the team could tell why. " * 60
    reply = await ask.by(surface, f"{story}\ncan I use 26 with 38240?")
    assert reply.text.startswith(no_for_medicare)


async def test_a_fault_of_ours_is_owned_up_to_with_a_number(
    workspace: Workspace,
    bot: Any,
    ask: Any,
    surface: str,
    question: str,
    no_for_medicare: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*arguments: Any) -> Any:
        raise RuntimeError(question)

    caplog.set_level("INFO", "bot")
    with monkeypatch.context() as patched:
        patched.setattr(answering, "ask", broken)
        reply = await ask.by(surface, question)
    assert reply.text.startswith("Something went wrong on my side")
    number = re.search(r"this number: (\w+)\.", reply.text)
    assert number is not None
    (logged,) = [record.getMessage() for record in caplog.records if record.getMessage().startswith("failed ")]
    assert number[1] in logged
    assert "error=builtins.RuntimeError" in logged
    assert question not in caplog.text
    assert (await ask.by(surface, question)).text.startswith(no_for_medicare)
