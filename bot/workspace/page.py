"""The page: one address that shows a conversation, forms that do what a person does, and a stream of changes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.workspace.journal import Changes
from bot.workspace.markdown_html import draw_markdown
from bot.workspace.mrkdwn_html import draw_mrkdwn, draw_plain
from bot.workspace.observation import Refused
from bot.workspace.page_documents import PageDocuments
from bot.workspace.page_forms import PageForms
from bot.workspace.page_frames import quoted, shown_view
from bot.workspace.page_rules import RULES, carry_out, last_event
from bot.workspace.page_use import PageUse
from bot.workspace.page_view import initials, main_messages, names_of, thread_messages, traffic
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


class Page(PageForms):
    """Draws the workspace for a person in a browser."""

    def __init__(self, workspace: Workspace, changes: Changes, closing: asyncio.Event, examples: Sequence[str]) -> None:
        super().__init__(workspace)
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
            "quoted": quoted,
        }

    @property
    def routes(self) -> list[BaseRoute]:
        """What the page serves."""
        return [
            Route("/", self.show, methods=["GET"]),
            Route("/send", self.send, methods=["POST"]),
            Route("/rules/{rule}", self.rule, methods=["POST"]),
            Route("/changes", self.changes, methods=["GET"]),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
            *PageUse(self.workspace).routes,
            *PageDocuments(self.workspace, HEADERS).routes,
        ]

    async def show(self, request: Request) -> Response:
        """The page for `as`, `in` and `thread` of the query."""
        workspace, place = self.workspace, self.place(dict(request.query_params))
        if request.headers.get("x-requested-with") != "fetch" and (place.home or place.channel.kind == "im"):
            # Slack tells it each time somebody enters; the updates of an open page are no entering.
            await workspace.open_home(place.person, "home" if place.home else "messages")
        home, stack = workspace.home(place.person), workspace.views(place.person)
        command = workspace.app.commands[0] if workspace.app.commands else None
        html = self._templates.get_template("page.html").render(
            workspace=workspace,
            app=workspace.app,
            team=TEAM_NAME,
            place=place,
            channels=[
                channel for channel in workspace.channels if channel.kind == "channel" and channel.open_to(place.person)
            ],
            dm=workspace.room.channel(place.person.id),
            home=shown_view(home, place.fields) if home and place.home else None,
            modal=shown_view(stack[-1], place.fields) if stack else None,
            prompts=workspace.prompts(place.person) if place.channel.kind == "im" and not place.home else None,
            messages=[] if place.home else main_messages(workspace, place),
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
        form = await self.form(request)
        place, typed = self.place(form), form.get("text", "").strip()
        if not typed or len(typed) > TYPED_CHARACTERS:
            raise HTTPException(400, f"Type between 1 and {TYPED_CHARACTERS:,} characters.")
        try:
            sent = await self.workspace.type(place.person, place.channel, typed, thread_ts=place.thread_ts)
        except Refused as refusal:
            sent = self.workspace.room.notice(place.channel, place.person, str(refusal), place.thread_ts)
        ts = getattr(sent, "ts", "")
        return self.done(request, place, {"X-Message": ts} if ts else {})

    async def rule(self, request: Request) -> Response:
        """A button of the panel of Slack's rules."""
        form = await self.form(request)
        if not await carry_out(self.workspace, request.path_params["rule"]):
            raise HTTPException(404, "There is no such rule.")
        self._changes.tell()
        return self.done(request, self.place(form))

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
