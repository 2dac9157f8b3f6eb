"""Making something large in one go, and giving memory back to the system."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def give_back() -> None:
    """What making an index took for a moment, tens of megabytes, goes back at once. Without this glibc would keep it,
    and more with each new book; other C libraries are left alone. Takes some milliseconds."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def nothing_is_garbage() -> Iterator[None]:
    """Looks for no cycles while something is made that stays: they are looked for again and again as it grows, which
    takes a fifth of a start."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
