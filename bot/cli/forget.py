"""`codebook forget`: delete what is held of one person."""

from typing import Annotated

import typer

from bot.cli.records_option import PersonArgument, listed, person_or_exit, with_records_or_exit
from bot.cli.starting import settings_or_exit


def forget(
    user: PersonArgument,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without asking.")] = False,
) -> None:
    """Delete all that is held of one person: votes, look-ups and requests for experts, and their id from requests that
    they closed for others and from installations, which go on working. Asks first, unless told --yes.
    """
    from bot.records.people import forget as delete_all  # noqa: PLC0415 - see bot.cli.starting
    from bot.records.people import held_of  # noqa: PLC0415

    person, settings = person_or_exit(user), settings_or_exit(None)
    held = with_records_or_exit(settings, lambda engine: held_of(engine, person))
    counts = {table: len(rows) for table, rows in held.items()}
    if not any(counts.values()):
        typer.echo(f"Nothing is held of {person}.")
        return
    if not yes:
        typer.confirm(f"Of {person} are held: {listed(counts)}. Delete all of it?", abort=True)
    deleted = with_records_or_exit(settings, lambda engine: delete_all(engine, person))
    typer.echo(f"Deleted of {person}: {listed(deleted)}.")
