"""Questions that were handed to the experts: who waits for an answer, and where it stands. Never their words."""

import time
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.subject import Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.records.keeping import Keep
from bot.records.tables import expert_requests

OPEN, RESOLVED = "open", "resolved"


@dataclass(frozen=True)
class ExpertRequest:
    """A question for the experts."""

    id: str
    """Made of the answer and the asker, so that the same request is the same one."""
    team: str
    asker: str
    channel: str
    """Where it was asked."""
    thread_ts: str
    """Of the thread where it was asked; "" outside of one."""
    subject: Subject
    posted_channel: str
    """The experts' channel."""
    posted_ts: str = ""
    """Of the message there; "" until it stands."""
    state: str = OPEN
    closed_by: str = ""
    changed_at: float = 0.0


class ExpertRequests:
    """Requests in the database. No method raises where it is away."""

    def __init__(self, engine: AsyncEngine, keep: Keep) -> None:
        self._engine = engine
        self._keep = keep

    async def begin(self, request: ExpertRequest) -> bool | None:
        """True where the request is new and now kept, False where it is there already, None where the database is
        away."""
        return await self._keep(lambda: self._begin(request), None)

    async def posted(self, id: str, ts: str) -> bool:
        """Keeps where the message for the experts stands. True where that is kept."""
        return await self._keep(lambda: self._change(id, {"posted_ts": ts}), False)

    async def withdraw(self, id: str) -> None:
        """Forgets a request that did not arrive, so that it can be made again."""
        await self._keep(lambda: self._withdraw(id), None)

    async def find(self, id: str) -> ExpertRequest | None:
        """The request by its id."""
        return await self._keep(lambda: self._find(id), None)

    async def close(self, id: str, person: str) -> bool | None:
        """True where this person was the first to close it, False where it is closed or gone, None where the database
        is away."""
        return await self._keep(lambda: self._close(id, person), None)

    async def _begin(self, request: ExpertRequest) -> bool | None:
        row = {**vars(request), "subject": write_subject(request.subject), "changed_at": time.time()}
        try:
            async with self._engine.begin() as connection:
                await connection.execute(insert(expert_requests).values(**row))
            return True
        except IntegrityError:
            return False

    async def _change(self, id: str, row: dict[str, object]) -> bool:
        change = update(expert_requests).where(expert_requests.c.id == id).values(**row)
        async with self._engine.begin() as connection:
            return (await connection.execute(change)).rowcount > 0

    async def _withdraw(self, id: str) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(delete(expert_requests).where(expert_requests.c.id == id))

    async def _find(self, id: str) -> ExpertRequest | None:
        query = select(expert_requests).where(expert_requests.c.id == id)
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return None if row is None else ExpertRequest(**{**row, "subject": read_subject(row["subject"])})

    async def _close(self, id: str, person: str) -> bool | None:
        change = (
            update(expert_requests)
            .where(expert_requests.c.id == id, expert_requests.c.state == OPEN)
            .values(state=RESOLVED, closed_by=person, changed_at=time.time())
        )
        async with self._engine.begin() as connection:
            return (await connection.execute(change)).rowcount == 1
