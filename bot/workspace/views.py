"""Views: the Home tab of each person, and the modals that are open (docs.slack.dev/surfaces/modals)."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.form_state import Values, values_of
from bot.workspace.installed_app import InstalledApp
from bot.workspace.people import Person

MOST_VIEWS = 3
"""Views that a modal may stack."""


@dataclass(frozen=True)
class View:
    """A view as a person sees it. `values` is what was entered so far (as in state.values), `errors` what stands under
    the fields, by block_id, `trouble` what Slack says of the whole."""

    id: str
    user: str
    type: str
    blocks: tuple[dict[str, Any], ...]
    title: dict[str, Any] | None = None
    submit: dict[str, Any] | None = None
    close: dict[str, Any] | None = None
    callback_id: str = ""
    private_metadata: str = ""
    external_id: str = ""
    notify_on_close: bool = False
    clear_on_close: bool = False
    hash: str = ""
    root_view_id: str = ""
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    def wire(self, app: InstalledApp) -> dict[str, Any]:
        """The view object as Slack sends it."""
        return {
            "id": self.id,
            "team_id": app.team_id,
            "type": self.type,
            "blocks": list(self.blocks),
            "private_metadata": self.private_metadata,
            "callback_id": self.callback_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": self.title,
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.close,
            "submit": self.submit,
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "app_id": app.app_id,
            "external_id": self.external_id,
            "app_installed_team_id": app.team_id,
            "bot_id": app.bot_id,
        }


class Views:
    """All views that anybody sees. What the app gives comes as the fields of `read_view`."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._homes: dict[str, View] = {}
        self._stacks: dict[str, list[View]] = {}

    def home(self, person: Person) -> View | None:
        """What was published for the person's Home tab."""
        return self._homes.get(person.id)

    def stack(self, person: Person) -> list[View]:
        """The open modals, the visible one last."""
        return list(self._stacks.get(person.id, ()))

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """An open modal or a published home by one of its ids."""
        return next(
            (view for view in self._all() if view.id == view_id or (external_id and view.external_id == external_id)),
            None,
        )

    def open(self, person: Person, content: dict[str, Any]) -> View:
        """A modal, in the place of any that was open. Raises ApiError duplicate_external_id."""
        view = self._new(person, content)
        self._stacks[person.id] = [view]
        return view

    def push(self, below: View, content: dict[str, Any]) -> View:
        """A view on top of the stack that `below` belongs to. Raises ApiError push_limit_reached and those of open."""
        stack = self._stacks[below.user]
        if len(stack) >= MOST_VIEWS:
            raise ApiError("push_limit_reached")
        view = self._new(below.user, content, root_view_id=stack[0].id, previous_view_id=stack[-1].id)
        stack.append(view)
        return view

    def update(self, view: View, content: dict[str, Any]) -> View:
        """The view with another content and a new hash; what was entered stays under the same ids."""
        self._unique(content, view)
        values = values_of(content["blocks"], view.values)
        return self.put(replace(view, **content, hash=self._hash(), values=values, errors={}, trouble=None))

    def publish(self, person: Person, content: dict[str, Any]) -> View:
        """The person's Home tab."""
        before = self.home(person)
        if before is not None:
            return self.update(before, content)
        view = self._homes[person.id] = self._new(person, content)
        return view

    def put(self, view: View) -> View:
        """The view in the place of the one with its id."""
        if view.type == "home":
            self._homes[view.user] = view
        else:
            self._stacks[view.user] = [view if known.id == view.id else known for known in self._stacks[view.user]]
        return view

    def close(self, view: View, *, whole_stack: bool = False) -> list[View]:
        """Closes a modal, or all of its stack. Returns what was closed, the topmost first."""
        stack = self._stacks.get(view.user, [])
        gone = [known for known in reversed(stack) if whole_stack or known.id == view.id]
        self._stacks[view.user] = [known for known in stack if known not in gone]
        return gone

    def _all(self) -> Iterator[View]:
        yield from self._homes.values()
        for stack in self._stacks.values():
            yield from stack

    def _new(self, user: Person | str, content: dict[str, Any], **more: Any) -> View:
        self._unique(content, None)
        view_id = f"V{secrets.token_hex(5).upper()}"
        owner = user if isinstance(user, str) else user.id
        ids = {"root_view_id": view_id, **more}
        return View(view_id, owner, hash=self._hash(), values=values_of(content["blocks"]), **content, **ids)

    def _unique(self, content: dict[str, Any], itself: View | None) -> None:
        other = self.find(external_id=content["external_id"])
        if other is not None and (itself is None or other.id != itself.id):
            raise ApiError("duplicate_external_id")

    def _hash(self) -> str:
        return f"{int(self._now())}.{secrets.token_hex(4)}"
