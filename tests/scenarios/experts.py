"""Askers and experts in the local workspace: what they press, fill in and read."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.slack import words
from bot.workspace import Channel, Message, PressResult, SubmitResult, View, Workspace

EXPERTS = Channel("C0EXPERTS9", "coding-experts", "channel", bot_is_member=True)

QUESTION = "can I use 26 with 38244 for the zebra?"
ABOUT = "38244 · modifier 26"
SENT = words.expert_sent(ABOUT)


def requests_kept(database: Path) -> list[tuple[str, ...]]:
    """Asker, state, who closed it and where it stands, of each request that is kept."""
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("SELECT asker, state, closed_by, posted_ts FROM expert_requests").fetchall()


def with_experts(workspace: Workspace) -> Workspace:
    """The workspace, with a channel for experts that the bot is in."""
    workspace.room.channels = (*workspace.room.channels, EXPERTS)
    return workspace


def buttons(message: Message) -> list[str]:
    """The action_ids of a message's buttons."""
    return [
        element["action_id"] for block in message.blocks if block["type"] == "actions" for element in block["elements"]
    ]


def shown(where: Message | View) -> str:
    """All that a message or a modal shows, as one text."""
    return json.dumps(where.blocks, ensure_ascii=False)


class Counter:
    """People who hand questions to the experts, and experts who answer them."""

    def __init__(self, workspace: Workspace, experts: Channel = EXPERTS) -> None:
        self.workspace = workspace
        self.experts = experts

    @property
    def requests(self) -> list[Message]:
        """The questions in the experts' channel."""
        posted = self.workspace.replies(self.experts) if self.experts in self.workspace.room.channels else []
        return [message for message in posted if message.thread_ts is None and message.ephemeral_to is None]

    async def request(self) -> Message:
        """The first question in the experts' channel, once it is there."""
        found: Message = (await self.workspace.wait_for(lambda: self.requests))[0]
        return found

    def told(self, user: str, channel: str | None = None) -> list[str]:
        """What one person alone was told in a channel, or in the direct message."""
        person = self.workspace.user(user)
        if channel is None:
            return [message.text for message in self.workspace.replies(self.workspace.dm(user))]
        messages = self.workspace.messages(channel, visible_to=user)
        return [message.text for message in messages if message.ephemeral_to == person.id]

    async def hears(self, user: str, beginning: str, channel: str | None = None) -> str:
        """What a person is told that begins so, once it is there."""
        found: list[str] = await self.workspace.wait_for(
            lambda: [text for text in self.told(user, channel) if text.startswith(beginning)]
        )
        return found[0]

    async def press(self, user: str, message: Message, action_id: str) -> PressResult:
        """Presses a button; returns once the bot acknowledged."""
        result = await self.workspace.press(user, message, action_id)
        assert result.acked
        return result

    async def form(self, user: str, message: Message, action_id: str) -> View:
        """The form that a button opens."""
        await self.press(user, message, action_id)
        found: View = (await self.workspace.wait_for(lambda: self.workspace.views(user)))[-1]
        return found

    async def submit(self, user: str, words: str | None = None, field: str = "words") -> SubmitResult:
        """Submits the form that is open, with these words where they are given."""
        return await self.workspace.submit_view(user, values={} if words is None else {field: words})

    async def hand_on(self, user: str, reply: Message, words: str | None = None) -> None:
        """The whole way of a question to the experts; without `words` the form keeps what it holds."""
        await self.form(user, reply, "ask_an_expert")
        preview = await self.submit(user, words)
        assert preview.errors == {} and preview.view is not None
        assert (await self.submit(user)).view is None
