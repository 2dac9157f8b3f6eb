"""`codebook check`: every fault of a book."""

from pathlib import Path
from typing import Annotated

import typer

from bot.book import read_book
from bot.cli.book_option import book_folder


def check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="The book's folder. Default: CODEBOOK_KNOWLEDGE, else the starter book.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print every fault of a book as file:line: what, and how to mend it. Exit status 1 where there is one."""
    book, faults = read_book(book_folder(folder))
    for fault in sorted(faults):
        typer.echo(str(fault))
    if faults or book is None:
        typer.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
        raise typer.Exit(1)
    sections = sum(len(entry.sections) for entry in book.entries.values())
    counts = {
        "code": len(book.codes),
        "modifier": len(book.modifiers),
        "article": len(book.articles),
        "section": sections,
        "source": len(book.sources),
    }
    listed = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in counts.items())
    typer.echo(f"No faults: {listed}.")
