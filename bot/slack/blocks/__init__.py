"""Pure functions from a reply to a Slack message, and from a pressed button to what it offered."""

from bot.slack.blocks.choices import ACTION_ID, ALL_ACTION_ID, NEXT_ACTION_ID, chosen, read_choice
from bot.slack.blocks.message import Message
from bot.slack.blocks.reply import draw

__all__ = ["ACTION_ID", "ALL_ACTION_ID", "NEXT_ACTION_ID", "Message", "chosen", "draw", "read_choice"]
