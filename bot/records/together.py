"""Small writes that come at the same time, in one transaction: each by itself would take longer than an answer does."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.records.keeping import Keep

Item = TypeVar("Item")


@dataclass
class _Batch(Generic[Item]):
    items: list[Item] = field(default_factory=list)
    is_kept: bool | None = None
    """None until it is known."""


class Together(Generic[Item]):
    """Writes of one kind. `write` writes many of them and gives True; it may raise SQLAlchemyError or OSError."""

    def __init__(self, keep: Keep, write: Callable[[Sequence[Item]], Awaitable[bool]]) -> None:
        self._keep = keep
        self._write = write
        self._turn = asyncio.Lock()
        self._gathered: _Batch[Item] = _Batch()

    async def add(self, item: Item) -> bool:
        """Writes it, together with what came while others were written. True where that is kept."""
        batch = self._gathered
        batch.items.append(item)
        async with self._turn:
            # The first of a batch whose turn it is writes for all; where it is cancelled, the next one does.
            if batch.is_kept is None:
                if self._gathered is batch:
                    self._gathered = _Batch()
                batch.is_kept = await self._keep(lambda: self._write(batch.items), False)
        return batch.is_kept
