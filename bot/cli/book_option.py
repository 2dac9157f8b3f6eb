"""The options that name the book and the imported files, and the way to load them or say what is wrong with them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.book import Book, BookFaults, load_book, starter_book
from bot.reference import ReferenceFault, default_reference, open_reference

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


ReferenceOption = Annotated[
    Path | None,
    typer.Option(
        "--reference",
        metavar="FILE",
        help="The imported files. Default: CODEBOOK_REFERENCE, else a file in the user's data folder.",
        show_default=False,
    ),
]


def reference_file(named: Path | None) -> Path:
    """The file of the imported files that was named, that of the environment, or that in the user's data folder."""
    if named is not None:
        return named
    set_here = os.environ.get("CODEBOOK_REFERENCE", "").strip()
    return Path(set_here).expanduser() if set_here else default_reference()


def book_folder(named: Path | None) -> Path:
    """The folder that was named, that of the environment, or the starter book's."""
    if named is not None:
        return named
    set_here = os.environ.get("CODEBOOK_KNOWLEDGE", "").strip()
    return Path(set_here).expanduser() if set_here else starter_book()


def book_or_exit(named: Path | None, reference: Path | None = None) -> Book:
    """The loaded book, with the imported files; prints every fault and exits with 2 where they cannot be used."""
    try:
        return load_book(book_folder(named), open_reference(reference_file(reference)))
    except BookFaults as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        raise typer.Exit(BAD_BOOK) from None
    except ReferenceFault as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_BOOK) from None
