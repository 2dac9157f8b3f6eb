"""The book and the imported files, opened together and made ready for questions."""

import weakref
from pathlib import Path

from bot.asking import Index
from bot.book import load_book
from bot.reference import open_reference


def open_index(knowledge: Path, reference: Path) -> Index:
    """The book in the folder beside the imported files, each read anew. The imported files are closed as soon as
    nobody uses the book any more, since a question in hand keeps the one that it began with.

    Raises BookFaults and ReferenceFault.
    """
    imported = open_reference(reference)
    if imported is None:
        return Index.of(load_book(knowledge))
    try:
        book = load_book(knowledge, imported)
    except BaseException:
        imported.close()
        raise
    weakref.finalize(book, imported.close)
    return Index.of(book)
