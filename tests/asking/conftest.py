"""The starter book, ready for questions."""

import pytest

from bot.asking import Index
from bot.book import Book, load_book, starter_book


@pytest.fixture(scope="session")
def book() -> Book:
    return load_book(starter_book())


@pytest.fixture(scope="session")
def index(book: Book) -> Index:
    return Index.of(book)
