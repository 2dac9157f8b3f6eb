"""`codebook try`: the local workspace."""

from typing import Annotated

import typer

from bot.cli.book_option import KnowledgeOption
from bot.cli.starting import BrowserOption, open_workspace_or_exit, settings_or_exit


def try_workspace(
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="The page's port. Default: the first free one from 8400."),
    ] = None,
    browser: BrowserOption = True,
    knowledge: KnowledgeOption = None,
) -> None:
    """Open the local workspace in a browser; no Slack account is needed.

    The bot runs as it does in Slack, connected to a stand-in on this machine.
    """
    open_workspace_or_exit(settings_or_exit(knowledge), port, browser)
