"""What a message may consist of: the rules that chat.* and response_url share."""

import json
from dataclasses import dataclass, field
from typing import Any

from bot.workspace.block_rules import block_faults, too_long
from bot.workspace.naming import named

TEXT_CHARACTERS = 40_000
"""Longer texts are cut (docs.slack.dev/reference/methods/chat.postMessage, "Truncating content")."""


class ApiError(Exception):
    """A refusal of Slack: `error` is its code, `more` further fields of the response."""

    def __init__(self, error: str, *, status: int = 200, headers: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error, self.status, self.headers, self.more = error, status, headers or {}, more

    @property
    def response(self) -> dict[str, Any]:
        """The body of the response."""
        return {"ok": False, "error": self.error, **self.more}


@dataclass(frozen=True)
class Content:
    """The parts of a message that Slack took. `warnings` as they stand in response_metadata."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()
    attachments: tuple[dict[str, Any], ...] = ()
    mrkdwn: bool = True
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def fields(self) -> dict[str, Any]:
        """For a Message."""
        return {"text": self.text, "blocks": self.blocks, "attachments": self.attachments, "mrkdwn": self.mrkdwn}


def read_content(arguments: dict[str, Any]) -> Content:
    """Checks text, blocks and attachments. Raises ApiError no_text, invalid_blocks_format, invalid_blocks (with
    response_metadata.messages), msg_blocks_too_long, or markdown_text_conflict."""
    text = arguments.get("text")
    text = "" if text is None else str(text)
    blocks = read_list(arguments.get("blocks"), "invalid_blocks_format")
    if markdown := arguments.get("markdown_text"):
        if text or blocks:
            raise ApiError("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": markdown}]
    attachments = read_list(arguments.get("attachments"), "invalid_attachments")
    if not text.strip() and not blocks and not attachments:
        raise ApiError("no_text")
    if faults := block_faults(blocks):
        raise ApiError("invalid_blocks", errors=faults, response_metadata={"messages": faults})
    if too_long(text, blocks):
        raise ApiError("msg_blocks_too_long")
    warnings = ("message_truncated",) if len(text) > TEXT_CHARACTERS else ()
    mrkdwn = flag(arguments.get("mrkdwn"), True)
    return Content(text[:TEXT_CHARACTERS], tuple(map(named, blocks)), tuple(attachments), mrkdwn, warnings)


def flag(value: Any, default: bool) -> bool:
    """A boolean argument, as JSON or form brings it."""
    return default if value is None else value not in (False, 0, "0", "false", "False", "")


def read_list(value: Any, error: str) -> list[Any]:
    """A list that came as itself or as JSON; an empty one where none came. Raises ApiError with the code."""
    if value in (None, ""):
        return []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise ApiError(error) from None
    if not isinstance(value, list):
        raise ApiError(error)
    return value
