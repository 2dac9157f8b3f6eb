"""One index of a book for all tests of a process that start the bot in it: it takes longer than most of them."""

from collections.abc import Iterator

import pytest

from bot.asking.index import Index
from bot.book import Book

KEPT: list[Index] = []


@pytest.fixture(scope="module", autouse=True)
def index_once() -> Iterator[None]:
    """Indexes a book once; only while a module that asks for it runs."""
    make = Index.of

    def index_of(book: Book) -> Index:
        for index in KEPT:
            if index.book == book:
                return index
        KEPT.append(make(book))
        return KEPT[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Index, "of", index_of)
        yield
