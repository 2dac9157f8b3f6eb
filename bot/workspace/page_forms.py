"""What every form and address of the page says: who acts, where, and that it comes from the page itself."""

from urllib.parse import parse_qs, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.workspace.page_view import Place
from bot.workspace.people import Channel, Person
from bot.workspace.workspace import Workspace

FORM_FIELDS = 1000
"""More than a view of 100 blocks can have."""


class PageForms:
    """Reads places and forms, and answers them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def place(self, query: dict[str, str]) -> Place:
        """Where a person is. Who asks for a conversation that they are not in is brought to one that they are in."""
        workspace, name = self.workspace, query.get("in", "")
        person = workspace.room.person(query.get("as", "")) or workspace.users[0]
        home = name == "home" and workspace.app.home_tab_on and not person.is_stranger
        channel = None if name in ("dm", "home") else workspace.room.channel(name or "coding-questions")
        if channel is None or channel.kind == "im" or not channel.open_to(person):
            channel = self._fallback(person)
        thread_ts = query.get("thread") or None
        if home or (thread_ts and workspace.room.conversations.parent(channel.id, thread_ts) is None):
            thread_ts = None
        return Place(person, channel, thread_ts, home)

    def done(self, request: Request, place: Place, headers: dict[str, str] | None = None) -> Response:
        """Back to the page; nothing where a script asked."""
        if request.headers.get("x-requested-with") == "fetch":
            return Response(status_code=204, headers=headers)
        return RedirectResponse(place.address(thread_ts=place.thread_ts), status_code=303)

    async def fields(self, request: Request) -> dict[str, list[str]]:
        """All fields of a form of the page. A browser says where a form comes from; one that comes from nowhere, or
        elsewhere, is refused."""
        if urlsplit(request.headers.get("origin", "")).netloc != request.headers.get("host"):
            raise HTTPException(403, "This form belongs to another page.")
        written = (await request.body()).decode("utf-8", "replace")
        return parse_qs(written, keep_blank_values=True, max_num_fields=FORM_FIELDS)

    async def form(self, request: Request) -> dict[str, str]:
        """The fields of a form that has each but once."""
        return single(await self.fields(request))

    def _fallback(self, person: Person) -> Channel:
        own = self.workspace.room.channel(person.id)
        return own or next(channel for channel in self.workspace.channels if channel.open_to(person))


def single(fields: dict[str, list[str]]) -> dict[str, str]:
    """The last value of each field."""
    return {name: values[-1] for name, values in fields.items()}
