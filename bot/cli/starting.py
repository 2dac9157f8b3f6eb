"""What the commands that serve have in common: settings, and what a person reads of a start that fails."""

import asyncio
from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.book import BookFaults
from bot.cli.book_option import BAD_BOOK

if TYPE_CHECKING:
    from bot.settings import Settings

BrowserOption = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the page in the browser that is set on this machine.")
]


def settings_or_exit(knowledge: Path | None) -> "Settings":
    """The settings, with the book that was named; prints what is malformed and exits with 2."""
    # Imported late, here and below: `ask` and `check` start without Slack's and the database's libraries.
    from bot.settings import SettingsFaults, read_settings  # noqa: PLC0415

    try:
        return read_settings(**({"CODEBOOK_KNOWLEDGE": str(knowledge)} if knowledge is not None else {}))
    except SettingsFaults as error:
        raise refused(error.faults) from None


def serve_or_exit(serving: Coroutine[Any, Any, None]) -> None:
    """Serves until a signal; prints why it cannot start and exits with 2."""
    from bot.settings import SettingsFaults  # noqa: PLC0415
    from bot.slack.app import StartFault  # noqa: PLC0415

    try:
        asyncio.run(serving)
    except BookFaults as error:
        raise refused([str(fault) for fault in error.faults]) from None
    except SettingsFaults as error:
        raise refused(error.faults) from None
    except StartFault as error:
        raise refused([str(error)]) from None


def open_workspace_or_exit(settings: "Settings", port: int | None, browser: bool) -> None:
    """Serves the local workspace and says where its page is."""
    from bot.cli.local_workspace import open_workspace  # noqa: PLC0415

    def announce(page_url: str) -> None:
        typer.echo(f"Codebook is ready: {page_url}\nStop it with Ctrl-C. Nothing that is asked there is kept.")

    serve_or_exit(open_workspace(settings, port=port, open_browser=browser, announce=announce))


def refused(faults: Sequence[str]) -> typer.Exit:
    """Prints the faults, a line each."""
    for fault in faults:
        typer.echo(fault, err=True)
    return typer.Exit(BAD_BOOK)
