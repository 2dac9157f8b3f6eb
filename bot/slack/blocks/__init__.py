"""Pure functions from a reply to a Slack message, and from a pressed button to what it offered."""

from bot.slack.blocks.choices import ACTION_ID, ALL_ACTION_ID, NEXT_ACTION_ID, Chosen, chosen, read_choice
from bot.slack.blocks.feedback import (
    COMMENT_ID,
    WRONG_CALLBACK_ID,
    VotedOn,
    entered,
    read_voted_on,
    thanks,
    what_was_wrong,
)
from bot.slack.blocks.message import Message
from bot.slack.blocks.offers import (
    EXPERT_ACTION_ID,
    FEEDBACK_ACTION_ID,
    LACKING,
    SHARE_ACTION_ID,
    Offered,
    Offers,
    offered,
)
from bot.slack.blocks.reply import draw
from bot.slack.blocks.shared import after_sharing, shared_message

__all__ = [
    "ACTION_ID",
    "ALL_ACTION_ID",
    "COMMENT_ID",
    "EXPERT_ACTION_ID",
    "FEEDBACK_ACTION_ID",
    "LACKING",
    "NEXT_ACTION_ID",
    "SHARE_ACTION_ID",
    "WRONG_CALLBACK_ID",
    "Chosen",
    "Message",
    "Offered",
    "Offers",
    "VotedOn",
    "after_sharing",
    "chosen",
    "draw",
    "entered",
    "offered",
    "read_choice",
    "read_voted_on",
    "shared_message",
    "thanks",
    "what_was_wrong",
]
