"""Where a button of ours was pressed, and by whom (docs.slack.dev/reference/interaction-payloads/block_actions)."""

from collections.abc import Mapping
from typing import Any

from bot.slack.delivery import Place, Posted


def posted_of(body: Mapping[str, Any]) -> Posted:
    """The message of ours."""
    container = body.get("container") or {}
    return Posted(
        ts=str(container.get("message_ts")),
        private=bool(container.get("is_ephemeral")),
        response_url=body.get("response_url"),
    )


def place_of(body: Mapping[str, Any]) -> Place:
    """Where an answer to the press belongs: in the thread of the message. Only in a direct message, or where one person
    alone sees it, does a message that is in no thread begin none."""
    posted, container = posted_of(body), body.get("container") or {}
    place = Place(
        str(container.get("channel_id")),
        str((body.get("user") or {}).get("id")),
        # Slack sends no message along where one person alone sees it.
        thread_ts=(body.get("message") or container).get("thread_ts") or None,
    )
    if place.is_direct or posted.private or place.thread_ts:
        return place
    return Place(place.channel, place.user, thread_ts=posted.ts)
