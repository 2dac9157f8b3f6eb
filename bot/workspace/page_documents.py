"""What the page links to: the JSON of a message, a file of the app, and a message by its permalink."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.workspace.page_forms import PageForms
from bot.workspace.workspace import Workspace


class PageDocuments(PageForms):
    """Shows them to those who see the conversation."""

    def __init__(self, workspace: Workspace, headers: dict[str, str]) -> None:
        super().__init__(workspace)
        self._headers = headers

    @property
    def routes(self) -> list[BaseRoute]:
        """What is served."""
        return [
            Route("/json/{channel}/{ts}", self.json, methods=["GET"]),
            Route("/files/{file}", self.file, methods=["GET"]),
            Route("/archives/{channel}/p{digits}", self.permalink, methods=["GET"]),
        ]

    async def json(self, request: Request) -> Response:
        """What travelled between Slack and the app for a message, for a person who sees it."""
        person = self.place(dict(request.query_params)).person
        place = self.workspace.room.channel(request.path_params["channel"])
        found = self.workspace.room.conversations.find(request.path_params["channel"], request.path_params["ts"])
        message = found if place is not None and place.open_to(person) else None
        if message is None or message.ephemeral_to not in (None, person.id):
            raise HTTPException(404, "There is no such message.")
        seen: dict[str, Any] = message.wire_json or {"message": message.wire(self.workspace.team_id)}
        return self._text(json.dumps(seen, indent=2, ensure_ascii=False))

    async def file(self, request: Request) -> Response:
        """A text file that the app shared, for a person who is in the channel. Others are not drawn here."""
        person = self.place(dict(request.query_params)).person
        file = self.workspace.room.files.get(request.path_params["file"])
        places = [self.workspace.channel(channel) for channel, _ in file.shared] if file else []
        if file is None or not any(place.open_to(person) for place in places):
            raise HTTPException(404, "There is no such file.")
        return self._text("This file is no text." if file.text is None else file.text)

    async def permalink(self, request: Request) -> Response:
        """The address that chat.getPermalink gives."""
        digits, query = request.path_params["digits"], dict(request.query_params)
        place = self.workspace.room.channel(request.path_params["channel"])
        ts = f"{digits[:-6]}.{digits[-6:]}"
        if place is None or self.workspace.room.conversations.parent(place.id, ts) is None:
            raise HTTPException(404, "There is no such message.")
        name = "dm" if place.kind == "im" else place.name
        person = {"as": place.name} if place.kind == "im" else {}
        shown = self.place({**query, **person, "in": name, "thread": query.get("thread_ts", "")})
        prefix = "t" if shown.thread_ts else "m"
        return RedirectResponse(f"{shown.address(thread_ts=shown.thread_ts)}#{prefix}-{ts}", status_code=303)

    def _text(self, text: str) -> Response:
        return Response(text, media_type="text/plain; charset=utf-8", headers=self._headers)
