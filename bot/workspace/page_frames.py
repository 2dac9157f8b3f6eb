"""Where blocks are drawn: in a message, in a modal, or in the Home tab; and what the forms around them say of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup

from bot.workspace.form_state import Values
from bot.workspace.views import View

FIELD = "v/"
"""What the names of fields in a modal begin with."""


def quoted(text: Any) -> str:
    """An id as a part of a name: without slashes, spaces and quotes."""
    return quote(str(text), safe="")


def read_use(use: str) -> tuple[str, str, str | None]:
    """block_id, action_id and value of a button in a modal."""
    block_id, action_id, value, *_ = [*map(unquote, use.split("/")), "", ""]
    return block_id, action_id, value or None


def read_fields(form: Mapping[str, list[str]], view: View) -> dict[str | tuple[str, str], Any]:
    """What stands in the fields of a modal, as `submit_view` takes it. Checkboxes of which none is checked are not in
    a form at all."""
    values: dict[str | tuple[str, str], Any] = {}
    for block_id, actions in view.values.items():
        for action_id, state in actions.items():
            sent = form.get(f"{FIELD}{quoted(block_id)}/{quoted(action_id)}")
            if state["type"] == "checkboxes":
                values[block_id, action_id] = sent or []
            elif sent is not None:
                # A browser sends line ends as CR and LF.
                values[block_id, action_id] = sent[-1].replace("\r\n", "\n")
    return values


@dataclass(frozen=True)
class Frame:
    """What surrounds blocks: `fields` of the form, what `person` entered in them, errors under them. `prefix` keeps ids
    apart where the same message is drawn twice, `in_form` is a modal, which is one form as a whole."""

    fields: dict[str, str]
    person: str
    prefix: str
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    in_form: bool = False
    level: int = 2
    """Of headings: one below that of the place."""

    def id(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
        """An id for the element."""
        return f"{self.prefix}-{self.name(block, element)}"

    def name(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
        """Its block and its action in one word."""
        return f"{quoted(block['block_id'])}/{quoted(element['action_id'])}"

    def field(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> str:
        """The name of its field."""
        return FIELD + self.name(block, element) if self.in_form else "value"

    def entry(self, block: Mapping[str, Any], element: Mapping[str, Any]) -> dict[str, Any]:
        """What was entered in it."""
        return self.values.get(block["block_id"], {}).get(element["action_id"], {})

    def shows(self, element: Mapping[str, Any]) -> bool:
        """Whether the person sees it."""
        return self.person in element.get("visible_to_user_ids", (self.person,))

    def error_id(self, block: Mapping[str, Any]) -> str:
        """The id of what is said under a field."""
        return f"{self.prefix}-{quoted(block['block_id'])}-error"

    def problem(self, block: Mapping[str, Any]) -> Markup:
        """The attributes that tie a field to what is said under it."""
        if block.get("block_id") not in self.errors:
            return Markup()
        return Markup(' aria-invalid="true" aria-describedby="{}"').format(self.error_id(block))


@dataclass(frozen=True)
class ShownView:
    """A view as it is drawn. `state` changes whenever what is drawn does."""

    view: View
    frame: Frame
    state: str


def shown_view(view: View, fields: dict[str, str]) -> ShownView:
    """The modal or the Home tab for the one who sees it."""
    modal = view.type == "modal"
    frame = Frame(
        {**fields, "view": view.id}, view.user, view.id, view.values, view.errors, modal, level=3 if modal else 2
    )
    return ShownView(view, frame, hashlib.sha256(repr(view).encode()).hexdigest()[:12])
