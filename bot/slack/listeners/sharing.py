"""The button that shows a private reply to all."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.slack.blocks import SHARE_ACTION_ID, offered
from bot.slack.delivery import Place
from bot.slack.desk import Desk
from bot.slack.pressed import place_of, posted_of
from bot.slack.sharing import PressedShare, share_reply
from bot.slack.strangers import used_as_stranger


def register(app: AsyncApp, desk: Desk) -> None:
    """Shares the reply whose button was pressed, in the channel or in the thread that the button names."""

    @app.block_action(SHARE_ACTION_ID)
    async def share(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        said, at = offered(action), place_of(body)
        pressed = PressedShare(
            said=said,
            team=context.team_id or "",
            place=Place(at.channel, at.user, thread_ts=said.thread_ts or None),
            posted=posted_of(body),
            is_stranger=used_as_stranger(body, here.ours),
        )
        await share_reply(here, pressed)
