"""`codebook import`: the files that CMS publishes, so that every code is known."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.cli.book_option import BAD_BOOK, ReferenceOption, reference_file

if TYPE_CHECKING:
    from bot.reference.importing import Imported, Progress

MOST_REFUSED = 5
"""Refused rows that are named for each edition."""


class SettingNamed(StrEnum):
    """Whose claims a file is for, where it does not say so itself."""

    PRACTITIONER = "practitioner"
    OUTPATIENT_HOSPITAL = "outpatient-hospital"
    DME = "dme"


def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Files as downloaded, zipped or not, or folders.", show_default=False),
    ],
    with_descriptions: Annotated[
        bool,
        typer.Option(
            "--with-descriptions",
            help="Keep the AMA's short descriptions of CPT codes. Only with a licence of the AMA.",
        ),
    ] = False,
    effective: Annotated[
        datetime | None,
        typer.Option(
            "--effective", formats=["%Y-%m-%d"], metavar="DATE", help="The first day of files that do not say."
        ),
    ] = None,
    setting: Annotated[
        SettingNamed | None, typer.Option("--setting", help="Whose claims files are for that do not say.")
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Take files that have far fewer rows than whole ones.")
    ] = False,
    reference: ReferenceOption = None,
) -> None:
    """Import files that CMS publishes: fee schedule, GPCIs, NCCI edits, MUEs, add-on codes, HCPCS, ICD-10-CM and places
    of service, told by their content. Each edition is imported whole or not at all, beside those that are there.

    Exit status: 0, or 1 where a file was refused, 2 bad usage or a file that cannot be written.
    """
    # Imported late: the other commands start without the readers.
    from bot.cms import Setting  # noqa: PLC0415
    from bot.reference.importing import ImportFaults, Wanted  # noqa: PLC0415
    from bot.reference.importing import import_files as read_in  # noqa: PLC0415

    wanted = Wanted(
        effective=effective.date() if effective else None,
        setting=Setting(setting) if setting else None,
        with_descriptions=with_descriptions,
        partial=partial,
    )
    try:
        with _progress(paths) as progress:
            outcomes = read_in(paths, reference_file(reference), wanted, progress)
    except ImportFaults as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise typer.Exit(BAD_BOOK) from None
    console = Console()
    for outcome in outcomes:
        _print(outcome, console)
    if with_descriptions:
        from bot.reference.sqlite_reference import AMA_NOTICE  # noqa: PLC0415

        _line(console, AMA_NOTICE)
    raise typer.Exit(1 if any(outcome.fault for outcome in outcomes) else 0)


@contextmanager
def _progress(paths: Sequence[Path]) -> Iterator["Progress"]:
    """A bar for each file that is being read, on a terminal."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from bot.cms import PublishedFile  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, object] = {}

        def told(file: PublishedFile, done: int) -> None:
            if file.name not in tasks:
                tasks[file.name] = bars.add_task(Path(file.name).name, total=file.size)
            bars.advance(tasks[file.name], done)  # type: ignore[arg-type]

        yield told


def _print(outcome: "Imported", console: Console) -> None:
    files = ", ".join(Path(name).name for name in outcome.files)
    if outcome.fault:
        _line(console, f"Not imported: {outcome.fault}", "bold red")
        return
    named = f"{outcome.label}, {outcome.title}"
    if outcome.unchanged:
        _line(console, f"{named}: imported before from {files}; nothing changed.")
        return
    since = f", in force from {outcome.effective.isoformat()}" if outcome.effective else ""
    _line(console, f"{named}{since}", "bold")
    rows = f"{outcome.rows:,} {'row' if outcome.rows == 1 else 'rows'}"
    _line(console, f"  {rows} read from {files}, {len(outcome.refused):,} refused.")
    if outcome.is_partial:
        _line(console, "  A part of the edition: codes that it lacks are looked up in the edition before.")
    if changed := outcome.changed:
        counts = f"{changed.added:,} added, {changed.deleted:,} deleted, {changed.altered:,} changed"
        _line(console, f"  Against {changed.before}: {counts}.")
    for name, refusal in outcome.refused[:MOST_REFUSED]:
        _line(console, f"  {name}:{refusal.line}: refused, {refusal.reason}")
    if len(outcome.refused) > MOST_REFUSED:
        _line(console, f"  and {len(outcome.refused) - MOST_REFUSED:,} more rows refused")
    for note in outcome.notes:
        _line(console, f"  {note}")


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style), soft_wrap=True)
