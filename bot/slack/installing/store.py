"""slack_sdk's store of installations, with the tokens encrypted."""

from contextlib import suppress
from typing import Any, TypeVar

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.records import tables
from bot.slack.client import quiet_logger
from bot.slack.installing.cipher import TokenCipher, UnreadableToken

SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
"""Fields that let their holder act in a workspace."""

Owner = tuple[str | None, str | None]
"""Organization and workspace, one of which may be missing."""
Held = TypeVar("Held", Bot, Installation)


class EncryptedInstallationStore(AsyncSQLAlchemyInstallationStore):
    """Installations in the database. Its methods raise SQLAlchemyError and OSError where that is away, and
    UnreadableToken where a token was sealed with a key that is gone."""

    def __init__(self, client_id: str, engine: AsyncEngine, cipher: TokenCipher) -> None:
        super().__init__(client_id, engine, logger=quiet_logger())
        # Ours have room for sealed tokens, and are made and changed with all other tables.
        self.installations, self.bots = tables.installations, tables.bots
        self._cipher = cipher

    async def async_save(self, installation: Installation) -> None:
        """Keeps an installation, and its bot."""
        await super().async_save(self._sealed(installation))

    async def async_save_bot(self, bot: Bot) -> None:
        """Keeps a bot alone, as after the rotation of its token."""
        await super().async_save_bot(self._sealed(bot))

    async def async_find_bot(self, **where: Any) -> Bot | None:
        """The bot of a workspace or organization."""
        found = await super().async_find_bot(**where)
        return None if found is None else self._opened(found)

    async def async_find_installation(self, **where: Any) -> Installation | None:
        """The installation of a workspace or organization."""
        found = await super().async_find_installation(**where)
        return None if found is None else self._opened(found)

    async def owners(self, team_id: str) -> list[Owner]:
        """This workspace, where it installed the app by itself, and all organizations that did as a whole; the newest
        first."""
        bots = self.bots.c
        wanted = or_(bots.team_id == team_id, bots.is_enterprise_install)
        query = select(bots.enterprise_id, bots.team_id).where(bots.client_id == self.client_id, wanted)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(query.order_by(bots.installed_at.desc()))).all()
        return list(dict.fromkeys((enterprise_id, team) for enterprise_id, team in rows))

    async def renew_keys(self) -> None:
        """Seals every token with the first key; what no key opens stays as it is."""
        for table in (self.installations, self.bots):
            names = [name for name in SECRETS if name in table.c]
            async with self.engine.begin() as connection:
                rows = (await connection.execute(select(table.c.id, *(table.c[name] for name in names)))).mappings()
                for row in rows.all():
                    with suppress(UnreadableToken):
                        renewed = {name: self._cipher.renew(row[name]) for name in names}
                        await connection.execute(update(table).where(table.c.id == row["id"]).values(**renewed))

    def _sealed(self, held: Held) -> Held:
        return self._with(held, self._cipher.seal)

    def _opened(self, held: Held) -> Held:
        return self._with(held, self._cipher.open)

    def _with(self, held: Held, change: Any) -> Held:
        copy = type(held)(**held.to_dict_for_copying())
        for name in SECRETS:
            if hasattr(copy, name):
                setattr(copy, name, change(getattr(copy, name)))
        return copy
