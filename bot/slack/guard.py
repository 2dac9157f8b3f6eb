"""Whom the bot answers, and where."""

import time
from dataclasses import dataclass, field
from enum import StrEnum

from bot.settings import Settings
from bot.slack import words
from bot.slack.reply_limit import ReplyLimit, Turn

CLOCK = time.monotonic


class Refusal(StrEnum):
    """Why a question is not answered."""

    STRANGER = "stranger"
    CHANNEL = "channel"
    LIMIT = "limit"
    OVER_LIMIT = "over-limit"
    """The person was told within this minute, and is not told again."""


@dataclass(frozen=True)
class Guard:
    """The operator's rules. Without any, everybody is answered everywhere."""

    channels: frozenset[str] = frozenset()
    """Where mentions are answered; empty is everywhere."""
    allow_strangers: bool = True
    limit: ReplyLimit = field(default_factory=lambda: ReplyLimit(0))
    command: str = "/cpt"

    def refusal(self, user: str, *, shared_channel: str | None, is_stranger: bool) -> Refusal | None:
        """Why a question of this person is not answered; None where it is. It counts as one that gets a reply.

        `shared_channel` is where others see the reply; None where the asker alone does.
        """
        turn = self.limit.turn(user)
        if turn is not Turn.REPLY:
            return Refusal.LIMIT if turn is Turn.NOTICE else Refusal.OVER_LIMIT
        if is_stranger and not self.allow_strangers:
            return Refusal.STRANGER
        if shared_channel is not None and self.channels and shared_channel not in self.channels:
            return Refusal.CHANNEL
        return None

    def words_for(self, refusal: Refusal) -> str | None:
        """What the asker is told; None is nothing."""
        match refusal:
            case Refusal.STRANGER:
                return words.STRANGER
            case Refusal.CHANNEL:
                return words.other_channel(self.command)
            case Refusal.LIMIT:
                return words.too_many(self.limit.per_minute)
            case Refusal.OVER_LIMIT:
                return None


def guard_of(settings: Settings) -> Guard:
    """The rules that the settings say."""
    return Guard(
        channels=settings.channels,
        allow_strangers=settings.allow_strangers,
        limit=ReplyLimit(settings.replies_per_minute, CLOCK),
        command=settings.command,
    )
