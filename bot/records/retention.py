"""How long what is kept stays, and how it goes."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Table, delete, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.tables import claims, expert_requests, gaps, look_ups, oauth_states, threads, votes

DAY = 24 * 3600.0


@dataclass(frozen=True)
class Retention:
    """How long each kind of record stays, in seconds."""

    claims: float = 7 * DAY
    """Slack redelivers within minutes, its delayed events within days."""
    thread: float = DAY
    """A thread is one subject, and is taken up again within a working day."""
    conversation: float = 600.0
    """A direct message at top level goes on for ever: what was asked before a break is another subject."""
    look_ups: float = 7 * DAY
    """0: none is kept."""
    said: float = 90 * DAY
    """Votes, gaps and requests for experts."""


USUAL = Retention()


def retention_of(keep_days: int, keep_look_ups_days: int) -> Retention:
    """What an operator chooses, and the rest as it is."""
    return Retention(said=keep_days * DAY, look_ups=keep_look_ups_days * DAY)


def past(retention: Retention) -> dict[Table, ColumnElement[bool]]:
    """Which rows of each table are past their time now."""
    now = time.time()
    return {
        claims: claims.c.changed_at <= now - retention.claims,
        threads: threads.c.expires_at <= now,
        votes: votes.c.changed_at <= now - retention.said,
        gaps: gaps.c.noted_at <= now - retention.said,
        expert_requests: expert_requests.c.changed_at <= now - retention.said,
        look_ups: look_ups.c.looked_up_at <= now - retention.look_ups,
        oauth_states: oauth_states.c.expire_at <= datetime.fromtimestamp(now, UTC).replace(tzinfo=None),
    }


async def purge(engine: AsyncEngine, retention: Retention) -> dict[str, int]:
    """Deletes what is past its time; how many rows went, by table. May raise SQLAlchemyError or OSError."""
    removed = {}
    for table, condition in past(retention).items():
        async with engine.begin() as connection:
            removed[table.name] = (await connection.execute(delete(table).where(condition))).rowcount
    return removed


async def count_past(engine: AsyncEngine, retention: Retention) -> dict[str, int]:
    """What `purge` would delete. May raise SQLAlchemyError or OSError."""
    found = {}
    async with engine.connect() as connection:
        for table, condition in past(retention).items():
            query = select(func.count()).select_from(table).where(condition)
            found[table.name] = (await connection.execute(query)).scalar_one()
    return found
