"""Names and addresses in Slack."""

import re
from collections.abc import Mapping
from typing import Any

SLACK_API = "https://slack.com/api/"

ANY_TEAM = ""
"""Where there is one workspace, it need not be named."""

CHANNEL_ID = r"[CG][A-Z0-9]{4,}"
"""Slack: C begins the id of a channel, G that of an older private one or of a group message."""


def api_url(value: str | None) -> str:
    """The root of a Slack API, with a slash at its end."""
    if value is None:
        return SLACK_API
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value):
        raise ValueError(f"give the root of a Slack API, such as {SLACK_API}, or leave it out")
    return value.rstrip("/") + "/"


def slash_command(value: str | None) -> str:
    """The name of a slash command, with its slash."""
    if value is None:
        return "/cpt"
    # Slack: lower case, no spaces, at most 32 characters, begins with a slash.
    if not re.fullmatch(r"/[^\sA-Z/]{1,31}", value):
        raise ValueError("a slash command is a slash and at most 31 lower-case characters, such as /cpt")
    return value


def channel_ids(value: Any) -> frozenset[str]:
    """Ids of channels, with commas between them; none is empty."""
    named = value.split(",") if isinstance(value, str) else value or ()
    ids = frozenset(id.strip() for id in named) - {""}
    if not all(re.fullmatch(CHANNEL_ID, id) for id in ids):
        raise ValueError(
            "give ids of channels with commas between them, such as C0123456789; the id is in the channel's details"
        )
    return ids


def channels_by_team(value: Any) -> Mapping[str, str]:
    """One channel of each workspace, by the workspace's id, as `T0123456789:C0123456789` with commas between them; or
    one channel alone, whose workspace is ANY_TEAM."""
    if not isinstance(value, str):
        return dict(value or {})
    named = [each.strip() for each in value.split(",") if each.strip()]
    if len(named) == 1 and re.fullmatch(CHANNEL_ID, named[0]):
        return {ANY_TEAM: named[0]}
    found = dict(each.split(":") for each in named if re.fullmatch(rf"T[A-Z0-9]{{4,}}:{CHANNEL_ID}", each))
    if len(found) < len(named):
        raise ValueError(
            "give the id of one channel, such as C0123456789, or, for many workspaces, one for each workspace, such as "
            "T0123456789:C0123456789, with commas between them; the id is in the channel's details"
        )
    return found


def person_ids(value: Any) -> frozenset[str]:
    """Ids of people, with commas between them, each with its workspace's before it where there are many; none is
    empty."""
    named = value.split(",") if isinstance(value, str) else value or ()
    ids = frozenset(id.strip() for id in named) - {""}
    # Slack: U begins the id of a person, W that of one on Enterprise Grid.
    if not all(re.fullmatch(r"(T[A-Z0-9]{4,}:)?[UW][A-Z0-9]{4,}", id) for id in ids):
        raise ValueError(
            "give ids of people with commas between them, such as U0123456789, or T0123456789:U0123456789 for many "
            "workspaces; the id is in the person's profile"
        )
    return ids
