"""Which workspace a delivery is from, where the app is installed for an organization as a whole."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncBoltContext


async def name_workspace(body: dict[str, Any], context: AsyncBoltContext, next: Callable[[], Awaitable[Any]]) -> Any:
    """Bolt middleware: of a form Bolt takes the workspace from `view.app_installed_team_id`, which is the organization
    (E...) where that installed the app; the workspace is that of whoever sent it."""
    if (context.team_id or "").startswith("E"):
        context["team_id"] = _workspace(body) or context.team_id
    return await next()


def _workspace(body: dict[str, Any]) -> str | None:
    named = [(body.get("user"), "team_id"), (body.get("team"), "id"), (body.get("view"), "team_id")]
    ids = [part.get(name) for part, name in named if isinstance(part, dict)]
    return next((id for id in ids if isinstance(id, str) and id.startswith("T")), None)
