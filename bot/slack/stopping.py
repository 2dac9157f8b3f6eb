"""SIGTERM, SIGINT and Ctrl-C as an event to wait for."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """An event that is set by the first SIGTERM or SIGINT (on Windows also Ctrl-Break); the old handlers come back
    at the end. Use it in the main thread, with a running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    names = [name for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]

    def on_signal(number: int, frame: FrameType | None) -> None:
        # Windows has no loop.add_signal_handler; this way serves everywhere, and wakes the loop.
        loop.call_soon_threadsafe(stop.set)

    before = {name: signal.signal(getattr(signal, name), on_signal) for name in names}
    try:
        yield stop
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
