"""Real payloads to begin with: a session in the local workspace, as Slack would deliver it."""

import copy
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.settings import Mode
from bot.slack.manifest import manifest_path
from bot.workspace import Message, Refused, Workspace, serve_workspace
from bot.workspace.naming import elements_of
from bot.workspace.option_rules import options_of
from tests.scenarios.conftest import Asking, Bot

QUESTIONS = (
    "can I use 26 with 38240?",
    "what is modifier TC?",
    "38240",
    "is 99999 payable?",
    "prior auth",
    "what does your hospital charge for 38240?",
    "help",
)
EVENTS = ("app_uninstalled", "tokens_revoked", "app_home_opened", "member_joined_channel", "reaction_added")


@dataclass(frozen=True)
class Seed:
    """One delivery: `kind` is "event" (JSON), "command" (a form) or "interaction" (JSON in a form)."""

    kind: str
    payload: dict[str, Any]


async def recorded() -> list[Seed]:
    """What Slack delivers while people ask, press everything, propose, and leave. Secrets are the stand-in's."""
    with tempfile.TemporaryDirectory() as folder:
        async with serve_workspace(manifest_path(), retry_delays=()) as workspace:
            bot = Bot(workspace, Mode.HTTP, _environment(workspace, Path(folder)))
            await bot.start()
            try:
                await _play(workspace)
            finally:
                await bot.stop()
            return list(_different(workspace))


def _environment(workspace: Workspace, folder: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_API_URL": workspace.api_url,
        "CODEBOOK_DATABASE_URL": f"sqlite:///{(folder / 'records.sqlite3').as_posix()}",
        "CODEBOOK_EXPERTS_CHANNEL": "C0CODINGQ1",
        "CODEBOOK_REPLIES_PER_MINUTE": "0",
    }


async def _play(workspace: Workspace) -> None:
    ask = Asking(workspace)
    for question in QUESTIONS:
        for reply in (
            await ask.direct_message(question),
            await ask.mention(f"@ {question}"),
            await ask.slash(question),
        ):
            await _press_all(workspace, reply)
    asked = await workspace.post("ana", workspace.dm("ana"), QUESTIONS[0])
    await ask.replied(asked)
    await ask.direct_message("and 38241?", thread_ts=asked.ts)
    await workspace.unfurl(await workspace.edit(asked, QUESTIONS[1]))
    await workspace.delete(asked)
    await workspace.post("ana", workspace.dm("ana"), "38240", subtype="file_share", files=[{"id": "F0FUZZ"}])
    await workspace.post("ben", "coding-questions", "<@U0CODEBOOK> 38240", subtype="bot_message", bot_id="B0OTHER")
    await _propose(workspace)
    for kind in EVENTS:
        await workspace.send_event({"type": kind, "user": workspace.user("ana").id, "tokens": {"bot": ["U0CODEBOOK"]}})
    await ask.direct_message(QUESTIONS[0], user="cleo")


async def _press_all(workspace: Workspace, reply: Message) -> None:
    for block in reply.blocks:
        for element in elements_of(block):
            offered = [option["value"] for option in options_of(element)]
            value = "positive" if element["type"] == "feedback_buttons" else next(iter(offered), None)
            with suppress(Refused, ValueError):  # the press before may have replaced it
                await workspace.press("ana", reply, element["action_id"], value)
            await _leave_forms(workspace)


async def _leave_forms(workspace: Workspace) -> None:
    while workspace.views("ana"):
        with suppress(Refused):
            await workspace.submit_view("ana")
        if workspace.views("ana"):
            await workspace.close_view("ana")


async def _propose(workspace: Workspace) -> None:
    message = await workspace.post("ben", "coding-questions", "No, 38240 takes no modifier 26.")
    for entry in ("3824", "38240"):
        await workspace.shortcut("ana", message, "propose_for_the_book")
        await workspace.wait_for(lambda: workspace.views("ana"))
        chosen: dict[str | tuple[str, str], str] = {"topic": "coverage", "verdict": "no", "source": "cms-nca-hsct"}
        await workspace.submit_view("ana", values={**chosen, "entry": entry, "modifier": ""})
        await _leave_forms(workspace)


def _different(workspace: Workspace) -> Iterator[Seed]:
    """One of each shape, in which only ids and words differ."""
    seen = set()
    for delivery in workspace.deliveries:
        kind = delivery.kind if delivery.kind in ("event", "command") else "interaction"
        shape = (kind, _shape(delivery.envelope))
        if shape not in seen:
            seen.add(shape)
            yield Seed(kind, copy.deepcopy(delivery.envelope))


def _shape(value: Any, name: str = "") -> Any:
    match value:
        case dict():
            return tuple((key, _shape(each, key)) for key, each in value.items() if name != "values")
        case list():
            return tuple(_shape(each) for each in value[:2]) if name != "blocks" else ()
        case str() if name in ("type", "subtype", "action_id", "callback_id", "command"):
            return re.sub(r"\d+", "", value)
        case _:
            return type(value).__name__
