"""`codebook export`: what is held of one person."""

import json

import typer

from bot.cli.records_option import PersonArgument, person_or_exit, with_records_or_exit
from bot.cli.starting import settings_or_exit


def export(user: PersonArgument) -> None:
    """Print all that is held of one person, as JSON: votes, look-ups, the requests for experts that they made or
    closed, and where they installed the app. Ids of other people and tokens are left out.

    Threads and answered messages are held by channel, not by person, for at most seven days.
    """
    from bot.records.people import held_of  # noqa: PLC0415 - see bot.cli.starting

    person = person_or_exit(user)
    held = with_records_or_exit(settings_or_exit(None), lambda engine: held_of(engine, person))
    typer.echo(json.dumps({"person": person, **held}, ensure_ascii=False, indent=2))
