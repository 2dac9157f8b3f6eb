"""`codebook changes`: what a quarter changed."""

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli.book_option import BAD_BOOK, KnowledgeOption, ReferenceOption, book_or_exit

if TYPE_CHECKING:
    from bot.reference.comparing import Compared

MOST_SHOWN = 40
"""Changes of a file that are shown in the table; a CSV file has them all."""


def changes(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An edition by its first day, month, quarter or year.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Such as 2025-10-01, 2025-10, 2025q4 or 2025.")],
    as_csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write all changes to a CSV file; - for standard output."),
    ] = None,
    knowledge: KnowledgeOption = None,
    reference: ReferenceOption = None,
) -> None:
    """List what changed between two imported editions: codes added and deleted, indicators and unit limits, NCCI edits,
    and the modifiers whose verdict turns.

    codebook changes 2025q3 2025q4 --csv changes.csv
    """
    from bot.reference import SqliteReference  # noqa: PLC0415 - see bot.cli.starting

    before, after = (_day(text) for text in (old, new))
    if before >= after:
        raise typer.BadParameter(f"{old} is not before {new}; name the older edition first")
    book = book_or_exit(knowledge, reference)
    imported = book.reference
    if not isinstance(imported, SqliteReference):
        typer.echo("Nothing is imported; run codebook import first.", err=True)
        raise typer.Exit(BAD_BOOK)
    compared = list(imported.changes(book, before, after))
    if not compared:
        held = "\n".join(f"  {edition.label}: {edition.title}" for edition in imported.editions)
        typer.echo(f"No file is imported in an edition for each of the two days. Imported:\n{held}", err=True)
        raise typer.Exit(BAD_BOOK)
    if as_csv is not None:
        try:
            _write_csv(compared, as_csv)
        except OSError as error:
            if str(as_csv) == "-":
                raise  # whoever reads has closed the pipe
            typer.echo(f"{as_csv}: cannot be written ({error.strerror or error})", err=True)
            raise typer.Exit(BAD_BOOK) from None
    if as_csv is None or str(as_csv) != "-":
        _print(compared, Console())


def _day(text: str) -> date:
    from bot.reference.changes import day_named  # noqa: PLC0415

    day = day_named(text)
    if day is None:
        raise typer.BadParameter(f"{text} is no day; write 2025-10-01, 2025-10, 2025q4 or 2025")
    return day


def _write_csv(compared: Sequence["Compared"], path: Path) -> None:
    with nullcontext(sys.stdout) if str(path) == "-" else path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "old edition", "new edition", "code", "what", "before", "after"])
        for one in compared:
            for change in one.changes:
                row = [one.label, one.before, one.after, change.code, change.what, change.before, change.after]
                writer.writerow(row)


def _print(compared: Sequence["Compared"], console: Console) -> None:
    for one in compared:
        table = Table(title=f"{one.label}: {one.before} to {one.after}", title_justify="left")
        for column in ("code", "what", "before", "after"):
            table.add_column(column)
        for change in one.changes[:MOST_SHOWN]:
            table.add_row(change.code, change.what, change.before, change.after)
        console.print(table)
        if len(one.changes) > MOST_SHOWN:
            console.print(f"and {len(one.changes) - MOST_SHOWN:,} more; --csv FILE has them all")
        counts = Counter(_kind(change.what, change.before) for change in one.changes)
        told = ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common())
        console.print(f"Changes by kind: {told}." if told else "No changes.", soft_wrap=True)
        console.print()


def _kind(what: str, before: str) -> str:
    if what == "code":
        return "codes deleted" if before else "codes added"
    return what
