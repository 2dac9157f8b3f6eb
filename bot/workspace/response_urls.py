"""response_url: five uses within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.content import ApiError, flag, read_content
from bot.workspace.interaction_payloads import command_payload, press_payload, shortcut_payload
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.room import Room

USES = 5
LIFETIME_SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """One address: for whom, since when, how often used, and the message that it replaces (`last`): the one whose
    button was pressed, or the last one that came through it."""

    person: Person
    channel: Channel
    since: float
    command: str = ""
    """What was typed; empty for a press."""
    uses: int = 0
    last: Message | None = None
    wire_json: dict[str, Any] = field(default_factory=dict)
    """The payload that it was given out with."""


class ResponseUrls:
    """Gives addresses out, and takes what the app posts to them."""

    def __init__(self, room: Room, base: Callable[[], str]) -> None:
        self._room = room
        self._base = base
        self._given: dict[str, ResponseUrl] = {}

    def for_command(self, person: Person, channel: Channel, command: str, text: str) -> dict[str, Any]:
        """The payload of a slash command, with a new address in it."""
        given = ResponseUrl(person, channel, self._room.now(), command=f"{command} {text}".strip())
        address = self._give(given, "commands")
        payload = command_payload(self._room, person, channel, command, text, address)
        given.wire_json["slash_command"] = payload
        return payload

    def for_press(self, person: Person, channel: Channel, message: Message, action: dict[str, Any]) -> dict[str, Any]:
        """The payload of a press in the message, with a new address in it."""
        given = ResponseUrl(person, channel, self._room.now(), last=message)
        payload = press_payload(self._room, person, channel, message, action, self._give(given, "actions"))
        given.wire_json["block_actions"] = payload
        return payload

    def for_shortcut(self, person: Person, channel: Channel, message: Message, callback_id: str) -> dict[str, Any]:
        """The payload of a shortcut of the message, with a new address in it. There is nothing that it replaces."""
        given = ResponseUrl(person, channel, self._room.now())
        payload = shortcut_payload(self._room, person, channel, message, callback_id, self._give(given, "app"))
        given.wire_json["message_action"] = payload
        return payload

    def post(self, key: str, arguments: dict[str, Any]) -> Message | None:
        """One use; a refused post is a use, too. Returns the message, or None where one was deleted.

        Raises ApiError used_url or expired_url with status 404, and with status 400 what `read_content` raises. Slack
        does not document status and code for either; other words than these may come.
        """
        given = self._given.get(key)
        if given is None or self._room.now() - given.since > LIFETIME_SECONDS:
            raise ApiError("expired_url", status=404)
        if given.uses >= USES:
            raise ApiError("used_url", status=404)
        given.uses += 1
        return self.show(given, arguments, "response_url")

    def acknowledged(self, response_url: str, body: Any) -> Message | None:
        """Shows the message that an acknowledgement carries; None where it carries none."""
        if isinstance(body, str) and body.strip():
            body = {"text": body}
        if not isinstance(body, dict) or not any(body.get(name) for name in ("text", "blocks", "attachments")):
            return None
        return self.show(self._given[response_url.rpartition("/")[2]], body, "ack")

    def _give(self, given: ResponseUrl, kind: str) -> str:
        key = secrets.token_urlsafe(18)
        self._given[key] = given
        return f"{self._base()}{kind}/{self._room.app.team_id}/{key}"

    def show(self, given: ResponseUrl, arguments: dict[str, Any], source: str) -> Message | None:
        """Posts, replaces or deletes, as the arguments ask. The default is ephemeral."""
        room = self._room
        wire_json = {**given.wire_json, source: arguments}
        last = None if given.last is None else room.conversations.find(given.last.channel, given.last.ts)
        if flag(arguments.get("delete_original"), False):
            if last is not None:
                room.conversations.remove(last)
                self._tell(given, last, None)
            return None
        try:
            content = read_content(arguments)
        except ApiError as error:
            error.status = 400
            raise
        if flag(arguments.get("replace_original"), False) and last is not None:
            given.last = room.conversations.change(last, **content.fields, source=source, wire_json=wire_json)
            self._tell(given, last, given.last)
            return given.last
        in_channel = arguments.get("response_type") == "in_channel"
        thread = self._thread(given, arguments, in_channel)
        if in_channel and given.command:
            self._show_command(given)
        message = room.bot_message(
            given.channel,
            content,
            source=source,
            wire_json=wire_json,
            ephemeral_to=None if in_channel else given.person.id,
            **thread,
        )
        if given.command:
            given.last = message
        return message

    def _thread(self, given: ResponseUrl, arguments: dict[str, Any], in_channel: bool) -> dict[str, Any]:
        """Slack documents thread_ts for in_channel (docs.slack.dev/interactivity/handling-user-interaction, "Publishing
        responses in thread"); for one person alone it is taken to be the same. Slack does not document what it says
        where there is no such thread."""
        thread_ts = str(arguments.get("thread_ts") or "")
        parent = self._room.conversations.parent(given.channel.id, thread_ts) if thread_ts else None
        if thread_ts and parent is None and in_channel:
            raise ApiError("thread_not_found", status=400)
        return {} if parent is None else {"thread_ts": parent.thread_ts or parent.ts, "parent_user_id": parent.user}

    def _tell(self, given: ResponseUrl, before: Message, after: Message | None) -> None:
        """The app is told of what becomes of a message that all see."""
        if before.ephemeral_to is None:
            self._room.announce_change(before, after, given.channel)
        else:
            self._room.changes.tell()

    def _show_command(self, given: ResponseUrl) -> None:
        """With in_channel, Slack shows everybody what was typed. The app is told nothing of it."""
        if given.last is None:
            room = self._room
            ts = room.conversations.next_ts()
            room.conversations.put(Message(given.channel.id, ts, given.command, given.person.id, source="command"))
