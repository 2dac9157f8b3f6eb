"""The number by which the log, and an apology, name one delivery of Slack's and what came of it."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import structlog


async def follow(next: Callable[[], Awaitable[Any]]) -> Any:
    """Bolt middleware: every line that is logged for a delivery has its number as `id`."""
    with structlog.contextvars.bound_contextvars(id=secrets.token_hex(4)):
        return await next()


def request_id() -> str:
    """The number of the delivery in hand; a new one where none is."""
    return str(structlog.contextvars.get_contextvars().get("id") or secrets.token_hex(4))
