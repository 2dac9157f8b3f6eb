"""Acknowledging what Slack delivers once only: commands, shortcuts and presses.

Should the process be killed, what was not acknowledged is no loss that nobody sees: Slack tells the asker that the app
did not respond. So the answer comes first, as Bolt's own `process_before_response` has it, unless it takes long.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from slack_bolt.async_app import AsyncAck

ANSWER_FIRST_SECONDS = 1.0
"""Slack, and Bolt with it, waits three seconds for the acknowledgement."""


async def answer_first(ack: AsyncAck, answering: Coroutine[Any, Any, None]) -> None:
    """Acknowledges once the answer is delivered, or after a second; returns once it is delivered."""
    answered = asyncio.ensure_future(answering)
    await asyncio.wait({answered}, timeout=ANSWER_FIRST_SECONDS)
    await ack()
    await answered
