"""Which token a delivery is answered with, where many workspaces have installed the app."""

import time
from collections.abc import Awaitable, Callable

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger, type_and_place
from bot.slack.installing.cipher import UnreadableToken
from bot.slack.installing.store import EncryptedInstallationStore, Owner

FRESH_SECONDS = 60.0
"""How long a bot is not looked up again, so that the database is not asked before each acknowledgement."""

MINUTES_BEFORE = 120
"""Rotated tokens live twelve hours; they are changed this long before they end."""

MOST_SECONDS = 24 * 3600
"""A token that seems to end later than this was had while the clock was ahead: it is changed, for its true end is not
known."""

log = get_logger("bot.slack.installing")


class Installations:
    """The bots of all workspaces, remembered for a minute, and longer while the database is away.

    `claim_rotation` is true for one process at a time: a refresh token works once.
    """

    def __init__(
        self,
        store: EncryptedInstallationStore,
        rotator: AsyncTokenRotator,
        claim_rotation: Callable[[Bot], Awaitable[bool]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._rotator = rotator
        self._claim_rotation = claim_rotation
        self._clock = clock
        self._known: dict[Owner, tuple[float, Bot]] = {}

    async def authorize(
        self, context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """The bot token for a delivery, as Bolt's `authorize`; None where the app is not installed there (any more)."""
        bot = await self.bot(enterprise_id, team_id, bool(context.is_enterprise_install))
        if bot is None:
            # With it, Bolt would wait for a call of its own; without it, it says the same as the acknowledgement.
            context["response_url"] = None
            return None
        return AuthorizeResult(
            enterprise_id=bot.enterprise_id,
            team_id=bot.team_id or team_id,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
        )

    async def bot(self, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool) -> Bot | None:
        """The bot of a workspace: its own, or else that of its organization. Never raises."""
        owner = (enterprise_id, None if is_enterprise_install else team_id)
        read_at, known = self._known.get(owner, (0.0, None))
        if owner in self._known and self._clock() - read_at < FRESH_SECONDS:
            return known
        try:
            found = await self._find(owner)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.error("installations-away", **type_and_place(error))
            return known
        except UnreadableToken:
            log.error("token-unreadable", hint="add the earlier key to CODEBOOK_ENCRYPTION_KEYS")
            return None
        if found is None:  # it may be installed at any moment
            self._known.pop(owner, None)
        else:
            self._known[owner] = (self._clock(), found)
        return found

    async def forget(self, enterprise_id: str | None, team_id: str | None) -> None:
        """The app is installed there no more. Raises SQLAlchemyError and OSError."""
        for owner in list(self._known):
            if owner == (enterprise_id, team_id) or (team_id is None and owner[0] == enterprise_id):
                del self._known[owner]
        await self._store.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)
        await self._store.async_delete_installation(enterprise_id=enterprise_id, team_id=team_id)

    async def _find(self, owner: Owner) -> Bot | None:
        enterprise_id, team_id = owner
        bot = await self._store.async_find_bot(enterprise_id=enterprise_id, team_id=team_id)
        if bot is None and enterprise_id is not None and team_id is not None:
            bot = await self._store.async_find_bot(
                enterprise_id=enterprise_id, team_id=None, is_enterprise_install=True
            )
        return None if bot is None else await self._rotated(bot)

    async def _rotated(self, bot: Bot) -> Bot:
        if bot.bot_token_expires_at is None:
            return bot
        left = bot.bot_token_expires_at - time.time()
        if MINUTES_BEFORE * 60 < left <= MOST_SECONDS or not await self._claim_rotation(bot):
            return bot
        minutes = max(MINUTES_BEFORE, int(left / 60) + 1)
        try:
            rotated = await self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=minutes)
        except SlackTokenRotationError as error:
            log.error("token-not-rotated", **type_and_place(error))
            return bot
        if rotated is None:
            return bot
        await self._store.async_save_bot(rotated)
        log.info("token-rotated")
        return rotated
