"""Folders and files."""

from pathlib import Path

from pydantic import ValidationInfo

from bot.book.starter import starter_book
from bot.reference import default_reference


def book_folder(value: str | Path | None) -> Path:
    """The folder of a book; the starter book where nothing is said."""
    return starter_book() if value is None else Path(value).expanduser()


def reference_file(value: str | Path | None) -> Path:
    """The file of the imported files."""
    return default_reference() if value is None else Path(value).expanduser()


def proposals_folder(value: str | Path | None, info: ValidationInfo) -> Path | None:
    """A folder outside the book's, or None."""
    if value is None:
        return None
    folder, book = Path(value).expanduser(), info.data.get("knowledge")
    try:
        inside = folder.resolve().relative_to(book.resolve()).parts if book is not None else (".",)
    except ValueError:
        return folder
    # The book is read with all its folders but the hidden ones.
    if not any(part.startswith(".") for part in inside):
        raise ValueError("it lies in the book's folder and would be read as a part of it; choose another one")
    return folder
