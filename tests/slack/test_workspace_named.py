"""The workspace of a delivery to an app that an organization installed."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncBoltContext

from bot.slack.workspace_named import name_workspace


@pytest.mark.parametrize(
    ("team", "body", "named"),
    [
        ("T0FIRST001", {"user": {"team_id": "T0SECOND02"}}, "T0FIRST001"),
        ("E0ORG0001", {"user": {"id": "U1", "team_id": "T0SECOND02"}, "team": None}, "T0SECOND02"),
        ("E0ORG0001", {"user": {"id": "U1"}, "team": {"id": "T0THIRD03"}}, "T0THIRD03"),
        ("E0ORG0001", {"user": {"team_id": "E0ORG0001"}, "view": {"team_id": "T0FOURTH4"}}, "T0FOURTH4"),
        ("E0ORG0001", {"user": "U1", "team": {"id": 5}}, "E0ORG0001"),
        (None, {}, None),
    ],
)
async def test_it_is_that_of_whoever_sent_it(team: str | None, body: dict[str, Any], named: str | None) -> None:
    context = AsyncBoltContext({"team_id": team})
    found: list[str | None] = []

    async def next() -> None:
        found.append(context.team_id)

    await name_workspace(body, context, next)
    assert found == [named]
