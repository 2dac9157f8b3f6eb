"""Signals as events to wait for: SIGTERM, SIGINT and Ctrl-C to stop, SIGHUP to read the book anew."""

import asyncio
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

STOP = ("SIGTERM", "SIGINT", "SIGBREAK")
"""SIGBREAK is Ctrl-Break on Windows."""


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """An event that is set by the first signal to stop; the old handlers come back at the end. Use it in the main
    thread, with a running loop."""
    with _set_by(STOP) as stop:
        yield stop


@contextmanager
def reload_signal() -> Iterator[asyncio.Event]:
    """The same for SIGHUP, where there is one. In a terminal it keeps its meaning: the terminal is gone."""
    with _set_by(() if sys.stdin is not None and sys.stdin.isatty() else ("SIGHUP",)) as reload:
        yield reload


@contextmanager
def _set_by(signals: Sequence[str]) -> Iterator[asyncio.Event]:
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    names = [name for name in signals if hasattr(signal, name)]

    def on_signal(number: int, frame: FrameType | None) -> None:
        # Windows has no loop.add_signal_handler; this way serves everywhere, and wakes the loop.
        loop.call_soon_threadsafe(event.set)

    before = {name: signal.signal(getattr(signal, name), on_signal) for name in names}
    try:
        yield event
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
