"""Answers take turns, so that many questions at once hold up no acknowledgement."""

import asyncio


class Turns:
    """Composing an answer takes a millisecond or two, in which nothing else is done. Between two of them the loop
    takes requests in, acknowledges them and sends what is ready: Slack waits three seconds, its users longer."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def mine(self) -> None:
        """Returns when it is this task's turn, in the order of asking. The turn ends where the task waits again."""
        async with self._turn:
            await asyncio.sleep(0)
