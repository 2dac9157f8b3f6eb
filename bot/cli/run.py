"""`codebook run`: serve a Slack workspace."""

from concurrent.futures import ThreadPoolExecutor
from typing import Annotated

import typer

from bot.cli.book_option import KnowledgeOption
from bot.cli.starting import BrowserOption, open_workspace_or_exit, refused, serve_or_exit, settings_or_exit


def run(
    http: Annotated[
        bool, typer.Option("--http", help="Serve POST /slack/events, also where SLACK_APP_TOKEN is set.")
    ] = False,
    host: Annotated[str, typer.Option("--host", help="Over HTTP: the address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Over HTTP: the port.")] = 3000,
    knowledge: KnowledgeOption = None,
    browser: BrowserOption = True,
) -> None:
    """Serve a Slack workspace, or the local one where no Slack variable is set.

    Socket Mode with SLACK_BOT_TOKEN and SLACK_APP_TOKEN; HTTP with SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET.
    """
    from bot.settings import Mode, SettingsFaults, choose_mode  # noqa: PLC0415 - see bot.cli.starting

    settings = settings_or_exit(knowledge)
    try:
        mode = choose_mode(settings, http=http)
    except SettingsFaults as error:
        raise refused(error.faults) from None
    if mode is Mode.LOCAL:
        typer.echo("SLACK_BOT_TOKEN is not set, so this is the local workspace and not Slack.", err=True)
        open_workspace_or_exit(settings, None, browser)
    else:
        from bot.live import nothing_is_garbage, open_live  # noqa: PLC0415

        with nothing_is_garbage(), ThreadPoolExecutor(1) as aside:
            # Most of it is sums outside of the interpreter, which loads Slack's and the database's libraries meanwhile.
            book = aside.submit(open_live, settings.knowledge, settings.reference)
            from bot.slack.serving import serve  # noqa: PLC0415
        serve_or_exit(serve(settings, mode, book, host=host, port=port))
