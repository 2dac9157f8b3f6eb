"""Which events are questions of people."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.slack.shape import is_id, is_ts
from bot.slack.text import Event

SPOKEN = (None, "thread_broadcast", "file_share", "me_message")
"""Subtypes of a message that a person has just written (docs.slack.dev/reference/events/message). All others tell of
edits, deletions, unfurled links, joins and bots."""


def own_ids(body: Mapping[str, Any], known: str | None) -> Collection[str]:
    """The bot's user ids: the one that auth.test gave, and those that the event itself says it is delivered to."""
    authorizations = body.get("authorizations")
    delivered_to = [
        authorization["user_id"]
        for authorization in (authorizations if isinstance(authorizations, list) else ())
        if isinstance(authorization, dict) and authorization.get("is_bot") and authorization.get("user_id")
    ]
    return {identity for identity in [known, *delivered_to] if isinstance(identity, str)}


def is_direct(event: Event) -> bool:
    """True where the message was written in a direct message: Slack gives its kind, and its id begins with D."""
    kind = event.get("channel_type")
    return kind == "im" if kind else str(event.get("channel")).startswith("D")


def is_question(event: Event, own: Collection[str]) -> bool:
    """True where a person wrote this message: not we, not another bot, not Slack."""
    thread_ts = event.get("thread_ts")
    if not (is_id(event.get("user")) and is_id(event.get("channel")) and is_ts(event.get("ts"))):
        return False
    if thread_ts and not is_ts(thread_ts):
        return False
    by_machine = event.get("bot_id") or event.get("bot_profile") or event["user"] in (*own, "USLACKBOT")
    return not by_machine and not event.get("hidden") and event.get("subtype") in SPOKEN
