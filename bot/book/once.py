"""What is computed of a book once: every reply asks for the same headings, choices and rules again."""

import weakref
from collections.abc import Callable, Hashable
from functools import lru_cache, partial, update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from bot.book.book import Book

MOST_KEPT = 4096
"""Results of one function that are kept, those that were used last."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


def once(compute: Callable[Concatenate[Book, Given], Result]) -> Callable[Concatenate[Book, Given], Result]:
    """Keeps with the book what a function gives for it and for its other arguments, which must be hashable and hold no
    word of a question. A new book begins anew."""

    def kept(book: Book, /, *args: Given.args, **named: Given.kwargs) -> Result:
        if compute not in book.computed:
            book.computed[compute] = lru_cache(MOST_KEPT)(partial(_compute, compute, weakref.ref(book)))
        return cast(Result, book.computed[compute](*args, **named))

    update_wrapper(kept, compute)
    return kept


def _compute(compute: Callable[..., Any], book: "weakref.ref[Book]", /, *args: Hashable, **named: Hashable) -> Any:
    # By a weak reference: a book that was replaced goes at once, and does not wait for a collection of cycles.
    return compute(book(), *args, **named)
