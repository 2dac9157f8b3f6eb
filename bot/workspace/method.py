"""What all methods of the Web API share: how they are listed, and how they find people, places and threads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.people import Channel, Person
from bot.workspace.room import Room

Arguments = dict[str, Any]


@dataclass(frozen=True)
class Method:
    """A method: what carries it out, the scope it needs (None for no scope) and the kind of token ("" for none)."""

    run: Callable[[Arguments], dict[str, Any]]
    scope: str | None
    token: str = "bot"


class RoomMethods:
    """Methods that work on the room. Each takes the arguments and returns the response, or raises ApiError."""

    def __init__(self, room: Room) -> None:
        self.room = room

    def channel(self, arguments: Arguments, name: str = "channel") -> Channel:
        """The channel of an argument. One that is private and without the app cannot be told from none."""
        channel = self.room.channel(str(arguments.get(name) or ""))
        if channel is None or (channel.is_private and not channel.bot_is_member):
            raise ApiError("channel_not_found")
        return channel

    def writable(self, arguments: Arguments, name: str = "channel") -> Channel:
        """A channel in which the app may write: as a member, or with chat:write.public wherever it is public."""
        channel = self.channel(arguments, name)
        if channel.is_archived:
            raise ApiError("is_archived")
        if not channel.bot_is_member and "chat:write.public" not in self.room.app.scopes:
            raise ApiError("not_in_channel")
        return channel

    def person(self, user: Any) -> Person | None:
        """By id alone: the Web API knows no names."""
        return next((person for person in self.room.users if person.id == user), None)

    def thread(self, arguments: Arguments, channel: Channel) -> dict[str, Any]:
        """The fields that put a message in the thread of the argument. Raises ApiError thread_not_found."""
        thread_ts = arguments.get("thread_ts")
        if not thread_ts:
            return {}
        parent = self.room.conversations.parent(channel.id, str(thread_ts))
        if parent is None:
            raise ApiError("thread_not_found")
        if parent.thread_ts not in (None, parent.ts):
            parent = self.room.conversations.parent(channel.id, parent.thread_ts) or parent
        return {"thread_ts": parent.ts, "parent_user_id": parent.user}
