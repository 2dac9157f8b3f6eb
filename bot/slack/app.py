"""The Slack app, the same for Socket Mode and HTTP."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import Index
from bot.logs import fields, type_and_place
from bot.records import Records
from bot.settings import Settings
from bot.slack import words
from bot.slack.client import failure_of, quiet_logger, web_client
from bot.slack.desk import Desk
from bot.slack.guard import guard_of
from bot.slack.handing_on import Receivers
from bot.slack.in_flight import InFlight
from bot.slack.installing import Installations
from bot.slack.listeners import choice, command, direct_message, mention, others, proposing, uninstalled
from bot.slack.shape import ShapeCheck

log = logging.getLogger("bot.slack.app")


class StartFault(Exception):
    """Why the bot cannot start, as one plain line."""


async def open_desk(settings: Settings, index: Index, records: Records) -> Desk:
    """Asks Slack who we are, where it is one workspace that we are in. Raises StartFault where the token is refused or
    Slack cannot be reached."""
    client = web_client(settings)
    known = await _who_we_are(client) if client.token is not None else {}
    return Desk(
        index=index,
        records=records,
        client=client,
        in_flight=InFlight(),
        user_id=known.get("user_id"),
        team_id=known.get("team_id"),
        bot_id=known.get("bot_id"),
        enterprise_id=known.get("enterprise_id"),
        guard=guard_of(settings),
        experts_channel=settings.experts_channel,
        experts=settings.experts,
    )


async def _who_we_are(client: AsyncWebClient) -> dict[str, Any]:
    handlers, client.retry_handlers = client.retry_handlers, []  # a start that fails says so at once
    try:
        data = (await client.auth_test()).data
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
    finally:
        client.retry_handlers = handlers
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
        # Bolt would call auth.test before its first ack otherwise, and wait for it.
        # Bolt takes None, too, for a workspace that has not installed the app, though its annotation does not say so.
        before_authorize=ShapeCheck(),
        user_facing_authorize_error_message=words.NOT_INSTALLED_HERE,
        authorize=cast(Callable[..., Awaitable[AuthorizeResult]], authorize),
    )
    app.error(_on_error)
    command.register(app, desk, settings.command)
    mention.register(app, desk)
    direct_message.register(app, desk)
    choice.register(app, desk)
    if installations is not None:
        uninstalled.register(app, installations)
    proposing.register(app, desk, Receivers(settings.experts_channel, settings.proposals), settings.knowledge)
    others.register(app, settings.command)
    return app


async def _on_error(error: Exception) -> None:
    """A listener or middleware failed outside of an answer: Bolt's own line would hold the exception's text."""
    log.error(fields("listener-failed", **type_and_place(error)))
