"""What Slack sends to an app because somebody used it: slash commands and presses of buttons, in their full shape.

Sources: docs.slack.dev/interactivity/implementing-slash-commands and
docs.slack.dev/reference/interaction-payloads/block_actions-payload.
"""

import secrets
from typing import Any

from bot.workspace.event_payloads import bot_profile
from bot.workspace.installed_app import InstalledApp
from bot.workspace.messages import Message
from bot.workspace.people import TEAM_DOMAIN, Channel, Person


def command_payload(
    app: InstalledApp, person: Person, channel: Channel, command: str, text: str, response_url: str
) -> dict[str, Any]:
    """The fields of a slash command. There is none for a thread: Slack refuses commands there."""
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": _name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": _trigger_id(),
    }


def press_payload(
    app: InstalledApp,
    person: Person,
    channel: Channel,
    message: Message,
    button: dict[str, Any],
    action_ts: str,
    response_url: str,
) -> dict[str, Any]:
    """A press of a button, which holds the block_id of its block. An ephemeral message is not sent along."""
    names = ("action_id", "block_id", "text", "value", "style", "type")
    private = message.ephemeral_to is not None
    source = {} if private else {"message": {**message.wire(app.team_id), **bot_profile(app, message)}}
    return {
        "type": "block_actions",
        "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": app.team_id},
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": private,
        },
        "trigger_id": _trigger_id(),
        "team": {"id": app.team_id, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": channel.id, "name": _name(channel)},
        **source,
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [{**{name: button[name] for name in names if name in button}, "action_ts": action_ts}],
    }


def _name(channel: Channel) -> str:
    return "directmessage" if channel.kind == "im" else channel.name


def _trigger_id() -> str:
    return f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
