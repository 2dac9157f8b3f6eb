"""Pure functions from a reply to a Slack message."""

from bot.slack.blocks.message import Message
from bot.slack.blocks.reply import draw

__all__ = ["Message", "draw"]
