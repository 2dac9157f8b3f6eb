"""Messages, and the conversations that hold them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Message:
    """One message as it stands. `text` is in the wire's form (escaped, with entities), `edited` Slack's object of the
    same name, `ephemeral_to` the only person who sees it, and `source` what put it there: "person", "command" (what
    in_channel shows of it), a Web API method, "response_url", "ack" or "notice" (Slack itself)."""

    channel: str
    ts: str
    text: str
    user: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    blocks: tuple[dict[str, Any], ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    thread_ts: str | None = None
    parent_user_id: str | None = None
    subtype: str | None = None
    client_msg_id: str | None = None
    edited: dict[str, str] | None = None
    ephemeral_to: str | None = None
    metadata: dict[str, Any] | None = None
    mrkdwn: bool = True
    source: str = "person"
    wire_json: dict[str, Any] | None = field(default=None, compare=False, repr=False)
    """What travelled between Slack and the app for it: the call of the app, or the event that was sent."""

    def wire(self, team_id: str) -> dict[str, Any]:
        """The message object as Slack sends it."""
        optional = {
            "subtype": self.subtype,
            "user": self.user,
            "client_msg_id": self.client_msg_id,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "blocks": list(self.blocks),
            "attachments": list(self.attachments),
            "files": list(self.files),
            "thread_ts": self.thread_ts,
            "parent_user_id": self.parent_user_id,
            "edited": self.edited,
            "metadata": self.metadata,
        }
        present = {name: value for name, value in optional.items() if value}
        return {"type": "message", "ts": self.ts, "text": self.text, "team": team_id, **present}


class Conversations:
    """All messages by channel, in the order of their ts."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._messages: dict[str, dict[str, Message]] = {}
        self._last_ts = 0

    def next_ts(self) -> str:
        """A ts that was not given before: seconds and six digits, always growing."""
        self._last_ts = max(self._last_ts + 1, int(self._now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def put(self, message: Message) -> Message:
        """Adds a message, or puts it in the place of the one with its ts."""
        self._messages.setdefault(message.channel, {})[message.ts] = message
        return message

    def change(self, message: Message, **fields: Any) -> Message:
        """The message as it stands now, with these fields changed. Raises KeyError where it is gone."""
        return self.put(replace(self._messages[message.channel][message.ts], **fields))

    def remove(self, message: Message) -> None:
        """Deletes it. Raises KeyError where it is gone."""
        del self._messages[message.channel][message.ts]

    def find(self, channel: str, ts: str | None) -> Message | None:
        """The message of a channel by its ts."""
        return self._messages.get(channel, {}).get(ts or "")

    def parent(self, channel: str, thread_ts: str) -> Message | None:
        """The first message of a thread; None where no message that others can see has this ts."""
        found = self.find(channel, thread_ts)
        return None if found is None or found.ephemeral_to else found

    def list(self, channel: str, *, thread_ts: str | None = None, visible_to: str | None = None) -> list[Message]:
        """The messages of a channel, or of one of its threads (its first message included).

        With `visible_to`, without what only others see.
        """
        return [
            message
            for message in self._messages.get(channel, {}).values()
            if (thread_ts is None or thread_ts in (message.ts, message.thread_ts))
            and (visible_to is None or message.ephemeral_to in (None, visible_to))
        ]
