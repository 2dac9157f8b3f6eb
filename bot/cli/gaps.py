"""`codebook gaps`: what people asked and the book could not answer."""

import asyncio
import json
import time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bot.book import Book
from bot.cli.book_option import KnowledgeOption, ReferenceOption, book_or_exit
from bot.cli.gaps_text import group_json, print_groups, title
from bot.cli.starting import refused, settings_or_exit

if TYPE_CHECKING:
    from bot.records.gap_groups import GapGroup

NO_SUCH_GROUP = 1
DAY = 24 * 3600.0


def gaps(
    as_json: Annotated[bool, typer.Option("--json", help="Print the groups as JSON.")] = False,
    days: Annotated[
        int | None, typer.Option("--days", min=1, help="Only what was asked in so many days.", show_default=False)
    ] = None,
    resolve: Annotated[
        str | None,
        typer.Option(
            "--resolve",
            metavar="CODE[/TOPIC]",
            help="Take off what is done: a code or modifier, a topic by its id after a slash, or both. "
            "none takes off the questions in which nothing was understood.",
            show_default=False,
        ),
    ] = None,
    team: Annotated[
        str | None,
        typer.Option("--team", metavar="TEAM", help="Of many workspaces this one, by its id.", show_default=False),
    ] = None,
    knowledge: KnowledgeOption = None,
    reference: ReferenceOption = None,
) -> None:
    """Show what people asked and the book could not answer, and the answers that were voted not helpful.

    It is grouped by code or modifier and topic, the most frequent first; what is in the book by now is left out.
    CODEBOOK_DATABASE_URL names the database.

    Exit status: 0, or 1 where --resolve names nothing that is open, 2 bad usage, book or database.
    """
    if resolve is not None and not resolve.strip(" /"):
        raise typer.BadParameter("name a code, such as --resolve 38240, or a topic, such as --resolve /payment")
    url = settings_or_exit(knowledge).database_url
    book = book_or_exit(knowledge, reference)
    # Imported late: the other commands start without the database's libraries.
    from bot.records.opening import DatabaseFault  # noqa: PLC0415

    try:
        groups = asyncio.run(_groups(url, book, days, team, resolve))
    except DatabaseFault as error:
        raise refused([str(error)]) from None
    if as_json:
        typer.echo(json.dumps([group_json(group, book) for group in groups], ensure_ascii=False, indent=2))
    elif resolve is not None:
        typer.echo("\n".join(f"Done: {title(group, book)}" for group in groups) or f"Nothing is open about {resolve}.")
    elif groups:
        print_groups(groups, book, Console())
    else:
        typer.echo("The book lacks nothing that was asked." if days is None else f"Nothing new in {days} days.")
    raise typer.Exit(NO_SUCH_GROUP if resolve is not None and not groups else 0)


async def _groups(url: str, book: Book, days: int | None, team: str | None, resolve: str | None) -> list["GapGroup"]:
    """The groups that are to be shown; those to be resolved are."""
    from bot.records.direct import open_directly  # noqa: PLC0415
    from bot.records.gap_groups import group_gaps, named  # noqa: PLC0415

    since = 0.0 if days is None else time.time() - days * DAY
    async with open_directly(url) as (gaps, votes):
        groups = group_gaps(
            [gap for gap in await gaps.open() if gap.noted_at >= since and team in (None, gap.team)],
            [vote for vote in await votes.negative() if vote.changed_at >= since and team in (None, vote.key.team)],
            book,
        )
        if resolve is not None:
            groups = named(groups, resolve)
            for group in groups:
                await gaps.resolve(group.gaps)
                await votes.resolve(group.votes)
        return groups
