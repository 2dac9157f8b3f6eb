"""Of which organization a workspace is, where no delivery says so: for digests, and for notices after a kill."""

import time

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger, type_and_place
from bot.slack.client import failure_of, with_token
from bot.slack.installing.installations import Installations
from bot.slack.installing.store import EncryptedInstallationStore

LISTED_SECONDS, FAILED_SECONDS = 3600.0, 60.0
"""How long the workspaces of an organization are not asked for again, and how long where Slack did not say."""

log = get_logger("bot.slack.installing")


class Organizations:
    """The organizations that installed the app, for themselves as a whole or in single workspaces."""

    def __init__(
        self,
        installations: Installations,
        store: EncryptedInstallationStore,
        client: AsyncWebClient,
    ) -> None:
        self._installations = installations
        self._store = store
        self._client = client
        self._listed: dict[str, tuple[float, frozenset[str]]] = {}
        """Until when the workspaces of an organization are known, and which they are."""

    async def of(self, team_id: str) -> str | None:
        """The organization's id; None where the workspace has none, or is not known. Never raises."""
        try:
            owners = await self._store.owners(team_id)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.error("installations-away", **type_and_place(error))
            return None
        for enterprise_id, team in owners:
            if team == team_id:
                return enterprise_id
        for enterprise_id, _ in owners:
            if enterprise_id is not None and team_id in await self._workspaces(enterprise_id):
                return enterprise_id
        return None

    async def _workspaces(self, enterprise_id: str) -> frozenset[str]:
        """The ids of those for which the organization approved the app, by auth.teams.list
        (docs.slack.dev/reference/methods/auth.teams.list)."""
        until, known = self._listed.get(enterprise_id, (0.0, frozenset()))
        if time.monotonic() < until:
            return known
        bot = await self._installations.bot(enterprise_id, None, is_enterprise_install=True)
        if bot is None:
            return frozenset()
        known_for = LISTED_SECONDS
        try:
            pages = await with_token(self._client, bot.bot_token).auth_teams_list(limit=1000)
            known = frozenset([str(team["id"]) async for page in pages for team in page["teams"]])
        except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
            log.warning("slack-refused", method="auth.teams.list", error=failure_of(error).code)
            known_for = FAILED_SECONDS
        self._listed[enterprise_id] = (time.monotonic() + known_for, known)
        return known
