"""Votes on answers: one a person and answer, which may be changed."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.putting import put
from bot.records.tables import votes
from bot.records.waiting import Waiting


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
    """Votes in the database, or waiting for it in the order in which they were cast. No method raises where it is
    away."""

    def __init__(self, engine: AsyncEngine, keep: Keep, waiting: Waiting) -> None:
        self._engine = engine
        self._keep = keep
        self._waiting = waiting

    async def cast(self, key: VoteKey, is_positive: bool, subject: Subject) -> bool:
        """Puts the vote in the place of the person's last one on this answer; the same one again keeps what was wrong.
        True where it is kept, or waits for the database."""
        row = {"is_positive": is_positive, "subject": write_subject(subject), "changed_at": time.time()}
        row |= {"reasons": "[]", "comment": "", "resolved_at": None}
        return await self._waiting.in_order(lambda waited: self._cast(key, row, waited))

    async def explain(self, key: VoteKey, reasons: Sequence[str], comment: str) -> bool:
        """Adds to a vote what was wrong. True where it is kept, or waits for the database; False where there is no
        such vote."""
        now, row = time.time(), {"reasons": json.dumps(list(reasons)), "comment": _storable(comment)}
        return await self._waiting.in_order(lambda waited: self._explain(key, row, now, waited))

    async def negative(self) -> list[Vote]:
        """The negative votes that no expert was done with, oldest first."""
        return await self._keep(self._negative, [])

    async def resolve(self, keys: Sequence[VoteKey]) -> bool:
        """An expert is done with what these votes say. True where that is kept."""
        return await self._keep(lambda: self._resolve(keys), False)

    async def _cast(self, key: VoteKey, row: Mapping[str, Any], waited: bool) -> bool:
        is_same = votes.c.is_positive == row["is_positive"]
        kept = {name: case((is_same, votes.c[name]), else_=row[name]) for name in ("reasons", "comment")}
        unchanged = _not_changed_since(row["changed_at"], waited)
        await put(self._engine, votes, asdict(key), row, unchanged, over={**row, **kept})
        return True

    async def _explain(self, key: VoteKey, row: Mapping[str, Any], said_at: float, waited: bool) -> bool:
        there = _is(key) if (unchanged := _not_changed_since(said_at, waited)) is None else and_(_is(key), unchanged)
        change = update(votes).where(there).values(**row)
        async with self._engine.begin() as connection:
            return (await connection.execute(change)).rowcount > 0

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
                await connection.execute(update(votes).where(_is(key)).values(resolved_at=time.time()))
        return True


def _is(key: VoteKey) -> ColumnElement[bool]:
    return and_(
        votes.c.team == key.team, votes.c.channel == key.channel, votes.c.ts == key.ts, votes.c.person == key.person
    )


def _not_changed_since(moment: float, waited: bool) -> ColumnElement[bool] | None:
    """What waited for the database leaves a vote alone that was changed meanwhile, by way of another process. What did
    not wait is the last word, also where the clock was set back."""
    return votes.c.changed_at <= moment if waited else None


def _storable(text: str) -> str:
    """The text without what PostgreSQL does not take: NUL, and halves of characters."""
    return text.replace("\0", "").encode(errors="replace").decode()
