"""The option that names the book, and the way to load it or say what is wrong with it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.book import Book, BookFaults, load_book, starter_book

BAD_BOOK = 2
"""Exit status for bad usage or a bad book."""

KnowledgeOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge",
        metavar="DIR",
        help="The book's folder. Default: CODEBOOK_KNOWLEDGE, else the starter book.",
        show_default=False,
    ),
]


def book_folder(named: Path | None) -> Path:
    """The folder that was named, that of the environment, or the starter book's."""
    if named is not None:
        return named
    set_here = os.environ.get("CODEBOOK_KNOWLEDGE", "").strip()
    return Path(set_here).expanduser() if set_here else starter_book()


def book_or_exit(named: Path | None) -> Book:
    """The loaded book; prints every fault and exits with 2 where it cannot be used."""
    try:
        return load_book(book_folder(named))
    except BookFaults as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        raise typer.Exit(BAD_BOOK) from None
