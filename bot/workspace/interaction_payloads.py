"""What Slack sends to an app because somebody used it: commands, presses, shortcuts and views, in their full shape.

Sources: docs.slack.dev/interactivity/implementing-slash-commands and docs.slack.dev/reference/interaction-payloads, the
pages of block_actions, shortcuts and views.
"""

from typing import Any

from bot.workspace.event_payloads import bot_profile, foreign_author
from bot.workspace.form_state import values_of
from bot.workspace.messages import Message
from bot.workspace.people import TEAM_DOMAIN, Channel, Person
from bot.workspace.room import Room
from bot.workspace.views import View


def command_payload(
    room: Room, person: Person, channel: Channel, command: str, text: str, response_url: str
) -> dict[str, Any]:
    """The fields of a slash command. There is none for a thread: Slack refuses commands there."""
    return {
        "token": room.app.verification_token,
        "team_id": room.app.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": channel.payload_name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": room.app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": room.triggers.give(person),
    }


def press_payload(
    room: Room, person: Person, channel: Channel, message: Message, action: dict[str, Any], response_url: str
) -> dict[str, Any]:
    """A press in a message. An ephemeral message is not sent along."""
    private = message.ephemeral_to is not None
    source = {} if private else {"message": _message(room, message)}
    thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
    entries = room.entries.get((message.channel, message.ts, person.id))
    return {
        "type": "block_actions",
        **_common(room, person),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": private,
            **thread,
        },
        "trigger_id": room.triggers.give(person),
        "channel": {"id": channel.id, "name": channel.payload_name},
        **source,
        "state": {"values": values_of(message.blocks, entries)},
        "response_url": response_url,
        "actions": [action],
    }


def view_press_payload(room: Room, person: Person, view: View, action: dict[str, Any]) -> dict[str, Any]:
    """A press in a modal or the Home tab: without message, channel and response_url."""
    return {
        "type": "block_actions",
        **_common(room, person),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": room.triggers.give(person, view.id),
        "view": view.wire(room.app),
        "actions": [action],
    }


def shortcut_payload(
    room: Room, person: Person, channel: Channel, message: Message, callback_id: str, response_url: str
) -> dict[str, Any]:
    """A shortcut of a message's menu, with the whole message, in a thread or not."""
    return {
        "type": "message_action",
        **_common(room, person),
        "action_ts": room.conversations.next_ts(),
        "callback_id": callback_id,
        "trigger_id": room.triggers.give(person),
        "response_url": response_url,
        "channel": {"id": channel.id, "name": channel.payload_name},
        "message_ts": message.ts,
        "message": _message(room, message),
    }


def submission_payload(room: Room, person: Person, view: View) -> dict[str, Any]:
    """A modal that was submitted, with all that was entered in view.state.values."""
    return {
        "type": "view_submission",
        **_common(room, person),
        "trigger_id": room.triggers.give(person, view.id),
        "view": view.wire(room.app),
        "response_urls": [],
    }


def closing_payload(room: Room, person: Person, view: View, is_cleared: bool) -> dict[str, Any]:
    """A modal that was closed; `is_cleared` where its whole stack was."""
    return {
        "type": "view_closed",
        **_common(room, person),
        "view": view.wire(room.app),
        "is_cleared": is_cleared,
    }


def _common(room: Room, person: Person) -> dict[str, Any]:
    return {
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": person.team_id},
        "api_app_id": room.app.app_id,
        "token": room.app.verification_token,
        "team": {"id": room.app.team_id, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _message(room: Room, message: Message) -> dict[str, Any]:
    author = foreign_author(room.person(message.user or ""))
    return {**message.wire(room.app.team_id), **bot_profile(room.app, message), **author}
