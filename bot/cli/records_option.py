"""What the commands on the records have in common: a person's id, and a database that is there or a plain line."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.starting import refused

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from bot.settings import Settings

Found = TypeVar("Found")

PersonArgument = Annotated[
    str, typer.Argument(metavar="USER", help="The person's Slack id, such as U0123456789.", show_default=False)
]


def with_records_or_exit(settings: "Settings", work: Callable[["AsyncEngine"], Awaitable[Found]]) -> Found:
    """What the work on the records finds; prints why the database cannot be used and exits with 2."""
    from bot.records.opening import DatabaseFault, opened  # noqa: PLC0415 - see bot.cli.starting

    async def run() -> Found:
        async with opened(settings.database_url) as engine:
            return await work(engine)

    try:
        return asyncio.run(run())
    except DatabaseFault as error:
        raise refused([str(error)]) from None


def person_or_exit(text: str) -> str:
    """The id, checked for its form; a name is none."""
    if not re.fullmatch(r"[UW][A-Z0-9]{2,30}", text):
        raise typer.BadParameter(f"{text} is no Slack id; it is in the person's profile, such as U0123456789")
    return text


NOUNS = {
    "votes": ("vote", "votes"),
    "look_ups": ("look-up", "look-ups"),
    "expert_requests": ("request for experts", "requests for experts"),
    "slack_installations": ("note of who installed the app", "notes of who installed the app"),
}


def listed(counts: dict[str, int]) -> str:
    """Such as "3 votes, 1 look-up"; what there is none of is left out."""
    return ", ".join(f"{count} {NOUNS[table][count != 1]}" for table, count in counts.items() if count)
