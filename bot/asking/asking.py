"""The whole way from a text to a reply."""

from bot.asking.context import NO_CONTEXT, Context
from bot.asking.deciding import decide
from bot.asking.index import Index
from bot.asking.reading import read
from bot.asking.reply import Reply
from bot.asking.replying import compose


def ask(text: str, index: Index, context: Context = NO_CONTEXT) -> tuple[Reply, Context]:
    """Answer a text, as Slack delivers it or as it was typed, from the book.

    `context` is what the thread was about; the second value is what it is about after this question. The same text,
    index and context give the same reply. Any text is accepted.
    """
    question = read(text, index.lexicon)
    decision = decide(question, index, context)
    return compose(decision, question, index), decision.context
