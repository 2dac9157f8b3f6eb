"""The answers that are being given, so that a stopping process can finish them."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any


class InFlight:
    """Counts the tasks inside `async with`. Bolt answers in tasks of its own after the ack and does not track them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.discard(task)

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Does it beside what else is done."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finished(self, seconds: float) -> int:
        """Waits until nothing is in flight, at most this long; cancels what is left and returns how much that was."""
        deadline = asyncio.get_running_loop().time() + seconds
        # A task that Bolt has scheduled but not begun is not counted yet; it begins before we are called again.
        await asyncio.sleep(0)
        while self._tasks:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            await asyncio.wait(self._tasks, timeout=left)
            await asyncio.sleep(0)
        late = set(self._tasks)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
