"""The Slack app, the same for Socket Mode and HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.live import LiveBook
from bot.logs import get_logger, type_and_place
from bot.records import Records
from bot.setting_values.slack import ANY_TEAM
from bot.settings import Settings
from bot.slack import words
from bot.slack.client import failure_of, impatient, quiet_logger, web_client
from bot.slack.desk import Desk
from bot.slack.guard import guard_of
from bot.slack.in_flight import InFlight
from bot.slack.installing import Installations
from bot.slack.listeners import (
    choice,
    command,
    direct_message,
    experts,
    feedback,
    home,
    mention,
    message_shortcut,
    others,
    proposing,
    sharing,
    uninstalled,
)
from bot.slack.metrics import Metrics
from bot.slack.request_id import follow
from bot.slack.shape import ShapeCheck
from bot.slack.workspace_named import name_workspace

log = get_logger("bot.slack.app")


class StartFault(Exception):
    """Why the bot cannot start, as one plain line."""


async def open_desk(settings: Settings, book: LiveBook, records: Records) -> Desk:
    """Asks Slack who we are, where it is one workspace that we are in. Raises StartFault where the token is refused or
    Slack cannot be reached."""
    metrics = Metrics()
    client = web_client(settings, metrics.slack_failed)
    known = await _who_we_are(client) if client.token is not None else {}
    channels = settings.experts_channels
    own = channels.get(known.get("team_id") or "", channels.get(ANY_TEAM))
    if known and channels and own is None:
        raise StartFault(f"CODEBOOK_EXPERTS_CHANNEL names no channel of this workspace, {known.get('team_id')}.")
    return Desk(
        book=book,
        records=records,
        client=client,
        in_flight=InFlight(),
        user_id=known.get("user_id"),
        team_id=known.get("team_id"),
        bot_id=known.get("bot_id"),
        enterprise_id=known.get("enterprise_id"),
        guard=guard_of(settings),
        experts_channel=own if known else None,
        experts_channels=channels,
        experts=settings.experts,
        metrics=metrics,
    )


async def _who_we_are(client: AsyncWebClient) -> dict[str, Any]:
    try:
        data = (await impatient(client).auth_test()).data  # a start that fails says so at once
    except SlackApiError as error:
        code = failure_of(error).code
        raise StartFault(
            f"Slack refused SLACK_BOT_TOKEN: {code}. Copy it again from OAuth & Permissions of the installed app."
        ) from None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        code = failure_of(error).code
        raise StartFault(
            f"Slack cannot be reached at {client.base_url}: {code}. Check the network and SLACK_API_URL."
        ) from None
    return data if isinstance(data, dict) else {}


def build_app(settings: Settings, desk: Desk, installations: Installations | None = None) -> AsyncApp:
    """The app with all its listeners, for one workspace or for all that have installed it. It calls nothing of Slack's
    before it acknowledges."""
    token = desk.client.token
    secret = settings.slack_signing_secret
    known = AuthorizeResult(
        enterprise_id=None, team_id=desk.team_id, bot_user_id=desk.user_id, bot_id=desk.bot_id, bot_token=token
    )

    async def authorize(
        context: AsyncBoltContext, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        return known if installations is None else await installations.authorize(context, enterprise_id, team_id)

    app = AsyncApp(
        name="slack_bolt.codebook",
        logger=quiet_logger(),
        client=desk.client,
        signing_secret=secret.get_secret_value() if secret is not None else "",
        before_authorize=ShapeCheck(),
        user_facing_authorize_error_message=words.NOT_INSTALLED_HERE,
        # Bolt would call auth.test before its first ack otherwise, and wait for it.
        # Bolt takes None, too, for a workspace that has not installed the app, though its annotation does not say so.
        authorize=cast(Callable[..., Awaitable[AuthorizeResult]], authorize),
    )
    app.error(_on_error)
    app.middleware(follow)
    app.middleware(name_workspace)
    command.register(app, desk, settings.command)
    mention.register(app, desk)
    direct_message.register(app, desk)
    choice.register(app, desk)
    experts.register(app, desk)
    proposing.register(app, desk, settings.proposals, settings.knowledge)
    sharing.register(app, desk)
    feedback.register(app, desk)
    message_shortcut.register(app, desk)
    home.register(app, desk)
    if installations is not None:
        uninstalled.register(app, installations)
    others.register(app, settings.command)
    return app


async def _on_error(error: Exception) -> None:
    """A listener or middleware failed outside of an answer: Bolt's own line would hold the exception's text."""
    log.error("listener-failed", **type_and_place(error))
