"""Votes on answers: one a person and answer, which may be changed."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.tables import votes

KEPT_SECONDS = 90 * 24 * 3600.0


@dataclass(frozen=True)
class VoteKey:
    """An answer, by its channel and ts, and who votes on it."""

    team: str
    channel: str
    ts: str
    person: str


@dataclass(frozen=True)
class Vote:
    """What somebody thinks of an answer."""

    key: VoteKey
    is_positive: bool
    subject: Subject
    reasons: tuple[str, ...] = ()
    """Names of a fixed list."""
    comment: str = ""
    changed_at: float = 0.0
    """Seconds since 1970."""


class Votes:
    """Votes in the database. No method raises where it is away."""

    def __init__(self, engine: AsyncEngine, keep: Keep) -> None:
        self._engine = engine
        self._keep = keep

    async def cast(self, key: VoteKey, is_positive: bool, subject: Subject) -> bool:
        """Puts the vote in the place of the person's last one on this answer; the same one again keeps what was wrong.
        True where it is kept."""
        return await self._keep(lambda: self._cast(key, is_positive, subject), False)

    async def explain(self, key: VoteKey, reasons: Sequence[str], comment: str) -> bool:
        """Adds to a vote what was wrong. True where it is kept."""
        return await self._keep(lambda: self._explain(key, reasons, comment), False)

    async def negative(self) -> list[Vote]:
        """The negative votes that no expert was done with, oldest first."""
        return await self._keep(self._negative, [])

    async def resolve(self, keys: Sequence[VoteKey]) -> bool:
        """An expert is done with what these votes say. True where that is kept."""
        return await self._keep(lambda: self._resolve(keys), False)

    async def _cast(self, key: VoteKey, is_positive: bool, subject: Subject) -> bool:
        again = {"subject": write_subject(subject), "changed_at": time.time(), "resolved_at": None}
        row = {**again, "is_positive": is_positive, "reasons": "[]", "comment": ""}
        same = update(votes).where(_is(key), votes.c.is_positive.is_(is_positive)).values(**again)
        async with self._engine.begin() as connection:
            if (await connection.execute(same)).rowcount or await self._change(connection, key, row):
                return True
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(votes).values(**asdict(key), **row))
        except IntegrityError:  # the same person's other press was quicker
            async with self._engine.begin() as connection:
                await self._change(connection, key, row)
        return True

    async def _change(self, connection: AsyncConnection, key: VoteKey, row: dict[str, object]) -> bool:
        return (await connection.execute(update(votes).where(_is(key)).values(**row))).rowcount > 0

    async def _explain(self, key: VoteKey, reasons: Sequence[str], comment: str) -> bool:
        async with self._engine.begin() as connection:
            return await self._change(connection, key, {"reasons": json.dumps(list(reasons)), "comment": comment})

    async def _negative(self) -> list[Vote]:
        query = select(votes).where(votes.c.is_positive.is_(False), votes.c.resolved_at.is_(None))
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query.order_by(votes.c.changed_at))).mappings().all()
        return [
            Vote(
                key=VoteKey(row["team"], row["channel"], row["ts"], row["person"]),
                is_positive=False,
                subject=read_subject(row["subject"]),
                reasons=tuple(json.loads(row["reasons"])),
                comment=row["comment"],
                changed_at=row["changed_at"],
            )
            for row in rows
        ]

    async def _resolve(self, keys: Sequence[VoteKey]) -> bool:
        async with self._engine.begin() as connection:
            for key in keys:
                await self._change(connection, key, {"resolved_at": time.time()})
        return True

    async def expire(self) -> None:
        """Forgets votes of more than 90 days ago. May raise SQLAlchemyError or OSError."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(votes).where(votes.c.changed_at < time.time() - KEPT_SECONDS))


def _is(key: VoteKey) -> ColumnElement[bool]:
    return and_(
        votes.c.team == key.team, votes.c.channel == key.channel, votes.c.ts == key.ts, votes.c.person == key.person
    )
