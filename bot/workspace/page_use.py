"""The forms with which a person uses what the app shows: presses, shortcuts, modals."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.workspace.messages import Message
from bot.workspace.naming import find_element
from bot.workspace.observation import Refused
from bot.workspace.page_forms import PageForms, single
from bot.workspace.page_frames import read_fields, read_use
from bot.workspace.page_view import Place
from bot.workspace.views import View


class PageUse(PageForms):
    """Each answers once the app acknowledged, or Slack gave up."""

    @property
    def routes(self) -> list[BaseRoute]:
        """The addresses of the forms."""
        return [
            Route("/press", self.press, methods=["POST"]),
            Route("/shortcut", self.shortcut, methods=["POST"]),
            Route("/view", self.view, methods=["POST"]),
        ]

    async def press(self, request: Request) -> Response:
        """An element of a message, a modal or the Home tab."""
        fields = await self.fields(request)
        form = single(fields)
        place, target = self.place(form), self._target(form)
        try:
            if isinstance(target, View) and target.type == "modal":
                block_id, action_id, value = read_use(form.get("use", ""))
                target = self.workspace.fill_in(place.person, target, read_fields(fields, target))
                given = value if value is not None else _entered(target, block_id, action_id)
            else:
                block_id, action_id = form.get("block_id", ""), form.get("action_id", "")
                given = _sent(target, block_id, action_id, fields.get("value", []))
            await self.workspace.press(place.person, target, action_id, given, block_id=block_id)
        except Refused as refusal:
            self._say(place, refusal)
        except ValueError as fault:
            raise HTTPException(400, str(fault)) from None
        return self.done(request, place)

    async def shortcut(self, request: Request) -> Response:
        """A shortcut of a message's menu."""
        form = await self.form(request)
        place, target = self.place(form), self._target(form)
        if isinstance(target, View):
            raise HTTPException(404, "There is no such message.")
        try:
            await self.workspace.shortcut(place.person, target, form.get("callback_id", ""))
        except Refused as refusal:
            self._say(place, refusal)
        return self.done(request, place)

    async def view(self, request: Request) -> Response:
        """The modal: submitted, closed, or closed with all beneath it."""
        fields = await self.fields(request)
        form = single(fields)
        place, view = self.place(form), self._target(form)
        if not isinstance(view, View):
            raise HTTPException(404, "There is no such view.")
        try:
            if form.get("do") == "submit":
                await self.workspace.submit_view(place.person, view, read_fields(fields, view))
            else:
                await self.workspace.close_view(place.person, view, whole_stack=form.get("do") == "clear")
        except Refused as refusal:
            self._say(place, refusal)
        except ValueError as fault:
            raise HTTPException(400, str(fault)) from None
        return self.done(request, place)

    def _target(self, form: dict[str, str]) -> Message | View:
        room = self.workspace.room
        if "view" in form:
            found: Message | View | None = room.views.find(form["view"])
        else:
            found = room.conversations.find(self.place(form).channel.id, form.get("ts"))
        if found is None:
            raise HTTPException(404, "There is no such message.")
        return found

    def _say(self, place: Place, refusal: Refused) -> None:
        self.workspace.room.notice(place.channel, place.person, str(refusal), place.thread_ts)


def _sent(target: Message | View, block_id: str, action_id: str, values: list[str]) -> Any:
    """What came along with a press, as `press` takes it."""
    found = find_element(target.blocks, action_id, block_id)
    if found is not None and found[1]["type"] == "checkboxes":
        return values
    return values[-1] if values else None


def _entered(view: View, block_id: str, action_id: str) -> Any:
    """What stands in a field of a modal, as `press` takes it."""
    state = view.values.get(block_id, {}).get(action_id, {})
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"]]
    chosen = state.get("selected_option")
    return chosen["value"] if chosen else state.get("value")
