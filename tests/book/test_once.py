"""What is computed of a book is computed once, and of each book anew."""

import gc
import weakref
from dataclasses import replace

import pytest

from bot.book import Book, load_book, starter_book
from bot.book.once import once


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(starter_book())


def test_the_same_is_computed_once_for_each_book(book: Book) -> None:
    computed: list[tuple[int, str, int]] = []

    @once
    def named(book: Book, code: str, times: int = 1) -> str:
        computed.append((id(book), code, times))
        return code * times

    other = replace(book)
    assert [named(book, "38240"), named(book, "38240")] == ["38240", "38240"]
    assert named(book, "38240", times=2) == "3824038240"
    assert named(other, "38240") == "38240"
    assert computed == [(id(book), "38240", 1), (id(book), "38240", 2), (id(other), "38240", 1)]


def test_what_fails_is_not_kept(book: Book) -> None:
    answers = iter([None, "38240"])

    @once
    def found(book: Book, code: str) -> str:
        answer = next(answers)
        if answer is None:
            raise KeyError(code)
        return answer

    with pytest.raises(KeyError):
        found(book, "38240")
    assert found(book, "38240") == "38240"


def test_it_goes_with_the_book(book: Book) -> None:
    class Result:
        pass

    @once
    def made(book: Book) -> Result:
        return Result()

    gone = replace(book)
    result = weakref.ref(made(gone))
    assert result() is made(gone)
    gc.disable()
    del gone
    gc.enable()
    assert result() is None
