"""What each person looked up last, for the person alone."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from operator import attrgetter

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.retention import Retention
from bot.records.tables import look_ups
from bot.records.together import Together

MOST = 10
"""Subjects that are kept of a person."""


_THEIRS = (look_ups.c.team == bindparam("of_team"), look_ups.c.person == bindparam("of_person"))
_NEWEST = select(look_ups.c.id).where(*_THEIRS).order_by(look_ups.c.id.desc()).limit(MOST)
_FORGET_SAME = delete(look_ups).where(*_THEIRS, look_ups.c.subject == bindparam("of_subject"))
_FORGET_OLDER = delete(look_ups).where(*_THEIRS, look_ups.c.id.not_in(_NEWEST))


@dataclass(frozen=True)
class _LookUp:
    team: str
    person: str
    subject: str
    """As JSON."""


class LookUps:
    """Look-ups in the database; none where they are to be kept for no time. No method raises where it is away."""

    def __init__(self, engine: AsyncEngine, keep: Keep, retention: Retention) -> None:
        self._engine = engine
        self._keep = keep
        self._retention = retention
        self._noted = Together(keep, self._note)

    async def note(self, team: str, person: str, subject: Subject) -> None:
        """Keeps a subject as the person's last one; the same one before it, and what is beyond the last ten, go."""
        if self._retention.look_ups > 0:
            await self._noted.add(_LookUp(team, person, write_subject(subject)))

    async def latest(self, team: str, person: str) -> list[Subject]:
        """At most ten subjects of this person, the last one first."""
        return await self._keep(lambda: self._latest(team, person), [])

    async def _note(self, noted: Sequence[_LookUp]) -> bool:
        # Of the same ones the last; each person's in their order, and the persons in one order for all processes, which
        # would otherwise wait for each other.
        once = reversed(dict.fromkeys(reversed(noted)))
        kept = sorted(once, key=attrgetter("team", "person"))
        now = time.time()
        same = [{f"of_{name}": value for name, value in asdict(look_up).items()} for look_up in kept]
        persons = dict.fromkeys((look_up.team, look_up.person) for look_up in kept)
        async with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # one at a time for a person; SQLite has one writer anyway
                for team, person in persons:
                    await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{team} {person}"))))
            await connection.execute(_FORGET_SAME, same)
            await connection.execute(insert(look_ups), [{**asdict(look_up), "looked_up_at": now} for look_up in kept])
            await connection.execute(
                _FORGET_OLDER, [{"of_team": team, "of_person": person} for team, person in persons]
            )
        return True

    async def _latest(self, team: str, person: str) -> list[Subject]:
        theirs = (look_ups.c.team == team, look_ups.c.person == person)
        query = select(look_ups.c.subject).where(*theirs).order_by(look_ups.c.id.desc()).limit(MOST)
        async with self._engine.connect() as connection:
            return [read_subject(written) for written in (await connection.execute(query)).scalars()]
