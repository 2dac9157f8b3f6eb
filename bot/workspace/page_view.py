"""What the page shows to one person: plain values for the templates."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from bot.workspace.installed_app import Shortcut
from bot.workspace.journal import Call, Delivery
from bot.workspace.messages import Message
from bot.workspace.page_frames import Frame
from bot.workspace.people import SLACKBOT_ID, TEAM_NAME, Channel, Person
from bot.workspace.workspace import Workspace

TRAFFIC_LINES = 14


@dataclass(frozen=True)
class Place:
    """Who looks (`person`), where (`channel`), and at which thread, if any; `home` is the app's Home instead."""

    person: Person
    channel: Channel
    thread_ts: str | None = None
    home: bool = False

    def address(
        self,
        *,
        person: Person | None = None,
        channel: Channel | None = None,
        thread_ts: str | None = None,
        home: bool | None = None,
    ) -> str:
        """The page's address for another person, conversation or thread, or for the app's Home."""
        home = self.home and channel is None if home is None else home
        return "/?" + urlencode(Place(person or self.person, channel or self.channel, thread_ts, home).fields)

    @property
    def fields(self) -> dict[str, str]:
        """The same as the fields of a form or an address."""
        where = "home" if self.home else "dm" if self.channel.kind == "im" else self.channel.name
        place = {"as": self.person.name, "in": where}
        return place | ({"thread": self.thread_ts} if self.thread_ts else {})


@dataclass(frozen=True)
class Shown:
    """A message as it is drawn. `state` changes whenever what is drawn does."""

    message: Message
    author: str
    kind: str
    initials: str
    time: str
    at: str
    replies: int
    thread_address: str
    json_address: str
    frame: Frame
    shortcuts: tuple[Shortcut, ...]
    state: str


@dataclass(frozen=True)
class TrafficLine:
    """One line of what went between Slack and the app; `tone` is good, bad or open."""

    key: str
    what: str
    outcome: str
    tone: str


def initials(name: str) -> str:
    """Two letters for a picture."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def names_of(workspace: Workspace) -> dict[str, str]:
    """What is shown for the ids of people and channels."""
    names = {person.id: f"@{person.real_name}" for person in workspace.users}
    names |= {channel.id: f"#{channel.name}" for channel in workspace.channels if channel.kind == "channel"}
    return names | {workspace.bot_user_id: f"@{workspace.app.display_name}"}


def main_messages(workspace: Workspace, place: Place) -> list[Shown]:
    """The channel's own messages, without the replies in threads (but with those that were broadcast)."""
    visible = workspace.messages(place.channel, visible_to=place.person)
    return [
        _shown(workspace, place, message, visible, "m")
        for message in visible
        if message.thread_ts in (None, message.ts) or message.subtype == "thread_broadcast"
    ]


def thread_messages(workspace: Workspace, place: Place) -> list[Shown]:
    """The open thread, its first message included; empty where none is open."""
    if place.thread_ts is None:
        return []
    visible = workspace.messages(place.channel, thread_ts=place.thread_ts, visible_to=place.person)
    return [_shown(workspace, place, message, [], "t") for message in visible]


def traffic(workspace: Workspace) -> list[TrafficLine]:
    """The last calls and deliveries, newest first."""
    mixed: list[Call | Delivery] = [*workspace.calls[-TRAFFIC_LINES:], *workspace.deliveries[-TRAFFIC_LINES:]]
    newest = sorted(mixed, key=lambda item: item.at, reverse=True)[:TRAFFIC_LINES]
    return [_call_line(item) if isinstance(item, Call) else _delivery_line(item) for item in newest]


def _call_line(call: Call) -> TrafficLine:
    outcome = "…" if call.response is None else "ok" if call.ok else str(call.response.get("error"))
    tone = "open" if call.response is None else "good" if call.ok else "bad"
    return TrafficLine(f"c{call.at}{call.method}", call.method, outcome, tone)


def _delivery_line(delivery: Delivery) -> TrafficLine:
    event = delivery.envelope.get("event") or {}
    what = (
        delivery.envelope.get("command")
        or (None if delivery.kind == "event" else delivery.envelope.get("type"))
        or event.get("subtype")
        or event.get("type")
    )
    what = f"{what} (its own)" if event.get("bot_id") else what
    what = f"{what} (retry {delivery.retry_num})" if delivery.retry_num else str(what)
    milliseconds = round((delivery.seconds or 0) * 1000)
    if delivery.acked is None:
        outcome, tone = "sent", "open"
    elif delivery.acked:
        outcome, tone = f"ack in {milliseconds} ms", "good"
    else:
        outcome, tone = (delivery.reason or "refused").replace("_", " "), "bad"
    return TrafficLine(f"d{delivery.at}{delivery.event_id}{delivery.retry_num}", what, outcome, tone)


def _shown(workspace: Workspace, place: Place, message: Message, among: list[Message], prefix: str) -> Shown:
    # What one person alone sees is no reply in Slack's count.
    replies = sum(other.thread_ts == message.ts != other.ts and other.ephemeral_to is None for other in among)
    author, kind = _author(workspace, message)
    entries = workspace.entries(place.person, message) if message.blocks else {}
    plain = message.ephemeral_to is None and message.source != "command" and not place.person.is_stranger
    moment = datetime.fromtimestamp(float(message.ts))
    return Shown(
        message=message,
        author=author,
        kind=kind,
        initials=initials(author),
        time=f"{moment:%H:%M}",
        at=moment.isoformat(timespec="seconds"),
        replies=replies,
        thread_address=place.address(thread_ts=message.thread_ts or message.ts),
        json_address=f"/json/{message.channel}/{message.ts}?" + urlencode({"as": place.person.name}),
        frame=Frame(
            {**place.fields, "ts": message.ts},
            place.person.id,
            f"{prefix}-{message.ts}",
            entries,
            level=3 if prefix == "t" else 2,
        ),
        shortcuts=workspace.app.shortcuts if plain else (),
        state=hashlib.sha256(f"{message!r}{replies}{entries}".encode()).hexdigest()[:12],
    )


def _author(workspace: Workspace, message: Message) -> tuple[str, str]:
    if message.user == SLACKBOT_ID:
        return TEAM_NAME, "notice"
    if message.bot_id == workspace.bot_id:
        return workspace.app.display_name, "bot"
    person = workspace.room.person(message.user or "")
    if message.bot_id or person is None:
        return "Another app", "other"
    return person.real_name, f"person person-{workspace.users.index(person)}"
