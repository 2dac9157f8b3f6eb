"""Where questions are answered: what every listener is given."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import Index
from bot.live import LiveBook
from bot.records import Records
from bot.slack.guard import Guard
from bot.slack.in_flight import InFlight
from bot.slack.metrics import Metrics
from bot.slack.recent_words import RecentWords
from bot.slack.turns import Turns


@dataclass(frozen=True)
class Desk:
    """Where questions are answered: the book, the records, Slack, and who we are there."""

    book: LiveBook
    records: Records
    client: AsyncWebClient
    in_flight: InFlight
    user_id: str | None = None
    """Our bot's user id, by auth.test."""
    team_id: str | None = None
    bot_id: str | None = None
    enterprise_id: str | None = None
    """Of our organization, where it is one of Enterprise Grid."""
    guard: Guard = field(default_factory=Guard)
    experts_channel: str | None = None
    """Where questions for experts, proposals and the digest are posted; None: nobody is offered an expert."""
    experts_channels: Mapping[str, str] = field(default_factory=dict)
    """The same of each workspace, by its id, where we are in many."""
    experts: frozenset[str] = frozenset()
    """Who sees open gaps in the app's Home tab: ids of people, of many workspaces each with its own before it."""
    recent_words: RecentWords = field(default_factory=RecentWords)
    metrics: Metrics = field(default_factory=Metrics)
    turns: Turns = field(default_factory=Turns)

    @property
    def index(self) -> Index:
        """The book that answers now. Whoever asks it more than once for one question keeps it: the next time it may be
        another."""
        return self.book.index

    def here(self, context: AsyncBoltContext) -> "Desk":
        """The desk of the workspace that a delivery is from; the same one where we are in a single workspace."""
        if self.client.token is not None:
            return self
        there = self.at(context.team_id or "", context.client)
        return replace(there, user_id=context.bot_user_id, bot_id=context.bot_id, enterprise_id=context.enterprise_id)

    def at(self, team: str, client: AsyncWebClient) -> "Desk":
        """The desk of one of many workspaces, by its id, with the client that speaks there."""
        return replace(self, client=client, team_id=team, experts_channel=self.experts_channels.get(team))

    def is_expert(self, person: str) -> bool:
        """Whether somebody of this workspace, by the id, is one of the experts."""
        return person in self.experts or f"{self.team_id}:{person}" in self.experts

    @property
    def ours(self) -> frozenset[str]:
        """By which a colleague is told."""
        return frozenset(id for id in (self.team_id, self.enterprise_id) if id)


DeskOf = Callable[[str], Awaitable[Desk | None]]
"""The desk of a workspace by its id; None where it is not known now."""
