"""One index of a book for all tests of a process that start the bot in it: it takes longer than most of them."""

from collections.abc import Iterator

import pytest

from bot.asking.index import Index
from bot.book import Book


@pytest.fixture(scope="session", autouse=True)
def index_once() -> Iterator[None]:
    """Indexes a book once."""
    kept: list[Index] = []
    make = Index.of

    def index_of(book: Book) -> Index:
        for index in kept:
            if index.book == book:
                return index
        kept.append(make(book))
        return kept[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Index, "of", index_of)
        yield
