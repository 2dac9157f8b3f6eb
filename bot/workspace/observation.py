"""What can be seen in the local workspace: who is there, what was said and shown, what went to and fro."""

from collections.abc import Callable
from typing import Any

from bot.workspace.courier import Courier
from bot.workspace.faults import FaultPlan
from bot.workspace.files import UploadedFile
from bot.workspace.form_state import Values, values_of
from bot.workspace.journal import Call, Delivery, Journal
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.prompts import Prompts
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room
from bot.workspace.sockets import Sockets
from bot.workspace.views import View


class Refused(Exception):
    """Slack does not let the person do it; the text is what the person would read."""


class Observation:
    """The half of a Workspace that changes nothing."""

    def __init__(
        self,
        room: Room,
        courier: Courier,
        sockets: Sockets,
        response_urls: ResponseUrls,
        faults: FaultPlan,
        journal: Journal,
        base: str,
    ) -> None:
        self.room = room
        self.faults = faults
        self.page_url = base
        self.api_url = f"{base}api/"
        self.app = room.app
        self._courier = courier
        self._sockets = sockets
        self._response_urls = response_urls
        self._journal = journal
        self.bot_token, self.app_token = room.app.bot_token, room.app.app_token
        self.signing_secret = room.app.signing_secret
        self.bot_user_id, self.bot_id, self.team_id = room.app.bot_user_id, room.app.bot_id, room.app.team_id
        self.users, self.channels = room.users, room.channels

    @property
    def calls(self) -> list[Call]:
        """Every call of the Web API and of a response_url, oldest first."""
        return self._journal.calls

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to deliver an event, a command or an interaction, oldest first."""
        return self._journal.deliveries

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return len(self._sockets.open)

    @property
    def files(self) -> list[UploadedFile]:
        """The files of the app whose upload was completed, oldest first."""
        return [file for file in self.room.files.values() if file.done]

    def user(self, user: Person | str) -> Person:
        """A person by id or name."""
        if (person := self.room.person(user)) is None:
            raise ValueError(f"There is nobody called {user} here.")
        return person

    def channel(self, channel: Channel | str) -> Channel:
        """A channel by id or name, or the direct message of the person with this id."""
        if (found := self.room.channel(channel)) is None:
            raise ValueError(f"There is no channel {channel} here.")
        return found

    def dm(self, user: Person | str) -> Channel:
        """A person's direct message with the bot. Strangers have none: ValueError."""
        return self.channel(self.user(user).id)

    def messages(
        self, channel: Channel | str, *, thread_ts: str | None = None, visible_to: Person | str | None = None
    ) -> list[Message]:
        """The messages of a channel, or of a thread with its first message, oldest first, replies and ephemeral ones
        included; with `visible_to` only what this person sees."""
        seen_by = None if visible_to is None else self.user(visible_to).id
        return self.room.conversations.list(self.channel(channel).id, thread_ts=thread_ts, visible_to=seen_by)

    def replies(self, channel: Channel | str, *, thread_ts: str | None = None) -> list[Message]:
        """The messages of the bot alone."""
        return [message for message in self.messages(channel, thread_ts=thread_ts) if message.bot_id == self.bot_id]

    def home(self, user: Person | str) -> View | None:
        """What the app published for the person's Home tab."""
        return self.room.views.home(self.user(user))

    def views(self, user: Person | str) -> list[View]:
        """The modals that are open for the person, the visible one last."""
        return self.room.views.stack(self.user(user))

    def prompts(self, user: Person | str) -> Prompts | None:
        """What the app suggests in the person's direct message; None once somebody wrote there again."""
        place = self.room.channel(self.user(user).id)
        found = None if place is None else self.room.prompts.get(place.id)
        if place is None or found is None:
            return None
        later = [message for message in self.messages(place) if message.ts > found.after and not message.bot_id]
        return None if later else found

    def entries(self, user: Person | str, message: Message) -> Values:
        """What the person entered or chose in a message, with the value of feedback buttons that were pressed."""
        entered = self.room.entries.get((message.channel, message.ts, self.user(user).id), {})
        pressed = {block_id: dict(actions) for block_id, actions in entered.items()}
        for block_id, actions in values_of(message.blocks, entered).items():
            pressed.setdefault(block_id, {}).update(actions)
        return pressed

    async def wait_for(self, predicate: Callable[[], Any], timeout: float = 5) -> Any:  # noqa: ASYNC109
        """The first truthy value of `predicate`, asked again after every change.

        Raises TimeoutError after so many seconds, with the calls and deliveries up to then.
        """
        try:
            return await self._journal.changes.until(predicate, timeout)
        except TimeoutError:
            raise TimeoutError(f"Not within {timeout} s. {self._journal.summary()}") from None

    async def wait_connected(self, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Returns once a Socket Mode connection is open. Raises TimeoutError, in seconds."""
        await self.wait_for(lambda: self._sockets.open, timeout)
