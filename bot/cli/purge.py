"""`codebook purge`: delete records that are past their time."""

from typing import Annotated

import typer

from bot.cli.records_option import with_records_or_exit
from bot.cli.starting import settings_or_exit


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would be deleted; delete nothing.")] = False,
) -> None:
    """Delete the records that are past their time, as the running bot does daily; prints how many, by table.

    How long they are kept: CODEBOOK_KEEP_DAYS and CODEBOOK_KEEP_LOOK_UPS_DAYS.
    """
    from bot.records.retention import count_past, retention_of  # noqa: PLC0415 - see bot.cli.starting
    from bot.records.retention import purge as delete_past  # noqa: PLC0415

    settings = settings_or_exit(None)
    retention = retention_of(settings.keep_days, settings.keep_look_ups_days)
    work = count_past if dry_run else delete_past
    counts = with_records_or_exit(settings, lambda engine: work(engine, retention))
    for table, count in counts.items():
        typer.echo(f"{table}: {count} {'to delete' if dry_run else 'deleted'}")
