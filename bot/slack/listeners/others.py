"""Whatever else Slack sends: acknowledged, so that Slack does not deliver it again and Bolt does not log it."""

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack import words

ANYTHING = re.compile(".*", re.DOTALL)


def register(app: AsyncApp, command: str) -> None:
    """Acknowledges every event, action, shortcut, view and command that no listener before it takes."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    async def unknown_command(ack: AsyncAck) -> None:
        await ack(words.unknown_command(command))

    app.command(ANYTHING)(unknown_command)
    for listen in (app.event, app.action, app.shortcut, app.view, app.options):
        listen(ANYTHING)(acknowledge)
