"""A steady load for minutes, to see whether memory or open files grow."""

import asyncio
import time
from pathlib import Path

from rich.console import Console

from bot.book import load_book, starter_book
from tests.benchmarks.slack_load.commands import commands, questions
from tests.benchmarks.slack_load.driving import milliseconds, open_loop
from tests.benchmarks.slack_load.processes import Kind, Mode, Running, started
from tests.benchmarks.slack_load.slack_side import SlackSide


async def soak(minutes: float, rate: float, folder: Path, console: Console) -> None:
    """Asks the bot over HTTP, so many commands a second, and prints a line at the start and each minute."""
    slack = SlackSide()
    await slack.open()
    queue = commands(questions(load_book(starter_book())), slack.response_url)
    async with started(Kind.BOT, Mode.HTTP, 1, slack, folder) as bot:
        console.print(f"at the start: {_held(bot)}")
        begun, answered = time.perf_counter(), 0
        while (left := begun + minutes * 60 - time.perf_counter()) > 1:
            sent = await open_loop(slack, bot.target, queue, rate, min(left, 60.0), answered)
            answered += len(sent)
            p50, p99 = milliseconds([each.answered - each.due for each in sent])
            after = (time.perf_counter() - begun) / 60
            console.print(f"{after:4.1f} min: {_held(bot)}, {answered:,} answered, p50 {p50:.0f} ms, p99 {p99:.0f} ms")
        kept = await asyncio.to_thread(_megabytes_in, folder)
        console.print(f"records: {kept:.1f} MB; answered twice: {slack.twice}, never: {slack.lost}")
    await slack.close()


def _held(bot: Running) -> str:
    return f"{bot.megabytes():.1f} MB, {bot.open_files()} open files"


def _megabytes_in(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.glob("*.sqlite3*")) / 2**20
