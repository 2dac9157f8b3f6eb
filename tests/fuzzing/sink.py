"""A Slack that takes everything, by real sockets, and notes what real Slack would have refused."""

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.slack import words
from bot.workspace.content import ApiError, read_content
from bot.workspace.view_rules import read_view

ME = {"user_id": "U0CODEBOOK", "bot_id": "B0CODEBOOK", "team_id": "T0WORKSPC1", "user": "codebook", "team": "fuzz"}
MESSAGES = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")
VIEWS = {"views.open": "modal", "views.push": "modal", "views.update": "modal", "views.publish": "home"}
NOTICES = (words.IDENTIFIERS_MESSAGE, words.IDENTIFIERS_COMMAND)


@dataclass(frozen=True)
class Call:
    """One call of the bot, and why Slack would have refused it; empty where it would not."""

    method: str
    arguments: dict[str, Any]
    refused: str

    @property
    def is_message(self) -> bool:
        """Whether somebody reads it as an answer; a notice of identifiers goes beside one."""
        return self.method in MESSAGES and self.arguments.get("text") not in NOTICES

    @property
    def written(self) -> str:
        """All of it as one text."""
        return json.dumps(self.arguments, ensure_ascii=False)


@dataclass
class Sink:
    """`answer` is what Slack says to the next calls: None takes them, a code refuses them, "garbage" is no JSON."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    answer: str | None = None
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    @property
    def response_url(self) -> str:
        """An address that takes messages."""
        return f"{self.url}response"

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Any call."""
        method = request.path.removeprefix("/api/") if request.path.startswith("/api/") else "response_url"
        arguments = await _arguments(request)
        self.calls.append(Call(method, arguments, _refusal(method, arguments)))
        if method in ("auth.test", "oauth.v2.access") or self.answer is None:
            return web.json_response(self._taken(arguments))
        if self.answer == "garbage":
            return web.Response(text="<html>")
        return web.json_response({"ok": False, "error": self.answer}, status=404 if method == "response_url" else 200)

    def _taken(self, arguments: dict[str, Any]) -> dict[str, Any]:
        ts = f"1800000000.{next(self._numbers) % 1_000_000:06d}"
        return {
            "ok": True,
            **ME,
            "ts": ts,
            "channel": arguments.get("channel", "C0CODINGQ1"),
            "permalink": "https://slack.example/archives/p1",
            "view": {"id": "V0FUZZ", "hash": "1.a"},
            "message": {"ts": ts},
            "access_token": "xoxb-fuzz",
            "token_type": "bot",
            "app_id": "A0CODEBOOK",
            "authed_user": {"id": "U0000000A1"},
            "scope": "commands,chat:write",
        }


async def _arguments(request: web.BaseRequest) -> dict[str, Any]:
    if request.content_type == "application/json":
        found = await request.json()
        return found if isinstance(found, dict) else {"_": found}
    return {name: str(value) for name, value in (await request.post()).items()}


def _refusal(method: str, arguments: dict[str, Any]) -> str:
    try:
        if method in MESSAGES:
            content = read_content(arguments)
            if content.warnings or len(content.text) > 4000 or not content.text.strip():
                return f"text of {len(content.text)}"
        elif method in VIEWS:
            read_view(arguments.get("view"), VIEWS[method])
    except ApiError as error:
        return json.dumps(error.response)
    return ""


@asynccontextmanager
async def serve_sink() -> AsyncIterator[Sink]:
    """On a free port of 127.0.0.1."""
    sink = Sink()
    runner = web.ServerRunner(web.Server(sink.handle))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    sink.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    try:
        yield sink
    finally:
        await runner.cleanup()
