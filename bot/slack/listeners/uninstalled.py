"""A workspace removes the app: app_uninstalled and tokens_revoked, which come in either order or alone."""

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import get_logger, type_and_place
from bot.slack.installing import Installations
from bot.slack.text import Event

log = get_logger("bot.slack.installing")


def register(app: AsyncApp, installations: Installations) -> None:
    """Deletes the tokens of a workspace (docs.slack.dev/reference/events/tokens_revoked). Where the database is away
    the event is not acknowledged, so that Slack brings it again."""

    @app.event("app_uninstalled")
    async def uninstalled(ack: AsyncAck, context: AsyncBoltContext) -> None:
        await _forget(ack, installations, context)

    @app.event("tokens_revoked")
    async def revoked(ack: AsyncAck, event: Event, context: AsyncBoltContext) -> None:
        tokens = event.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            await _forget(ack, installations, context)
        else:
            await ack()


async def _forget(ack: AsyncAck, installations: Installations, context: AsyncBoltContext) -> None:
    try:
        await installations.forget(context.enterprise_id, context.team_id)
    except (SQLAlchemyError, OSError) as error:
        log.error("uninstall-not-kept", **type_and_place(error))
        return
    await ack()
    log.info("uninstalled")
