"""The gaps and votes of a database that another process serves, for a command that must know whether it can be read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from bot.records.database import open_engine
from bot.records.gaps import Gaps
from bot.records.votes import Votes

Found = TypeVar("Found")


@asynccontextmanager
async def open_directly(url: str) -> AsyncIterator[tuple[Gaps, Votes]]:
    """Gaps and votes that are read and changed as they are: nothing is made, expired or given back, and every method
    raises SQLAlchemyError or OSError where the database fails. Raises FileNotFoundError where there is no file."""
    engine = open_engine(url)
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    if file and not await asyncio.to_thread(Path(file).is_file):
        raise FileNotFoundError(file)
    try:
        yield Gaps(engine, _straight), Votes(engine, _straight)
    finally:
        await engine.dispose()


async def _straight(work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found:
    return await work()
