"""From a text to a reply, quoted from a book. Knows nothing of Slack, of storage or of the command line."""

from bot.asking.asking import ask, pick
from bot.asking.context import NO_CONTEXT, Context
from bot.asking.identifiers import Identifier, identifiers_in
from bot.asking.index import Index
from bot.asking.reply import Answer, Choice, Citation, NothingOnFile, Outcome, Reply, StatementShown
from bot.asking.reply import Decision as DecidingField

__all__ = [
    "NO_CONTEXT",
    "Answer",
    "Choice",
    "Citation",
    "Context",
    "DecidingField",
    "Identifier",
    "Index",
    "NothingOnFile",
    "Outcome",
    "Reply",
    "StatementShown",
    "ask",
    "identifiers_in",
    "pick",
]
