"""An answer in a modal: over the Home tab, so that nobody has to leave it."""

from bot.slack import words
from bot.slack.blocks.message import Block, Message, sections


def answer_view(message: Message) -> Block:
    """The modal. The message is one without a table and without feedback buttons: Slack takes neither in a modal."""
    return {
        "type": "modal",
        "callback_id": "answer",
        "title": {"type": "plain_text", "text": words.ANSWER_TITLE},
        "close": {"type": "plain_text", "text": words.CLOSE},
        "blocks": list(message.blocks) or sections(message.text),
    }
