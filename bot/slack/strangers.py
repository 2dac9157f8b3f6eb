"""Who is of another organization: in a channel or direct message that is shared by Slack Connect.

There an event's envelope has `is_ext_shared_channel`, and the event's `user_team` (where it is missing, `team`) is its
writer's own workspace, or the writer's organization on Enterprise Grid; the envelope's `team_id` may be either side's
(slack_bolt/request/internals.py, extract_actor_team_id; slackapi/bolt-python issue 1107). Between the workspaces of one
organization nothing is shared externally.
"""

from collections.abc import Collection, Mapping
from typing import Any


def wrote_as_stranger(body: Mapping[str, Any], ours: Collection[str]) -> bool:
    """True where the event of this envelope is of someone whose workspace and organization are none of `ours`. Who
    says no workspace in a place that is shared externally is a stranger."""
    if not ours or body.get("is_ext_shared_channel") is False:
        return False
    event = body.get("event")
    event = event if isinstance(event, dict) else {}
    home = event.get("user_team") or event.get("team") or event.get("source_team")
    if not isinstance(home, str):
        return body.get("is_ext_shared_channel") is True
    return home not in ours


def used_as_stranger(body: Mapping[str, Any], ours: Collection[str]) -> bool:
    """True where a slash command or a press is of someone whose workspace and organization are none of `ours`."""
    user, enterprise = body.get("user"), body.get("enterprise")
    homes = {
        body.get("enterprise_id"),
        enterprise.get("id") if isinstance(enterprise, dict) else None,
        user.get("team_id") if isinstance(user, dict) else body.get("team_id"),
    } - {None, ""}
    return bool(ours) and bool(homes) and homes.isdisjoint(ours)
