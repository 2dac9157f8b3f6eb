"""chat.*: the messages of the app (docs.slack.dev/reference/methods, "chat")."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.workspace.content import ApiError, Content, flag, read_content
from bot.workspace.faults import FaultPlan
from bot.workspace.messages import Message
from bot.workspace.method import Arguments, Method, RoomMethods
from bot.workspace.people import Channel
from bot.workspace.room import Room

UPDATE_TEXT_CHARACTERS = 4000


class ChatMethods(RoomMethods):
    """Posts, changes and deletes what the app said."""

    def __init__(self, room: Room, faults: FaultPlan, page_url: Callable[[], str]) -> None:
        super().__init__(room)
        self.faults = faults
        self.page_url = page_url

    @property
    def table(self) -> dict[str, Method]:
        """The methods by name."""
        return {
            "chat.postMessage": Method(self.post_message, "chat:write"),
            "chat.postEphemeral": Method(self.post_ephemeral, "chat:write"),
            "chat.update": Method(self.update, "chat:write"),
            "chat.delete": Method(self.delete, "chat:write"),
            "chat.getPermalink": Method(self.permalink, None),
        }

    def post_message(self, arguments: Arguments) -> dict[str, Any]:
        channel = self.writable(arguments)
        content = read_content(arguments)
        thread = self.thread(arguments, channel)
        if self.faults.too_soon(channel.id, self.room.now):
            raise ApiError("ratelimited", status=429, headers={"Retry-After": "1"})
        subtype = "thread_broadcast" if thread and flag(arguments.get("reply_broadcast"), False) else None
        metadata = arguments.get("metadata")
        message = self.room.bot_message(
            channel,
            content,
            source="chat.postMessage",
            wire_json={"chat.postMessage": arguments},
            subtype=subtype,
            metadata=metadata if isinstance(metadata, dict) else None,
            **thread,
        )
        return self._posted(channel, message, content)

    def post_ephemeral(self, arguments: Arguments) -> dict[str, Any]:
        channel = self.writable(arguments)
        person = self.person(arguments.get("user"))
        if person is None or not channel.open_to(person):
            raise ApiError("user_not_in_channel")
        content = read_content(arguments)
        message = self.room.bot_message(
            channel,
            content,
            source="chat.postEphemeral",
            wire_json={"chat.postEphemeral": arguments},
            ephemeral_to=person.id,
            **self.thread(arguments, channel),
        )
        return {"ok": True, "message_ts": message.ts}

    def update(self, arguments: Arguments) -> dict[str, Any]:
        channel, before = self._own(arguments, "cant_update_message")
        # docs.slack.dev/reference/methods/chat.update: text without blocks takes the blocks away, and a message that
        # is updated with blocks is not marked as edited.
        content = read_content(arguments)
        if len(content.text) > UPDATE_TEXT_CHARACTERS:
            raise ApiError("msg_too_long")
        edited = (
            None if content.blocks else {"user": self.room.app.bot_user_id, "ts": self.room.conversations.next_ts()}
        )
        after = self.room.conversations.change(
            before, **content.fields, edited=edited, wire_json={"chat.update": arguments}
        )
        self.room.announce_change(before, after, channel)
        return {**self._posted(channel, after, content), "text": after.text}

    def delete(self, arguments: Arguments) -> dict[str, Any]:
        channel, before = self._own(arguments, "cant_delete_message")
        self.room.conversations.remove(before)
        self.room.announce_change(before, None, channel)
        return {"ok": True, "channel": channel.id, "ts": before.ts}

    def permalink(self, arguments: Arguments) -> dict[str, Any]:
        channel = self.channel(arguments)
        message = self.room.conversations.find(channel.id, str(arguments.get("message_ts")))
        if message is None or message.ephemeral_to:
            raise ApiError("message_not_found")
        address = f"{self.page_url()}archives/{channel.id}/p{message.ts.replace('.', '')}"
        thread = message.thread_ts not in (None, message.ts)
        query = f"?thread_ts={message.thread_ts}&cid={channel.id}" if thread else ""
        return {"ok": True, "channel": channel.id, "permalink": address + query}

    def _own(self, arguments: Arguments, refusal: str) -> tuple[Channel, Message]:
        """A message of the app, for a change. Slack takes neither a channel's name nor a person's id here, and an
        ephemeral message is no message to it: only its response_url changes it."""
        channel = self.channel(arguments)
        if channel.id != arguments.get("channel"):
            raise ApiError("channel_not_found")
        if channel.is_archived:
            raise ApiError("is_archived")
        message = self.room.conversations.find(channel.id, str(arguments.get("ts")))
        if message is None or message.ephemeral_to:
            raise ApiError("message_not_found")
        if message.bot_id != self.room.app.bot_id:
            raise ApiError(refusal)
        return channel, message

    def _posted(self, channel: Channel, message: Message, content: Content) -> dict[str, Any]:
        shown = replace(message, wire_json=None).wire(self.room.app.team_id)
        posted = {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown}
        warnings = list(content.warnings)
        return {**posted, "response_metadata": {"warnings": warnings}} if warnings else posted
