"""The frames of Socket Mode that carry an event, a command or a press."""

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


def press_envelope(payload: dict[str, Any]) -> dict[str, Any]:
    """A press of a button: what the app puts into its acknowledgement is not shown."""
    return {
        "envelope_id": str(uuid.UUID(bytes=secrets.token_bytes(16))),
        "payload": payload,
        "type": "interactive",
        "accepts_response_payload": False,
    }
