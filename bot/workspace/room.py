"""The workspace's state in one place: who is there, what was said, and how a message of the app enters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.content import Content
from bot.workspace.courier import Courier
from bot.workspace.event_payloads import (
    changed_event,
    envelope,
    foreign_author,
    home_event,
    mention_event,
    message_event,
    new_event_id,
)
from bot.workspace.files import UploadedFile
from bot.workspace.form_state import Values
from bot.workspace.installed_app import InstalledApp
from bot.workspace.journal import Changes
from bot.workspace.messages import Conversations, Message
from bot.workspace.people import CHANNELS, PEOPLE, SLACKBOT_ID, Channel, Person
from bot.workspace.prompts import Prompts
from bot.workspace.triggers import Triggers
from bot.workspace.views import Views


@dataclass
class Room:
    """The people and channels, the conversations, and the app that is told of what happens in them."""

    app: InstalledApp
    conversations: Conversations
    courier: Courier
    changes: Changes
    now: Callable[[], float]
    users: tuple[Person, ...] = PEOPLE
    channels: tuple[Channel, ...] = CHANNELS
    envelopes: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Every event that was sent, by event_id."""
    entries: dict[tuple[str, str, str], Values] = field(default_factory=dict)
    """What each person entered or chose in each message, by channel, ts and person: nobody else sees it."""
    prompts: dict[str, Prompts] = field(default_factory=dict)
    """What the app suggests, by direct message."""
    files: dict[str, UploadedFile] = field(default_factory=dict)
    triggers: Triggers = field(init=False)
    views: Views = field(init=False)

    def __post_init__(self) -> None:
        self.triggers, self.views = Triggers(self.now), Views(self.now)

    def channel(self, channel: Channel | str) -> Channel | None:
        """By its id, its name with or without #, or the id of a person, whose direct message it is then."""
        if isinstance(channel, Channel):
            return channel
        return next(
            (
                known
                for known in self.channels
                if channel in (known.id, known.user) or (known.kind == "channel" and channel.lstrip("#") == known.name)
            ),
            None,
        )

    def person(self, user: Person | str) -> Person | None:
        """By id or name."""
        if isinstance(user, Person):
            return user
        return next((person for person in self.users if user in (person.id, person.name)), None)

    def send_event(self, event: dict[str, Any], event_id: str | None = None) -> str:
        """Wraps an event, keeps it, and begins to deliver it. Returns its event_id."""
        event_id = event_id or new_event_id()
        place = self.channel(str(event.get("channel")))
        shared = place is not None and place.is_shared
        self.envelopes[event_id] = envelope(self.app, event, event_id, self.now(), shared)
        self.courier.send(self.envelopes[event_id])
        return event_id

    def announce(self, message: Message, channel: Channel) -> Message:
        """Puts a new message in, and sends the app the events that its manifest subscribes to: `app_mention` where
        the app is a member and mentioned by another, and `message`. A mention with message.channels makes two events.
        """
        self.conversations.put(message)
        author = foreign_author(self.person(message.user or ""))
        events = []
        if self._mentions(message, channel):
            events.append(mention_event(self.app, message, channel) | author)
        if self._told_of_messages(channel):
            events.append(message_event(self.app, message, channel) | author)
        return self._sent(message, events)

    def announce_home(self, person: Person, tab: str) -> str | None:
        """Tells that a person came to the app's Home ("home") or to the direct message ("messages"). Returns the
        event_id; None where the manifest does not subscribe to it."""
        place = self.channel(person.id)
        if "app_home_opened" not in self.app.events or place is None:
            return None
        view = self.views.home(person)
        shown = None if view is None else view.wire(self.app)
        return self.send_event(home_event(person, place, tab, shown, self.conversations.next_ts()))

    def announce_change(self, before: Message, after: Message | None, channel: Channel) -> None:
        """Tells of an edit, an unfurled link or a deletion. An edited mention is a new `app_mention`, too."""
        events = []
        if after is not None and after.edited != before.edited and self._mentions(after, channel):
            events.append(mention_event(self.app, after, channel) | foreign_author(self.person(after.user or "")))
        if self._told_of_messages(channel):
            events.append(changed_event(self.app, before, after, channel, self.conversations.next_ts()))
        if after is None:
            for event in events:
                self.send_event(event)
            self.changes.tell()
        else:
            self._sent(after, events)

    def bot_message(
        self, channel: Channel, content: Content, *, source: str, wire_json: dict[str, Any], **more: Any
    ) -> Message:
        """A message of the app: seen by all, and the app is told of it, or by one (`ephemeral_to`) without an event."""
        message = Message(
            channel=channel.id,
            ts=self.conversations.next_ts(),
            user=self.app.bot_user_id,
            bot_id=self.app.bot_id,
            app_id=self.app.app_id,
            source=source,
            wire_json=wire_json,
            **content.fields,
            **more,
        )
        if message.ephemeral_to is None:
            return self.announce(message, channel)
        self.conversations.put(message)
        self.changes.tell()
        return message

    def notice(self, channel: Channel, person: Person, text: str, thread_ts: str | None = None) -> Message:
        """What Slack itself says to one person."""
        message = Message(
            channel.id,
            self.conversations.next_ts(),
            text,
            SLACKBOT_ID,
            thread_ts=thread_ts,
            ephemeral_to=person.id,
            source="notice",
        )
        self.conversations.put(message)
        self.changes.tell()
        return message

    def _sent(self, message: Message, events: list[dict[str, Any]]) -> Message:
        sent = [self.envelopes[self.send_event(event)] for event in events]
        if sent and message.bot_id != self.app.bot_id:
            message = self.conversations.change(message, wire_json={"events": sent})
        self.changes.tell()
        return message

    def _mentions(self, message: Message, channel: Channel) -> bool:
        return (
            "app_mention" in self.app.events
            and channel.kind == "channel"
            and channel.bot_is_member
            and message.bot_id != self.app.bot_id
            and (f"<@{self.app.bot_user_id}>" in message.text or f"<@{self.app.bot_user_id}|" in message.text)
        )

    def _told_of_messages(self, channel: Channel) -> bool:
        subscriptions = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}
        return subscriptions[channel.type] in self.app.events and channel.bot_is_member
