"""What Slack sends to an app of its own accord: events, in their full shape.

Sources: docs.slack.dev/apis/events-api, docs.slack.dev/reference/events/message, .../app_mention and
.../app_home_opened; for people of another organisation docs.slack.dev/apis/slack-connect and bolt-python issue 767.
"""

import secrets
from typing import Any

from bot.workspace.installed_app import InstalledApp
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person


def new_event_id() -> str:
    """As Slack's: Ev and letters and digits in upper case."""
    return "Ev" + secrets.token_hex(5).upper()


def envelope(
    app: InstalledApp, event: dict[str, Any], event_id: str, at: float, shared: bool = False
) -> dict[str, Any]:
    """The event_callback around an event. `at` is in seconds; `shared` where another organisation is in the channel."""
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "context_team_id": app.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(at),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{secrets.token_hex(8)}",
    }


def message_event(app: InstalledApp, message: Message, channel: Channel) -> dict[str, Any]:
    """A `message` event for a new message."""
    return {
        **message.wire(app.team_id),
        **bot_profile(app, message),
        "channel": channel.id,
        "channel_type": channel.type,
        "event_ts": message.ts,
    }


def mention_event(app: InstalledApp, message: Message, channel: Channel) -> dict[str, Any]:
    """An `app_mention` event: without subtype and channel_type. After an edit it has `edited` and the old ts."""
    event = {**message.wire(app.team_id), **bot_profile(app, message), "type": "app_mention", "channel": channel.id}
    event.pop("subtype", None)
    return {**event, "event_ts": message.edited["ts"] if message.edited else message.ts}


def changed_event(
    app: InstalledApp, before: Message, after: Message | None, channel: Channel, ts: str
) -> dict[str, Any]:
    """`message_changed` (an edit by a person or the app, or an unfurled link), or `message_deleted` without `after`."""
    event: dict[str, Any] = {
        "type": "message",
        "subtype": "message_changed" if after else "message_deleted",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.type,
        "ts": ts,
        "event_ts": ts,
        "previous_message": before.wire(app.team_id),
    }
    if after is None:
        return {**event, "deleted_ts": before.ts}
    return {**event, "message": after.wire(app.team_id)}


def home_event(person: Person, channel: Channel, tab: str, view: dict[str, Any] | None, ts: str) -> dict[str, Any]:
    """`app_home_opened`: `tab` is "home" or "messages"; a home that was published comes along with its tab."""
    event = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab, "event_ts": ts}
    return {**event, "view": view} if view and tab == "home" else event


def foreign_author(person: Person | None) -> dict[str, Any]:
    """What the message of a person of another organisation has besides: where they come from, and who they are, since
    users.info may not know them."""
    if person is None or not person.is_stranger:
        return {}
    team = person.team_id
    profile = {"real_name": person.real_name, "display_name": person.name, "name": person.name, "team": team}
    return {"team": team, "user_team": team, "source_team": team, "user_profile": profile}


def bot_profile(app: InstalledApp, message: Message) -> dict[str, Any]:
    """What Slack adds to the messages of the app itself."""
    if message.bot_id != app.bot_id:
        return {}
    profile = {"id": app.bot_id, "app_id": app.app_id, "name": app.display_name, "team_id": app.team_id}
    return {"bot_profile": {**profile, "deleted": False}}
