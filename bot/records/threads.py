"""What each thread was about: codes, modifiers, topics and choices, never text."""

import json
import time
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asking.context import NO_CONTEXT, Context
from bot.records.putting import put
from bot.records.retention import Retention
from bot.records.tables import threads


@dataclass(frozen=True)
class ThreadKey:
    """A thread by its root's `ts`, or, with an empty root, the top level of a direct message."""

    team: str
    channel: str
    root: str


class Threads:
    """Contexts in the database. Every method may raise SQLAlchemyError or OSError."""

    def __init__(self, engine: AsyncEngine, retention: Retention) -> None:
        self._engine = engine
        self._retention = retention

    async def recall(self, key: ThreadKey) -> Context:
        """What the thread was about; nothing where that is unknown or too long ago."""
        query = select(threads.c.context).where(_is(key), threads.c.expires_at > time.time())
        async with self._engine.connect() as connection:
            found = (await connection.execute(query)).scalar_one_or_none()
        return NO_CONTEXT if found is None else _read(found)

    async def remember(self, key: ThreadKey, context: Context) -> None:
        """Keeps the context in place of the thread's last one."""
        if context == NO_CONTEXT:
            async with self._engine.begin() as connection:
                await connection.execute(delete(threads).where(_is(key)))
            return
        lasting = self._retention.thread if key.root else self._retention.conversation
        row = {"context": json.dumps(asdict(context)), "expires_at": int(time.time() + lasting)}
        await put(self._engine, threads, asdict(key), row)


def _is(key: ThreadKey) -> ColumnElement[bool]:
    return and_(threads.c.team == key.team, threads.c.channel == key.channel, threads.c.root == key.root)


def _read(stored: str) -> Context:
    """A context as it was written; nothing where another version of the program wrote what this one cannot read."""
    try:
        found = json.loads(stored)
        return Context(
            codes=tuple(found["codes"]),
            modifiers=tuple(found["modifiers"]),
            topics=tuple(found["topics"]),
            choices=tuple((entry, section) for entry, section in found["choices"]),
            quarter=str(found.get("quarter", "")),
        )
    except (ValueError, KeyError, TypeError):
        return NO_CONTEXT
