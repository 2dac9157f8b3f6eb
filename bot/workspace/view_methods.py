"""views.*: modals and the Home tab (docs.slack.dev/reference/methods, "views"). None of them needs a scope."""

from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.method import Arguments, Method, RoomMethods
from bot.workspace.view_rules import read_view, refusal
from bot.workspace.views import View


class ViewMethods(RoomMethods):
    """Opens, changes and publishes views."""

    @property
    def table(self) -> dict[str, Method]:
        """The methods by name."""
        return {
            "views.open": Method(self.open, None),
            "views.push": Method(self.push, None),
            "views.update": Method(self.update, None),
            "views.publish": Method(self.publish, None),
        }

    def open(self, arguments: Arguments) -> dict[str, Any]:
        content = read_view(arguments.get("view"), "modal")
        trigger = self.room.triggers.look(str(arguments.get("trigger_id") or ""))
        view = self.room.views.open(trigger.person, content)
        trigger.used = True
        return self._shown(view)

    def push(self, arguments: Arguments) -> dict[str, Any]:
        """On top of the modal in which the trigger_id came about; without one there is nothing to push it on."""
        content = read_view(arguments.get("view"), "modal")
        trigger = self.room.triggers.look(str(arguments.get("trigger_id") or ""))
        below = self.room.views.find(trigger.view_id or "")
        if below is None or below.type != "modal":
            raise ApiError("not_found")
        view = self.room.views.push(below, content)
        trigger.used = True
        return self._shown(view)

    def update(self, arguments: Arguments) -> dict[str, Any]:
        """A view that was closed is not found any more (bolt-js issue 1309)."""
        view_id, external_id = (str(arguments.get(name) or "") for name in ("view_id", "external_id"))
        if not view_id and not external_id:
            raise refusal("[ERROR] missing required field: view_id or external_id")
        before = self.room.views.find(view_id, external_id)
        content = read_view(arguments.get("view"), before.type if before else "modal")
        if before is None:
            raise ApiError("not_found")
        self._unchanged(arguments, before)
        return self._shown(self.room.views.update(before, content))

    def publish(self, arguments: Arguments) -> dict[str, Any]:
        person = self.person(arguments.get("user_id"))
        if person is None or person.is_stranger:
            raise refusal("invalid `user_id`")
        content = read_view(arguments.get("view"), "home")
        if not self.room.app.home_tab_on:
            raise ApiError("not_enabled")
        before = self.room.views.home(person)
        if before is not None:
            self._unchanged(arguments, before)
        return self._shown(self.room.views.publish(person, content))

    def _unchanged(self, arguments: Arguments, view: View) -> None:
        """docs.slack.dev/surfaces/modals, "Avoiding race conditions when using views"."""
        if arguments.get("hash") and arguments["hash"] != view.hash:
            raise ApiError("hash_conflict")

    def _shown(self, view: View) -> dict[str, Any]:
        self.room.changes.tell()
        return {"ok": True, "view": view.wire(self.room.app)}
