"""What the bot lacks: codes that are not in the book, and questions that it has no answer to."""

from bot.asking.reply import Outcome, Reply
from bot.slack.blocks.message import Part, sections
from bot.slack.blocks.mrkdwn import clean, escape

SHOWN = 20

WITHOUT_MESSAGE = {
    Outcome.ANSWER: "I have no answer to this in the book.",
    Outcome.UNKNOWN_CODE: "This code is not in the book.",
    Outcome.UNKNOWN: "I have no answer to this in the book.",
    Outcome.UNAVAILABLE: "The book has nothing on file about this.",
    Outcome.CHOOSE: "Which of these do you mean?",
    Outcome.HELP: "Ask me about a code or a modifier, such as: can I use 26 with 38240?",
}


def message_part(reply: Reply) -> Part:
    """The reply's own sentences, or ours where it has none."""
    text = clean(reply.message) or WITHOUT_MESSAGE[reply.outcome]
    return Part(escape(text), tuple(sections(text)))


def missing_part(reply: Reply) -> Part:
    """Which codes and modifiers are not in the book."""
    message = clean(reply.message)
    unnamed = [code for code in reply.missing if code not in message]
    named = ", ".join(clean(code)[:40] for code in unnamed[:SHOWN])
    more = f" and {len(unnamed) - SHOWN} more" if len(unnamed) > SHOWN else ""
    listed = f"Not in the book: {named}{more}." if unnamed else ""
    text = "\n".join(sentence for sentence in (message, listed) if sentence) or WITHOUT_MESSAGE[Outcome.UNKNOWN_CODE]
    return Part(escape(text), tuple(sections(text)))
