"""What the book holds of what was offered or remembered: it may have been edited since."""

from dataclasses import replace

from bot.asking.context import Context
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.reference import DIAGNOSIS_CODE, PLACE_OF_SERVICE


def holds(book: Book, entry_id: str, section_id: str) -> bool:
    """Whether the book has this entry, and its kind this section."""
    entry = book.entry(entry_id)
    if entry is None:
        return False
    if entry.kind == "code" and section_id.startswith(MODIFIERS_PREFIX):
        return book.knows_modifier(section_id.removeprefix(MODIFIERS_PREFIX))
    return section_id in book.topic_ids(entry.kind)


def still_held(context: Context, book: Book) -> Context:
    """The context without what the book no longer holds; where a choice is gone, all are, for their numbers shift."""
    return replace(
        context,
        codes=tuple(code for code in context.codes if book.knows_code(code)),
        modifiers=tuple(modifier for modifier in context.modifiers if book.knows_modifier(modifier)),
        topics=tuple(topic for topic in context.topics if _is_topic(book, topic)),
        choices=context.choices if all(holds(book, *choice) for choice in context.choices) else (),
    )


def _is_topic(book: Book, topic: str) -> bool:
    if topic.startswith(MODIFIERS_PREFIX):
        return book.knows_modifier(topic.removeprefix(MODIFIERS_PREFIX))
    return topic in book.topics.topics or topic in {DIAGNOSIS_CODE, PLACE_OF_SERVICE}
