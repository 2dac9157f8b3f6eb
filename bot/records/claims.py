"""One question, one answer: who has taken which message."""

import time
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, Float, and_, cast, delete, extract, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records.presence import GONE, Presence
from bot.records.putting import put
from bot.records.tables import claims

LEASE_SECONDS = 120.0
"""A question that another process took this long ago and did not answer may be taken over, whether that process is
gone or not. Longer than any delivery."""

TOLD_SECONDS = 3600.0
"""An asker whose question was left behind longer ago than this waits no more."""


@dataclass(frozen=True)
class MessageKey:
    """A user's message, or a reply of ours whose choice was pressed; `ts` is unique within a channel. Of a follow-up
    that was pressed, `ts` holds a digest of its section, too, and of a reply that is shared, that it is that.

    The event_id is left out: a redelivered event brings the same message, and one message may come under several event
    ids (a mention that is also a message, an edit).
    """

    team: str
    channel: str
    ts: str


@dataclass(frozen=True)
class LeftBehind:
    """A question that a process took and was killed before it wrote that it was answered."""

    key: MessageKey
    thread: str
    """Where its answer was to go; "" is outside of any thread."""


class Claims:
    """Claims in the database. Every method may raise SQLAlchemyError or OSError."""

    def __init__(self, engine: AsyncEngine, presence: Presence) -> None:
        self._engine = engine
        self._presence = presence
        self._holder = presence.holder

    async def take(self, key: MessageKey, thread: str | None = None) -> bool:
        """True where the message is now this process's to answer. `thread` is kept for LeftBehind."""
        now = self._now()
        row = {"state": "taken", "holder": self._holder, "changed_at": now, "thread": thread}
        abandoned = and_(
            claims.c.state == "taken",
            claims.c.holder != self._holder,
            or_(claims.c.changed_at < now - LEASE_SECONDS, self._presence.is_gone(claims.c.holder)),
        )
        return await put(self._engine, claims, asdict(key), row, abandoned)

    async def answered(self, key: MessageKey) -> bool:
        """Closes the claim for good, also where the database was away when the message was taken. True."""
        row = {"state": "answered", "holder": self._holder, "changed_at": self._now(), "thread": None}
        return await put(self._engine, claims, asdict(key), row)

    async def is_answered(self, key: MessageKey) -> bool:
        """True where the claim is closed for good."""
        query = select(claims.c.state).where(_is(key))
        async with self._engine.connect() as connection:
            return (await connection.execute(query)).scalar_one_or_none() == "answered"

    async def release(self, key: MessageKey) -> None:
        """Gives the message back, so that another delivery of it is answered."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(claims).where(_is(key), claims.c.state == "taken"))

    async def release_earlier(self) -> None:
        """Gives back what an earlier process took and did not answer; a question is left behind. Only where no other
        process shares the file."""
        earlier = and_(claims.c.state == "taken", claims.c.holder != self._holder)
        async with self._engine.begin() as connection:
            await connection.execute(delete(claims).where(earlier, claims.c.thread.is_(None)))
            await connection.execute(update(claims).where(earlier).values(holder=GONE))

    async def left_behind(self) -> list[LeftBehind]:
        """The questions that are left behind."""
        now = self._now()
        query = select(claims.c.team, claims.c.channel, claims.c.ts, claims.c.thread).where(
            claims.c.changed_at > now - TOLD_SECONDS,
            claims.c.state == "taken",
            claims.c.thread.is_not(None),
            claims.c.holder != self._holder,
            self._presence.is_gone(claims.c.holder),
        )
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        return [LeftBehind(MessageKey(row.team, row.channel, row.ts), row.thread) for row in rows]

    def _now(self) -> ColumnElement[float]:
        """Seconds since 1970. PostgreSQL's own: the clocks of two machines differ, and one whose clock is minutes ahead
        would take over what the other is answering."""
        if self._engine.dialect.name == "postgresql":
            return cast(extract("epoch", func.clock_timestamp()), Float)
        return literal(time.time())


def _is(key: MessageKey) -> ColumnElement[bool]:
    return and_(claims.c.team == key.team, claims.c.channel == key.channel, claims.c.ts == key.ts)
