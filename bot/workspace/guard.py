"""Keeping other sites out: the workspace listens on this machine, but a browser would carry their requests here."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class LocalOnly:
    """Refuses with 403 what was not asked by this machine's name (a rebound DNS name) or comes from another site."""

    def __init__(self, web: Any, base: str) -> None:
        self._web = web
        port = urlsplit(base).port
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._welcome(Headers(scope=scope), scope.get("method")):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("Open the address that codebook printed.", 403)(scope, receive, send)
            return
        await self._web(scope, receive, send)

    def _welcome(self, headers: Headers, method: str | None) -> bool:
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        # A link on another site may lead to the page: that reads nothing to the site and changes nothing here.
        follows_link = method == "GET" and headers.get("sec-fetch-mode") == "navigate"
        return (
            headers.get("host", "") in self._hosts
            and (origin is None or urlsplit(origin).netloc in self._hosts)
            and (site in (None, "same-origin", "none") or follows_link)
        )
