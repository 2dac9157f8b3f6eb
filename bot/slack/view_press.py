"""A press in the Home tab, or in a modal that it opened."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack.strangers import used_as_stranger


@dataclass(frozen=True)
class ViewPress:
    """Who pressed, and by which address Slack takes the answer."""

    team: str
    user: str
    trigger_id: str
    modal_id: str | None
    """The modal in which it was; None in the Home tab."""
    is_stranger: bool


def is_in_view(body: Mapping[str, Any]) -> bool:
    """Whether a press was in a view, and not in a message."""
    return (body.get("container") or {}).get("type") == "view"


def view_press(body: Mapping[str, Any], team: str, ours: Collection[str]) -> ViewPress:
    """Reads a press in a view (docs.slack.dev/reference/interaction-payloads/block_actions-payload)."""
    view = body.get("view") or {}
    return ViewPress(
        team=team,
        user=str((body.get("user") or {}).get("id")),
        trigger_id=str(body.get("trigger_id")),
        modal_id=str(view.get("id")) if view.get("type") == "modal" else None,
        is_stranger=used_as_stranger(body, ours),
    )
