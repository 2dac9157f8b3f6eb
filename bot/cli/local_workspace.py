"""The local workspace: the bot, unmodified, connected to a Slack stand-in on this machine."""

import asyncio
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path

from bot.logs import configure, watch_loop
from bot.settings import Mode, Settings, read_settings
from bot.slack.app import StartFault
from bot.slack.http import listen
from bot.slack.manifest import manifest_with
from bot.slack.serving import connect
from bot.slack.stopping import stop_signals
from bot.workspace import serve_workspace

PORT = 8400
PORTS_TRIED = 50
EXPERTS_CHANNEL, EXPERT = "coding-experts", "ben"


async def open_workspace(
    settings: Settings,
    *,
    port: int | None = None,
    open_browser: bool = True,
    announce: Callable[[str], None] = print,
) -> None:
    """Opens the local workspace and serves it until Ctrl-C. Its page is on `port`, or on the first free one from 8400
    where none is given. Nothing is kept: the records are in a temporary folder.

    `announce` is given the page's address once the bot is connected. Raises BookFaults, and StartFault where the port
    is taken.
    """
    configure(settings.log_level, as_json=settings.log_format == "json")
    watch_loop(asyncio.get_running_loop())
    with stop_signals() as stop, tempfile.TemporaryDirectory(prefix="codebook-", ignore_cleanup_errors=True) as folder:
        async with serve_workspace(manifest_with(settings.command), port=_free_port(port)) as workspace:
            inside = read_settings(
                SLACK_BOT_TOKEN=workspace.bot_token,
                SLACK_APP_TOKEN=workspace.app_token,
                SLACK_SIGNING_SECRET=workspace.signing_secret,
                SLACK_API_URL=workspace.api_url,
                CODEBOOK_DATABASE_URL=f"sqlite:///{Path(folder, 'records.sqlite3').as_posix()}",
                CODEBOOK_KNOWLEDGE=str(settings.knowledge),
                CODEBOOK_REFERENCE=str(settings.reference),
                CODEBOOK_COMMAND=settings.command,
                CODEBOOK_EXPERTS_CHANNEL=workspace.channel(EXPERTS_CHANNEL).id,
                CODEBOOK_EXPERTS=workspace.user(EXPERT).id,
                CODEBOOK_LOG_LEVEL=settings.log_level,
                CODEBOOK_LOG_FORMAT=settings.log_format,
            )
            bot = asyncio.create_task(connect(inside, Mode.SOCKET, stop))
            connected = asyncio.create_task(workspace.wait_connected())
            await asyncio.wait({bot, connected}, return_when=asyncio.FIRST_COMPLETED)
            if not bot.done():
                announce(workspace.page_url)
                if open_browser:
                    await asyncio.to_thread(webbrowser.open, workspace.page_url)
            await bot


def _free_port(port: int | None) -> int:
    if port is not None:
        listen("127.0.0.1", port).close()
        return port
    for candidate in range(PORT, PORT + PORTS_TRIED):
        try:
            listen("127.0.0.1", candidate).close()
        except StartFault:
            continue
        return candidate
    raise StartFault(f"No free port from {PORT} to {PORT + PORTS_TRIED - 1}. Choose one with --port.")
