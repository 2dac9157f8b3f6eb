"""Giving memory back to the system."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """What making an index took for a moment, tens of megabytes, goes back at once. Without this glibc would keep it,
    and more with each new book; other C libraries are left alone. Takes some milliseconds."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
