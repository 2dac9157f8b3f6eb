"""Noticing that the files of a folder may have changed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from pathlib import Path

from watchfiles import awatch

CHECK_SECONDS = 2.0
"""Without any notice, files are looked at this often: a symbolic link that leads elsewhere, a folder that was replaced
and a network file system tell nothing, nor does a system that has no more watches to give."""


async def wakes(folder: Path, check_seconds: float = CHECK_SECONDS) -> AsyncGenerator[None, None]:
    """Yields soon after something in the folder changed, and every few seconds anyway; for ever."""
    while True:
        before = _place(folder)
        # A folder that is not there cannot be watched, and the number of watches is limited: it is looked at instead.
        with suppress(Exception):
            notices = awatch(
                folder,
                rust_timeout=round(check_seconds * 1000),
                yield_on_timeout=True,
                ignore_permission_denied=True,
            )
            async with aclosing(notices):
                async for _ in notices:
                    yield
                    if _place(folder) != before:
                        break
            continue
        await asyncio.sleep(check_seconds)
        yield


def _place(folder: Path) -> tuple[int, int] | None:
    """Which folder it is, wherever links lead; None where there is none."""
    try:
        state = folder.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
