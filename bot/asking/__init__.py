"""From a text to a reply, quoted from a book. Knows nothing of Slack, of storage or of the command line."""

from bot.asking.asking import ask, context_of, pick, recall
from bot.asking.context import NO_CONTEXT, Context
from bot.asking.identifiers import Identifier, identifiers_in
from bot.asking.index import Index
from bot.asking.loaded import Loaded, imported, periodicals
from bot.asking.reply import Answer, Choice, Citation, NothingOnFile, Outcome, Reply, StatementShown
from bot.asking.reply import Decision as DecidingField
from bot.asking.subject import NO_SUBJECT, Subject, subject_line, topic_label
from bot.asking.subject_json import read_subject, write_subject

__all__ = [
    "NO_CONTEXT",
    "NO_SUBJECT",
    "Answer",
    "Choice",
    "Citation",
    "Context",
    "DecidingField",
    "Identifier",
    "Index",
    "Loaded",
    "NothingOnFile",
    "Outcome",
    "Reply",
    "StatementShown",
    "Subject",
    "ask",
    "context_of",
    "identifiers_in",
    "imported",
    "periodicals",
    "pick",
    "read_subject",
    "recall",
    "subject_line",
    "topic_label",
    "write_subject",
]
