"""Breaking the connection of a call in place of answering it."""

import asyncio
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

CUT = "codebook.cut"
"""The key in an ASGI scope of what breaks the connection that the request came by."""
FLUSH_SECONDS = 0.05


class CutConnection(JSONResponse):
    """No answer, or half of one, and the end of the connection."""

    def __init__(self, content: Any, *, within: bool) -> None:
        super().__init__(content)
        self._within = within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI calls it."""
        if self._within:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            half = bytes(self.body)[: len(self.body) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            await asyncio.sleep(FLUSH_SECONDS)
        scope[CUT]()
        # uvicorn would answer for us before it knows that nobody is there.
        while (await receive())["type"] != "http.disconnect":
            pass
