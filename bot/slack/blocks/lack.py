"""What the bot lacks: codes that are not in the book, and questions that it has no answer to."""

from bot.asking.reply import Outcome, Reply
from bot.slack import words
from bot.slack.blocks.message import Part, sections
from bot.slack.blocks.mrkdwn import clean, escape

SHOWN = 20

WITHOUT_MESSAGE = {
    Outcome.ANSWER: words.NO_ANSWER,
    Outcome.UNKNOWN_CODE: words.NO_CODE,
    Outcome.UNKNOWN: words.NO_ANSWER,
    Outcome.UNAVAILABLE: words.NOTHING_ON_FILE,
    Outcome.CHOOSE: words.WHICH,
    Outcome.HELP: words.HELP,
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
    listed = words.not_in_the_book(named, max(0, len(unnamed) - SHOWN)) if unnamed else ""
    text = "\n".join(sentence for sentence in (message, listed) if sentence) or WITHOUT_MESSAGE[Outcome.UNKNOWN_CODE]
    return Part(escape(text), tuple(sections(text)))
