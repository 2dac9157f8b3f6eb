"""One reading of the shipped book and one index of each book for all tests of a process that start the bot in it: both
take longer than most of the tests."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.asking.index import Index
from bot.book import Book, Fault, loading, read_book, starter_book

KEPT: list[Index] = []


@cache
def shipped_book() -> tuple[Book | None, list[Fault]]:
    """As `read_book` reads it."""
    return read_book(starter_book())


@pytest.fixture(scope="module", autouse=True)
def index_once() -> Iterator[None]:
    """Reads the shipped book, which no test changes, and indexes a book once; only while a module that asks for it
    runs."""
    make = Index.of

    def read(folder: Path) -> tuple[Book | None, list[Fault]]:
        return shipped_book() if folder == starter_book() else read_book(folder)

    def index_of(book: Book) -> Index:
        for index in KEPT:
            if index.book == book:
                return index
        KEPT.append(make(book))
        return KEPT[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Index, "of", index_of)
        patch.setattr(loading, "read_book", read)
        yield
