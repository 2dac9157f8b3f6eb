"""What each person looked up last, for the person alone."""

import time

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.retention import Retention
from bot.records.tables import look_ups

MOST = 10
"""Subjects that are kept of a person."""


class LookUps:
    """Look-ups in the database; none where they are to be kept for no time. No method raises where it is away."""

    def __init__(self, engine: AsyncEngine, keep: Keep, retention: Retention) -> None:
        self._engine = engine
        self._keep = keep
        self._retention = retention

    async def note(self, team: str, person: str, subject: Subject) -> None:
        """Keeps a subject as the person's last one; the same one before it, and what is beyond the last ten, go."""
        if self._retention.look_ups > 0:
            await self._keep(lambda: self._note(team, person, subject), None)

    async def latest(self, team: str, person: str) -> list[Subject]:
        """At most ten subjects of this person, the last one first."""
        return await self._keep(lambda: self._latest(team, person), [])

    async def _note(self, team: str, person: str, subject: Subject) -> None:
        written = write_subject(subject)
        theirs = (look_ups.c.team == team, look_ups.c.person == person)
        row = {"team": team, "person": person, "subject": written, "looked_up_at": time.time()}
        async with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # one at a time for a person; SQLite has one writer anyway
                await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{team} {person}"))))
            await connection.execute(delete(look_ups).where(*theirs, look_ups.c.subject == written))
            await connection.execute(insert(look_ups).values(**row))
            newest = select(look_ups.c.id).where(*theirs).order_by(look_ups.c.id.desc()).limit(MOST)
            kept = list((await connection.execute(newest)).scalars())
            await connection.execute(delete(look_ups).where(*theirs, look_ups.c.id.not_in(kept)))

    async def _latest(self, team: str, person: str) -> list[Subject]:
        theirs = (look_ups.c.team == team, look_ups.c.person == person)
        query = select(look_ups.c.subject).where(*theirs).order_by(look_ups.c.id.desc()).limit(MOST)
        async with self._engine.connect() as connection:
            return [read_subject(written) for written in (await connection.execute(query)).scalars()]
