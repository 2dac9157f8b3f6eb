"""What a book answers from, as of when: the imported files, and the periodicals among its own sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking import wording
from bot.book import Book
from bot.book.reference import Edition


@dataclass(frozen=True)
class Loaded:
    """A periodical in the edition that is loaded."""

    title: str
    edition: str
    note: str | None
    """Such as "older than this quarter"; None where no newer edition is due."""


def newest_editions(book: Book) -> Sequence[Edition]:
    """The newest edition of each kind of imported file, a whole one before one in part."""
    newest: dict[str, Edition] = {}
    for edition in book.reference.editions if book.reference else ():
        held = newest.get(edition.short)
        if held is None or (held.is_partial, edition.effective) > (edition.is_partial, held.effective):
            newest[edition.short] = edition
    return tuple(newest.values())


def imported(book: Book, today: date) -> tuple[Loaded, ...]:
    """The imported files."""
    return tuple(
        Loaded(edition.short, edition.title, _note(edition.outdated_from, edition.published, today))
        for edition in newest_editions(book)
    )


def periodicals(book: Book, today: date) -> tuple[Loaded, ...]:
    """The periodicals that the book itself quotes."""
    return tuple(
        Loaded(source.title, book.edition(id), _note(source.outdated_from, source.published, today))
        for id, source in book.sources.items()
        if source.published is not None
    )


def _note(outdated_from: date | None, published: str | None, today: date) -> str | None:
    is_outdated = outdated_from is not None and outdated_from <= today
    return wording.older_edition(published, today, is_dated=False) if is_outdated else None
