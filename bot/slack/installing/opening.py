"""Puts together what many workspaces need, from the settings and the records."""

from dataclasses import dataclass

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.records import MessageKey, Records
from bot.records.revising import bring_up_to_date
from bot.settings import Settings
from bot.slack.client import quiet_logger
from bot.slack.installing.cipher import TokenCipher, split_keys
from bot.slack.installing.flow import STATE_SECONDS, build_flow
from bot.slack.installing.installations import Installations
from bot.slack.installing.organizations import Organizations
from bot.slack.installing.store import EncryptedInstallationStore
from bot.slack.manifest import scopes_of_manifest


@dataclass(frozen=True)
class Installing:
    """Who has installed the app, and how others do."""

    installations: Installations
    organizations: Organizations
    flow: AsyncOAuthFlow


async def open_installing(settings: Settings, records: Records, client: AsyncWebClient) -> Installing | None:
    """None where one workspace's token is in the environment. Raises SQLAlchemyError and OSError where the database,
    without which no workspace is known, cannot be reached."""
    client_id, secret, keys = settings.slack_client_id, settings.slack_client_secret, settings.encryption_keys
    if client_id is None or secret is None or keys is None:
        return None
    all_keys = split_keys(keys.get_secret_value())
    cipher = TokenCipher(all_keys)
    store = EncryptedInstallationStore(client_id, records.engine, cipher)
    states = AsyncSQLAlchemyOAuthStateStore(STATE_SECONDS, records.engine, logger=quiet_logger())
    await bring_up_to_date(records.engine)
    if len(all_keys) > 1:
        await store.renew_keys()
    rotator = AsyncTokenRotator(client_id=client_id, client_secret=secret.get_secret_value(), client=client)

    async def claim_rotation(bot: Bot) -> bool:
        owner = bot.team_id or bot.enterprise_id or ""
        return await records.claim(MessageKey(owner, "token-rotation", str(bot.bot_token_expires_at)))

    required, optional = scopes_of_manifest()
    installations = Installations(store, rotator, claim_rotation)
    return Installing(
        installations,
        Organizations(installations, store, client),
        build_flow(
            client,
            client_id,
            secret.get_secret_value(),
            sorted(required | optional),
            store,
            states,
        ),
    )
