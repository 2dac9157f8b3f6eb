"""What people do with the app in the local workspace: presses, choices, shortcuts, forms and the Home tab."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.workspace.form_state import entry
from bot.workspace.messages import Message
from bot.workspace.naming import elements_of, find_element
from bot.workspace.observation import Observation, Refused
from bot.workspace.people import Channel, Person
from bot.workspace.presses import PressResult, run_press, run_view_press
from bot.workspace.shortcuts import ShortcutResult, run_shortcut
from bot.workspace.submissions import SubmitResult, run_closing, run_submission
from bot.workspace.views import View

Field = str | tuple[str, str]
"""A block_id, an action_id, or both."""


class Interaction(Observation):
    """The part of a Workspace in which people use what the app shows."""

    async def press(
        self,
        user: Person | str,
        where: Message | View,
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
    ) -> PressResult:
        """Uses an element of a message, a modal or the Home tab, and returns once it is acknowledged or given up after
        3 s. A button takes no `value`; a select, radio buttons and an overflow menu take the value of an option,
        checkboxes a list of values, a field its text, and feedback buttons "positive" or "negative".

        Raises Refused where there is no such element (any more), or the person does not see it, and ValueError where
        the element offers no such value.
        """
        person = self.user(user)
        if isinstance(where, View):
            view = self._shown(person, where)
            return await run_view_press(
                self.room, self._courier, person, view, (*self._found(person, view.blocks, action_id, block_id), value)
            )
        place, current = self._seen(person, where)
        use = (*self._found(person, current.blocks, action_id, block_id), value)
        return await run_press(self.room, self._courier, self._response_urls, person, place, current, use)

    async def shortcut(self, user: Person | str, message: Message, callback_id: str) -> ShortcutResult:
        """Uses a shortcut of a message's menu, and returns once it is acknowledged or given up after 3 s.

        Raises Refused where the manifest has no such shortcut, or the message cannot have one: it is gone, is shown
        to one person alone, or the person belongs to another organisation.
        """
        person = self.user(user)
        place, current = self._seen(person, message)
        if self.app.shortcut(callback_id) is None or person.is_stranger or current.ephemeral_to:
            raise Refused("This message has no such shortcut.")
        return await run_shortcut(self.room, self._courier, self._response_urls, person, place, current, callback_id)

    async def open_home(self, user: Person | str, tab: str = "home") -> str | None:
        """The person comes to the app's Home, or with the tab "messages" to the direct message. The app is told where
        the manifest subscribes to app_home_opened; returns the event_id then."""
        return self.room.announce_home(self.user(user), tab)

    async def submit_view(
        self, user: Person | str, view: View | None = None, values: Mapping[Field, Any] | None = None
    ) -> SubmitResult:
        """Fills in the visible modal and submits it; returns once it is acknowledged or given up after 3 s.

        `values` are by block_id or action_id (or by both of them in a tuple), each as for `press`; what is left out
        keeps what it holds. Raises Refused where the modal is not (or no longer) the visible one, or has nothing to
        submit.
        """
        person = self.user(user)
        current = self.fill_in(person, view, values or {})
        if current.type != "modal" or current.submit is None:
            raise Refused("This view has nothing to submit.")
        return await run_submission(self.room, self._courier, person, current)

    def fill_in(self, user: Person | str, view: View | None, values: Mapping[Field, Any]) -> View:
        """Enters something in the visible modal, or the Home tab where that is given, without sending anything."""
        current = self._shown(self.user(user), view)
        return self.room.views.put(replace(current, values=_filled(current, values)))

    async def close_view(
        self, user: Person | str, view: View | None = None, *, whole_stack: bool = False
    ) -> list[View]:
        """Closes the visible modal (or with `whole_stack` all that are stacked, as the cross does). Returns what was
        closed, once the app heard of the views that ask for it. Raises Refused where it is not the visible one."""
        person = self.user(user)
        return await run_closing(self.room, self._courier, person, self._shown(person, view), whole_stack)

    def _shown(self, person: Person, view: View | None) -> View:
        """The view as it stands now: the visible modal, or the Home tab where that is meant."""
        stack, home = self.room.views.stack(person), self.room.views.home(person)
        if view is not None and home is not None and view.id == home.id:
            return home
        if not stack or (view is not None and view.id != stack[-1].id):
            raise Refused("This view is not open any more.")
        return stack[-1]

    def _seen(self, person: Person, message: Message) -> tuple[Channel, Message]:
        place = self.channel(message.channel)
        current = self.room.conversations.find(place.id, message.ts)
        if current is None or current.ephemeral_to not in (None, person.id) or not place.open_to(person):
            raise Refused("This message is not there any more.")
        return place, current

    def _found(
        self, person: Person, blocks: tuple[dict[str, Any], ...], action_id: str, block_id: str | None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        found = find_element(blocks, action_id, block_id)
        if found is None or person.id not in found[1].get("visible_to_user_ids", [person.id]):
            raise Refused("This message has no such button any more.")
        return found


def _filled(view: View, values: Mapping[Field, Any]) -> dict[str, dict[str, Any]]:
    """What the view holds after these entries. Raises ValueError for a field that it does not have."""
    filled = {block_id: dict(actions) for block_id, actions in view.values.items()}
    left = dict(values)
    for block in view.blocks:
        for element in elements_of(block):
            block_id, action_id = block.get("block_id", ""), element["action_id"]
            names: tuple[Field, ...] = ((block_id, action_id), block_id, action_id)
            for name in names:
                if name in left and action_id in filled.get(block_id, {}):
                    filled[block_id][action_id] = entry(element, left.pop(name))
    if left:
        raise ValueError(f"This view has no field {', '.join(map(str, left))}.")
    return filled
