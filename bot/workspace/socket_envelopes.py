"""The frames of Socket Mode that carry an event, a command or an interaction."""

import secrets
import uuid
from typing import Any


def event_envelope(payload: dict[str, Any], retry_num: int, reason: str | None) -> dict[str, Any]:
    """An event: what the app puts into its acknowledgement is not shown."""
    return {
        "envelope_id": str(uuid.UUID(bytes=secrets.token_bytes(16))),
        "payload": payload,
        "type": "events_api",
        "accepts_response_payload": False,
        "retry_attempt": retry_num,
        "retry_reason": reason or "",
    }


def command_envelope(payload: dict[str, Any]) -> dict[str, Any]:
    """A slash command: the acknowledgement may carry a message."""
    return {
        "envelope_id": str(uuid.UUID(bytes=secrets.token_bytes(16))),
        "payload": payload,
        "type": "slash_commands",
        "accepts_response_payload": True,
    }


def interaction_envelope(payload: dict[str, Any], *, answered: bool = False) -> dict[str, Any]:
    """A press, a shortcut or a view: the acknowledgement of a submitted view may carry what becomes of it; of others
    it is not shown."""
    return {
        "envelope_id": str(uuid.UUID(bytes=secrets.token_bytes(16))),
        "payload": payload,
        "type": "interactive",
        "accepts_response_payload": answered,
    }
