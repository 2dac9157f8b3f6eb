"""What is held of one person, to be handed over or deleted."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.tables import expert_requests, installations, look_ups, votes

MOMENTS = ("changed_at", "looked_up_at", "resolved_at")
JSON_TEXTS = ("subject", "reasons")

PEOPLE = ("asker", "closed_by")
"""Of a request for experts; another person's id is not for this one."""

OF_AN_INSTALLATION = (
    "team_id",
    "team_name",
    "enterprise_id",
    "enterprise_name",
    "user_id",
    "user_scopes",
    "installed_at",
)
"""What is handed over of it: the tokens in it let their holder act in the workspace."""

FORGOTTEN = {
    "user_id": "",
    "user_token": None,
    "user_scopes": None,
    "user_refresh_token": None,
    "user_token_expires_at": None,
}
"""What is left of the person in an installation. The bot acts with the workspace's token, which stays."""

Held = dict[str, list[dict[str, Any]]]
"""Rows by table, each with the names of its columns."""


async def held_of(engine: AsyncEngine, person: str) -> Held:
    """All that is held of a Slack user id: votes, look-ups, requests that the person made or closed, and installations
    that they made, oldest first. No token is in it. May raise SQLAlchemyError or OSError."""
    requests = or_(expert_requests.c.asker == person, expert_requests.c.closed_by == person)
    return {
        "votes": await _rows(engine, votes, votes.c.person == person, votes.c.changed_at),
        "look_ups": await _rows(engine, look_ups, look_ups.c.person == person, look_ups.c.looked_up_at),
        "expert_requests": [
            {name: value for name, value in row.items() if name not in PEOPLE or value == person}
            for row in await _rows(engine, expert_requests, requests, expert_requests.c.changed_at)
        ],
        "slack_installations": [
            {name: row[name] for name in OF_AN_INSTALLATION}
            for row in await _rows(
                engine, installations, installations.c.user_id == person, installations.c.installed_at
            )
        ],
    }


async def forget(engine: AsyncEngine, person: str) -> dict[str, int]:
    """Deletes the person's votes, look-ups and requests, and their id from requests that they closed for others and
    from installations, which go on working; how many rows that were, by table. All of it or nothing. May raise
    SQLAlchemyError or OSError."""
    asked = delete(expert_requests).where(expert_requests.c.asker == person)
    closed = update(expert_requests).where(expert_requests.c.closed_by == person).values(closed_by="")
    installed = update(installations).where(installations.c.user_id == person).values(**FORGOTTEN)
    async with engine.begin() as connection:
        return {
            "votes": (await connection.execute(delete(votes).where(votes.c.person == person))).rowcount,
            "look_ups": (await connection.execute(delete(look_ups).where(look_ups.c.person == person))).rowcount,
            "expert_requests": (await connection.execute(asked)).rowcount + (await connection.execute(closed)).rowcount,
            "slack_installations": (await connection.execute(installed)).rowcount,
        }


async def _rows(
    engine: AsyncEngine, table: Table, which: ColumnElement[bool], order: ColumnElement[Any]
) -> list[dict[str, Any]]:
    async with engine.connect() as connection:
        rows = (await connection.execute(select(table).where(which).order_by(order))).mappings().all()
    return [_readable(row) for row in rows]


def _readable(row: RowMapping) -> dict[str, Any]:
    """The row with its moments as ISO 8601 in UTC, and with JSON instead of texts that hold some."""
    readable = {str(name): value for name, value in row.items() if name != "id"}
    for name in MOMENTS:
        if readable.get(name) is not None:
            readable[name] = datetime.fromtimestamp(readable[name], UTC).isoformat(timespec="seconds")
    if isinstance(readable.get("installed_at"), datetime):  # slack_sdk writes UTC, without saying so
        readable["installed_at"] = readable["installed_at"].replace(tzinfo=UTC).isoformat(timespec="seconds")
    for name in JSON_TEXTS:
        if name in readable:
            readable[name] = json.loads(readable[name])
    return readable
