"""A private reply that is shown to all, and what becomes of it for the one who shared it."""

from dataclasses import replace

from bot.asking.reply import Reply
from bot.slack import words
from bot.slack.blocks.message import Message, compose, context
from bot.slack.blocks.mrkdwn import line
from bot.slack.blocks.offers import Offers
from bot.slack.blocks.reply import draw


def shared_message(reply: Reply, person: str, offers: Offers) -> Message:
    """The reply for all, below a line that says who shared it and what was asked about. `person` is an id: Slack shows
    the name, and tells nobody but the one who has just pressed the button."""
    drawn = draw(reply, offers=replace(offers, share=False))
    said = words.shared_by(f"<@{person}>")
    if reply.restated:
        said = f"{said} · {words.asked_about(line(reply.restated, 500))}"
    # Above it, since the end of a long message may be cut.
    return compose(f"{said}\n{drawn.text}", (context(said), *drawn.blocks))


def after_sharing(reply: Reply, offers: Offers) -> Message:
    """The private reply once it is shared: as it was, with a line in the place of the button."""
    return draw(reply, restate=True, offers=replace(offers, share=False, is_shared=True))
