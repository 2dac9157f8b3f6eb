"""The methods of the Web API that the workspace knows (docs.slack.dev/reference/methods)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.workspace.content import ApiError, Content, flag, read_content
from bot.workspace.faults import FaultPlan
from bot.workspace.messages import Message
from bot.workspace.people import TEAM_NAME, Channel, Person
from bot.workspace.room import Room

Arguments = dict[str, Any]
UPDATE_TEXT_CHARACTERS = 4000


@dataclass(frozen=True)
class Method:
    """A method: what carries it out, the scope it needs (None for no scope) and the kind of token."""

    run: Callable[["WebMethods", Arguments], dict[str, Any]]
    scope: str | None
    token: str = "bot"


class WebMethods:
    """Carries methods out. Each takes the arguments and returns the response, or raises ApiError."""

    def __init__(
        self, room: Room, faults: FaultPlan, page_url: Callable[[], str], socket_url: Callable[[], str]
    ) -> None:
        self.room = room
        self.faults = faults
        self.page_url = page_url
        self.socket_url = socket_url

    def auth_test(self, arguments: Arguments) -> dict[str, Any]:
        app = self.room.app
        return {
            "ok": True,
            "url": self.page_url(),
            "team": TEAM_NAME,
            "user": app.display_name.lower(),
            "team_id": app.team_id,
            "user_id": app.bot_user_id,
            "bot_id": app.bot_id,
            "is_enterprise_install": False,
        }

    def open_connection(self, arguments: Arguments) -> dict[str, Any]:
        return {"ok": True, "url": self.socket_url()}

    def post_message(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._channel(arguments)
        if not channel.bot_is_member:
            raise ApiError("not_in_channel")
        content = read_content(arguments)
        thread = self._thread(arguments, channel)
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
        channel = self._channel(arguments)
        if not channel.bot_is_member:
            raise ApiError("not_in_channel")
        person = self._person(arguments.get("user"))
        if person is None or (channel.kind == "im" and channel.user != person.id):
            raise ApiError("user_not_in_channel")
        content = read_content(arguments)
        message = self.room.bot_message(
            channel,
            content,
            source="chat.postEphemeral",
            wire_json={"chat.postEphemeral": arguments},
            ephemeral_to=person.id,
            **self._thread(arguments, channel),
        )
        return {"ok": True, "message_ts": message.ts}

    def update(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._channel(arguments)
        if channel.id != arguments.get("channel"):
            # Here Slack takes neither a channel's name nor a person's id.
            raise ApiError("channel_not_found")
        before = self.room.conversations.find(channel.id, str(arguments.get("ts")))
        # An ephemeral message is no message to chat.update: only its response_url changes it.
        if before is None or before.ephemeral_to:
            raise ApiError("message_not_found")
        if before.bot_id != self.room.app.bot_id:
            raise ApiError("cant_update_message")
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

    def open_conversation(self, arguments: Arguments) -> dict[str, Any]:
        users = str(arguments.get("users") or "").split(",")
        person = self.room.person(users[0]) if len(users) == 1 else None
        channel = self.room.channel(person.id) if person else self.room.channel(str(arguments.get("channel") or ""))
        if channel is None:
            raise ApiError("user_not_found" if arguments.get("users") else "channel_not_found")
        return {"ok": True, "no_op": True, "already_open": True, "channel": {"id": channel.id}}

    def conversation(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._channel(arguments)
        direct = channel.kind == "im"
        about: dict[str, Any] = {"id": channel.id, "is_channel": not direct, "is_im": direct, "is_archived": False}
        about |= {"user": channel.user} if direct else {"name": channel.name, "is_member": channel.bot_is_member}
        return {"ok": True, "channel": about}

    def user(self, arguments: Arguments) -> dict[str, Any]:
        person = self._person(arguments.get("user"))
        if person is None:
            raise ApiError("user_not_found")
        profile = {"real_name": person.real_name, "display_name": person.name}
        about = {"id": person.id, "team_id": self.room.app.team_id, "name": person.name, "deleted": False}
        return {"ok": True, "user": {**about, "real_name": person.real_name, "is_bot": False, "profile": profile}}

    def _channel(self, arguments: Arguments) -> Channel:
        channel = self.room.channel(str(arguments.get("channel") or ""))
        if channel is None:
            raise ApiError("channel_not_found")
        return channel

    def _person(self, user: Any) -> Person | None:
        return next((person for person in self.room.users if person.id == user), None)

    def _thread(self, arguments: Arguments, channel: Channel) -> dict[str, Any]:
        thread_ts = arguments.get("thread_ts")
        if not thread_ts:
            return {}
        parent = self.room.conversations.parent(channel.id, str(thread_ts))
        if parent is None:
            raise ApiError("thread_not_found")
        if parent.thread_ts not in (None, parent.ts):
            parent = self.room.conversations.parent(channel.id, parent.thread_ts) or parent
        return {"thread_ts": parent.ts, "parent_user_id": parent.user}

    def _posted(self, channel: Channel, message: Message, content: Content) -> dict[str, Any]:
        shown = replace(message, wire_json=None).wire(self.room.app.team_id)
        posted = {"ok": True, "channel": channel.id, "ts": message.ts, "message": shown}
        warnings = list(content.warnings)
        return {**posted, "response_metadata": {"warnings": warnings}} if warnings else posted


METHODS = {
    "auth.test": Method(WebMethods.auth_test, None),
    "apps.connections.open": Method(WebMethods.open_connection, None, "app"),
    "chat.postMessage": Method(WebMethods.post_message, "chat:write"),
    "chat.postEphemeral": Method(WebMethods.post_ephemeral, "chat:write"),
    "chat.update": Method(WebMethods.update, "chat:write"),
    "conversations.open": Method(WebMethods.open_conversation, "im:write"),
    "conversations.info": Method(WebMethods.conversation, "channels:read"),
    "users.info": Method(WebMethods.user, "users:read"),
}
