"""Gaps and votes for a command that must know whether they can be read."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.records.gaps import Gaps
from bot.records.opening import opened
from bot.records.votes import Votes
from bot.records.waiting import Waiting

Found = TypeVar("Found")


@asynccontextmanager
async def open_directly(url: str) -> AsyncIterator[tuple[Gaps, Votes]]:
    """Gaps and votes of a database that another process may be serving: nothing expires or is given back. Raises
    DatabaseFault where it is not there or fails."""
    async with opened(url) as engine:
        yield Gaps(engine, _straight), Votes(engine, _straight, Waiting(_straight, "votes", 1))


async def _straight(work: Callable[[], Awaitable[Found]], otherwise: Found) -> Found:
    return await work()
