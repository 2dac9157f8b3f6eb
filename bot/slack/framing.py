"""HTTP requests that say their length in two ways: refused, since a proxy and uvicorn might disagree where one ends."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.logs import get_logger

log = get_logger("bot.slack.http")


class OneLength:
    """Answers such a request with 400 and closes its connection (RFC 9112, section 6.3)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = {name for name, _ in scope.get("headers", ())}
        if {b"content-length", b"transfer-encoding"} <= names:
            log.warning("request-refused", status=400, reason="two-lengths")
            refused = PlainTextResponse("two-lengths", 400, {"connection": "close"})
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)
