"""Questions that the book had no answer to, by what they were about: who asked, and in which words, is not kept."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.tables import gaps
from bot.records.together import Together


@dataclass(frozen=True)
class Gap:
    """One question without an answer."""

    id: int
    team: str
    outcome: str
    """unknown, unknown-code or unavailable."""
    subject: Subject
    noted_at: float
    """Seconds since 1970."""


class Gaps:
    """Gaps in the database. No method raises where it is away."""

    def __init__(self, engine: AsyncEngine, keep: Keep) -> None:
        self._engine = engine
        self._keep = keep
        self._noted = Together(keep, self._note)

    async def note(self, team: str, outcome: str, subject: Subject) -> bool:
        """Counts a question without an answer. True where it is kept."""
        row = {"team": team, "outcome": outcome, "subject": write_subject(subject), "noted_at": time.time()}
        return await self._noted.add(row)

    async def open(self) -> list[Gap]:
        """The gaps that no expert was done with, oldest first."""
        return await self._keep(self._open, [])

    async def resolve(self, ids: Sequence[int]) -> bool:
        """An expert is done with these. True where that is kept."""
        return await self._keep(lambda: self._resolve(ids), False)

    async def _note(self, rows: Sequence[dict[str, object]]) -> bool:
        async with self._engine.begin() as connection:
            await connection.execute(insert(gaps), rows)
        return True

    async def _open(self) -> list[Gap]:
        query = select(gaps).where(gaps.c.resolved_at.is_(None)).order_by(gaps.c.noted_at, gaps.c.id)
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [
            Gap(row["id"], row["team"], row["outcome"], read_subject(row["subject"]), row["noted_at"]) for row in rows
        ]

    async def _resolve(self, ids: Sequence[int]) -> bool:
        async with self._engine.begin() as connection:
            for id in ids:
                await connection.execute(update(gaps).where(gaps.c.id == id).values(resolved_at=time.time()))
        return True
