"""The page: one address that shows a conversation, forms that do what a person does, and a stream of changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.journal import Changes
from bot.workspace.markdown_html import draw_markdown
from bot.workspace.mrkdwn_html import draw_mrkdwn, draw_plain
from bot.workspace.observation import Refused
from bot.workspace.page_rules import RULES, carry_out, last_event
from bot.workspace.page_view import Place, initials, main_messages, names_of, thread_messages, traffic
from bot.workspace.people import TEAM_NAME
from bot.workspace.rich_text_html import draw_rich_text
from bot.workspace.workspace import Workspace

FOLDER = Path(__file__).parent
HEARTBEAT_SECONDS = 15
TYPED_CHARACTERS = 12_000
"""Slack's clients make a snippet of a longer message; here it is refused."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Page:
    """Draws the workspace for a person in a browser."""

    def __init__(self, workspace: Workspace, changes: Changes, closing: asyncio.Event, examples: Sequence[str]) -> None:
        self._workspace = workspace
        self._changes = changes
        self._closing = closing
        self._examples = tuple(examples)
        names = names_of(workspace)
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=select_autoescape(default=True), trim_blocks=True
        )
        self._templates.globals["initials"] = initials
        self._templates.filters |= {
            "mrkdwn": lambda text: draw_mrkdwn(str(text), names),
            "entities": lambda text: draw_mrkdwn(str(text), names, formatted=False),
            "plain": lambda text: draw_plain(str(text)),
            "markdown": lambda text: draw_markdown(str(text)),
            "rich_text": lambda block: draw_rich_text(block, names),
        }

    @property
    def routes(self) -> list[BaseRoute]:
        """What the page serves."""
        return [
            Route("/", self.show, methods=["GET"]),
            Route("/send", self.send, methods=["POST"]),
            Route("/press", self.press, methods=["POST"]),
            Route("/rules/{rule}", self.rule, methods=["POST"]),
            Route("/json/{channel}/{ts}", self.json, methods=["GET"]),
            Route("/changes", self.changes, methods=["GET"]),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ]

    async def show(self, request: Request) -> Response:
        """The page for `as`, `in` and `thread` of the query."""
        workspace, place = self._workspace, self._place(dict(request.query_params))
        command = workspace.app.commands[0] if workspace.app.commands else None
        html = self._templates.get_template("page.html").render(
            workspace=workspace,
            app=workspace.app,
            team=TEAM_NAME,
            place=place,
            channels=[channel for channel in workspace.channels if channel.kind == "channel"],
            dm=workspace.dm(place.person),
            messages=main_messages(workspace, place),
            thread=thread_messages(workspace, place),
            traffic=traffic(workspace),
            rules=RULES,
            last=last_event(workspace),
            command=command,
            examples=self._examples,
        )
        return HTMLResponse(html, headers=HEADERS)

    async def send(self, request: Request) -> Response:
        """What a person typed: a message or a slash command. Answers when Slack would clear the field."""
        self._from_the_page(request)
        form = await _form(request)
        place, typed = self._place(form), form.get("text", "").strip()
        if not typed or len(typed) > TYPED_CHARACTERS:
            raise HTTPException(400, f"Type between 1 and {TYPED_CHARACTERS:,} characters.")
        try:
            sent = await self._workspace.type(place.person, place.channel, typed, thread_ts=place.thread_ts)
        except Refused as refusal:
            sent = self._workspace.room.notice(place.channel, place.person, str(refusal), place.thread_ts)
        ts = getattr(sent, "ts", "")
        return self._done(request, place, {"X-Message": ts} if ts else {})

    async def press(self, request: Request) -> Response:
        """A button of a message. Answers once the app acknowledged, or Slack gave up."""
        self._from_the_page(request)
        form = await _form(request)
        place = self._place(form)
        message = self._workspace.room.conversations.find(place.channel.id, form.get("ts"))
        if message is None:
            raise HTTPException(404, "There is no such message.")
        button, block = form.get("action_id", ""), form.get("block_id", "")
        try:
            await self._workspace.press(place.person, message, button, block_id=block)
        except Refused as refusal:
            self._workspace.room.notice(place.channel, place.person, str(refusal), place.thread_ts)
        return self._done(request, place, {})

    async def rule(self, request: Request) -> Response:
        """A button of the panel of Slack's rules."""
        self._from_the_page(request)
        if not await carry_out(self._workspace, request.path_params["rule"]):
            raise HTTPException(404, "There is no such rule.")
        self._changes.tell()
        return self._done(request, self._place(await _form(request)), {})

    async def json(self, request: Request) -> Response:
        """What travelled between Slack and the app for a message, for a person who sees it."""
        place = self._place(dict(request.query_params))
        channel, ts = request.path_params["channel"], request.path_params["ts"]
        message = self._workspace.room.conversations.find(channel, ts)
        hidden = message is not None and message.ephemeral_to not in (None, place.person.id)
        if message is None or hidden or (channel.startswith("D") and channel != self._workspace.dm(place.person).id):
            raise HTTPException(404, "There is no such message.")
        seen: dict[str, Any] = message.wire_json or {"message": message.wire(self._workspace.team_id)}
        text = json.dumps(seen, indent=2, ensure_ascii=False)
        return Response(text, media_type="text/plain; charset=utf-8", headers=HEADERS)

    async def changes(self, request: Request) -> Response:
        """A stream that says a number whenever something changed."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream", headers=HEADERS)

    async def _numbers(self) -> AsyncIterator[str]:
        while not self._closing.is_set():
            told = self._changes.number
            yield f"data: {told}\n\n"
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    while self._changes.number == told and not self._closing.is_set():
                        await self._changes.next()
            except TimeoutError:
                continue

    def _place(self, query: dict[str, str]) -> Place:
        person = self._workspace.room.person(query.get("as", "")) or self._workspace.users[0]
        name = query.get("in", "")
        channel = None if name == "dm" else self._workspace.room.channel(name or "coding-questions")
        if channel is None or channel.kind == "im":
            channel = self._workspace.dm(person)
        thread_ts = query.get("thread") or None
        if thread_ts and self._workspace.room.conversations.parent(channel.id, thread_ts) is None:
            thread_ts = None
        return Place(person, channel, thread_ts)

    def _done(self, request: Request, place: Place, headers: dict[str, str]) -> Response:
        if request.headers.get("x-requested-with") == "fetch":
            return Response(status_code=204, headers=headers)
        return RedirectResponse(place.address(thread_ts=place.thread_ts), status_code=303)

    def _from_the_page(self, request: Request) -> None:
        """A browser says where a form comes from; one that comes from nowhere, or elsewhere, is refused."""
        if urlsplit(request.headers.get("origin", "")).netloc != request.headers.get("host"):
            raise HTTPException(403, "This form belongs to another page.")


async def _form(request: Request) -> dict[str, str]:
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in fields.items()}
