"""response_url: five uses within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.content import ApiError, flag, read_content
from bot.workspace.event_payloads import command_payload
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.room import Room

USES = 5
LIFETIME_SECONDS = 30 * 60


@dataclass
class ResponseUrl:
    """One address: for whom, since when, how often used, and the last message that came through it."""

    person: Person
    channel: Channel
    command: str
    since: float
    payload: dict[str, Any] = field(default_factory=dict)
    uses: int = 0
    last: Message | None = None


class ResponseUrls:
    """Gives addresses out, and takes what the app posts to them."""

    def __init__(self, room: Room, base: Callable[[], str]) -> None:
        self._room = room
        self._base = base
        self._given: dict[str, ResponseUrl] = {}

    def give(self, person: Person, channel: Channel, command: str, text: str) -> dict[str, Any]:
        """The payload of a slash command, with a new address in it."""
        key = secrets.token_urlsafe(18)
        response_url = f"{self._base()}commands/{self._room.app.team_id}/{key}"
        payload = command_payload(self._room.app, person, channel, command, text, response_url)
        self._given[key] = ResponseUrl(person, channel, f"{command} {text}".strip(), self._room.now(), payload)
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

    def show(self, given: ResponseUrl, arguments: dict[str, Any], source: str) -> Message | None:
        """Posts, replaces or deletes, as the arguments ask. The default is ephemeral."""
        room, last = self._room, given.last
        wire_json = {"slash_command": given.payload, source: arguments}
        there = last is not None and room.conversations.find(last.channel, last.ts) is not None
        if flag(arguments.get("delete_original"), False):
            if there and last is not None:
                room.conversations.remove(last)
                room.changes.tell()
            return None
        try:
            content = read_content(arguments)
        except ApiError as error:
            error.status = 400
            raise
        if flag(arguments.get("replace_original"), False) and there and last is not None:
            given.last = room.conversations.change(last, **content.fields, source=source, wire_json=wire_json)
            room.changes.tell()
            return given.last
        in_channel = arguments.get("response_type") == "in_channel"
        if in_channel:
            self._show_command(given)
        given.last = room.bot_message(
            given.channel,
            content,
            source=source,
            wire_json=wire_json,
            ephemeral_to=None if in_channel else given.person.id,
        )
        return given.last

    def _show_command(self, given: ResponseUrl) -> None:
        """With in_channel, Slack shows everybody what was typed. The app is told nothing of it."""
        if given.last is None:
            room = self._room
            ts = room.conversations.next_ts()
            room.conversations.put(Message(given.channel.id, ts, given.command, given.person.id, source="command"))
