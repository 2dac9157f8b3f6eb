"""The book: a folder of YAML files that people edit and review, loaded and checked."""

from bot.book.book import MODIFIERS_PREFIX, Book
from bot.book.faults import BookFaults, Fault
from bot.book.loading import load_book, read_book
from bot.book.starter import starter_book

__all__ = ["MODIFIERS_PREFIX", "Book", "BookFaults", "Fault", "load_book", "read_book", "starter_book"]
