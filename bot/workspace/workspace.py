"""The local workspace: what people say in it, and what Slack does."""

import uuid
from collections.abc import Sequence
from typing import Any

from bot.workspace.commands import CommandResult, run_command
from bot.workspace.interaction import Interaction
from bot.workspace.journal import Delivery
from bot.workspace.messages import Message
from bot.workspace.observation import Refused
from bot.workspace.people import Channel, Person
from bot.workspace.typed_text import escape, rich_text, to_wire


class Workspace(Interaction):
    """A running workspace.

    People and channels are given as Person and Channel, or by id or name ("ana", "#random"); where there is none by
    it, ValueError is raised. Texts are as on the wire (`<@U...>`, `&amp;`), except for `type`. Everything that a
    person does returns once it has happened in Slack; the app is told in the background, so wait with `wait_for`.
    """

    @property
    def request_url(self) -> str | None:
        """Where events, commands and interactions go by signed HTTP; None is Socket Mode."""
        return self._courier.request_url

    @request_url.setter
    def request_url(self, url: str | None) -> None:
        self._courier.request_url = url

    async def post(
        self,
        user: Person | str,
        channel: Channel | str,
        text: str,
        *,
        thread_ts: str | None = None,
        blocks: Sequence[dict[str, Any]] | None = None,
        subtype: str | None = None,
        files: Sequence[dict[str, Any]] | None = None,
        bot_id: str | None = None,
    ) -> Message:
        """Posts a person's message, or another bot's where `bot_id` is given (with the subtype "bot_message" it has no
        user, as of old). Without `blocks` it has the rich_text that Slack makes of the text; [] leaves them out.

        Raises Refused in a direct message where the manifest leaves them off, in an archived channel, in one that the
        person is not in, and for an unknown thread.
        """
        person, place = self.user(user), self.channel(channel)
        if place.is_archived:
            raise Refused("This channel is archived.")
        if place.kind == "im" and not self.app.direct_messages_on:
            raise Refused("Sending messages to this app has been turned off.")
        if place.kind == "im" and place.user != person.id:
            raise Refused("This direct message belongs to someone else.")
        if not place.open_to(person):
            raise Refused("You are not in this channel.")
        parent = self.room.conversations.parent(place.id, thread_ts) if thread_ts else None
        if thread_ts and parent is None:
            raise Refused("This thread does not exist.")
        message = Message(
            channel=place.id,
            ts=self.room.conversations.next_ts(),
            text=text,
            user=None if subtype == "bot_message" else person.id,
            bot_id=bot_id,
            blocks=tuple(rich_text(text) if blocks is None else blocks),
            files=tuple(files or ()),
            thread_ts=parent.ts if parent else None,
            parent_user_id=parent.user if parent else None,
            subtype=subtype,
            client_msg_id=None if bot_id else str(uuid.uuid4()),
        )
        return self.room.announce(message, place)

    async def type(
        self, user: Person | str, channel: Channel | str, typed: str, *, thread_ts: str | None = None
    ) -> Message | CommandResult:
        """What a person types and sends: a slash command where it begins with a slash, else a message, in which
        @names, #channels and web addresses become entities and the rest is escaped."""
        if typed.startswith("/") and len(typed) > 1 and not typed[1].isspace():
            command, text = [*typed.split(maxsplit=1), ""][:2]
            known = self.app.command(command)
            wire = to_wire(text, self._names()) if known and known.should_escape else escape(text)
            return await self.command(user, channel, command, wire, thread_ts=thread_ts)
        return await self.post(user, channel, to_wire(typed.strip(), self._names()), thread_ts=thread_ts)

    async def command(
        self,
        user: Person | str,
        channel: Channel | str,
        command: str,
        text: str,
        *,
        thread_ts: str | None = None,
    ) -> CommandResult:
        """Sends a slash command (with its slash), and returns once it is acknowledged or given up after 3 s."""
        return await run_command(
            self.room,
            self._courier,
            self._response_urls,
            self.user(user),
            self.channel(channel),
            command,
            text,
            thread_ts,
        )

    async def edit(self, message: Message, text: str) -> Message:
        """The author edits it: `message_changed`, and for a mention a second `app_mention` with `edited`, the same ts
        and another event_id."""
        before = self._current(message)
        edited = {"user": before.user or "", "ts": self.room.conversations.next_ts()}
        after = self.room.conversations.change(before, text=text, blocks=tuple(rich_text(text)), edited=edited)
        self.room.announce_change(before, after, self.channel(message.channel))
        return self._current(after)

    async def unfurl(self, message: Message) -> Message:
        """Slack adds a preview of a link: `message_changed` without `edited`."""
        before = self._current(message)
        preview = {"id": 1, "title": "A page", "title_link": "https://page.example/", "fallback": "A page"}
        after = self.room.conversations.change(before, attachments=(preview,))
        self.room.announce_change(before, after, self.channel(message.channel))
        return self._current(after)

    async def delete(self, message: Message) -> None:
        """The author deletes it: `message_deleted`."""
        before = self._current(message)
        self.room.conversations.remove(before)
        self.room.announce_change(before, None, self.channel(message.channel))

    async def redeliver(self, event_id: str, *, retry_num: int = 1, reason: str = "http_timeout") -> Delivery:
        """Delivers an event once more, with the same event_id and the marks of a retry; returns when that attempt
        ended. Raises KeyError for an event that was never sent."""
        return await self._courier.send_again(self.room.envelopes[event_id], retry_num, reason)

    async def send_event(self, event: dict[str, Any], *, event_id: str | None = None) -> str:
        """Sends any event, whatever the manifest subscribes to, and returns its event_id."""
        return self.room.send_event(event, event_id)

    async def disconnect(
        self,
        reason: str | None = "refresh_requested",
        *,
        close_after: float | None = None,
        most: int | None = None,
    ) -> None:
        """Takes leave of every Socket Mode connection, or of the `most` oldest, as Slack does: a disconnect frame with
        the reason ("warning", "refresh_requested", "too_many_websockets", "link_disabled"), then the close. None closes
        without a frame."""
        await self._sockets.disconnect(reason, close_after, most)

    def turn_away(self, reason: str | None) -> None:
        """From now on takes leave of each Socket Mode connection as soon as it is open; None ends that."""
        self._sockets.turned_away_for = reason

    def _current(self, message: Message) -> Message:
        found = self.room.conversations.find(message.channel, message.ts)
        if found is None:
            raise ValueError("This message is deleted.")
        return found

    def _names(self) -> dict[str, str]:
        names = {f"@{self.app.display_name}": f"<@{self.bot_user_id}>", "@here": "<!here>", "@channel": "<!channel>"}
        for person in self.users:
            names |= {f"@{person.real_name}": f"<@{person.id}>", f"@{person.name}": f"<@{person.id}>"}
        for channel in self.channels:
            if channel.kind == "channel":
                names[f"#{channel.name}"] = f"<#{channel.id}|{channel.name}>"
        return names
