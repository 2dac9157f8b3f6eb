"""Signed slash commands a second, and how long each waits, for the bot beside a bare Bolt echo in the same run.

Run: python tests/benchmarks/load.py [--rounds N] [--seconds S] [--askers N ...] [--modes http socket] [--workers 1 2]
     python tests/benchmarks/load.py --soak MINUTES [--rate N]

Every worker is a process of its own with records of its own, and the commands are spread over the workers in turn.
Slack's side is this process: it signs and sends, and takes the answers at response_url. A command is done once its
answer has come: with the acknowledgement from the first echo, at response_url from the second one and from the bot. Of
everything the median of the rounds is shown, and each ratio is made within a round. Processor time says more than the
clock where the machine has something else to do.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.book import load_book, starter_book
from tests.benchmarks.slack_load.commands import commands, questions
from tests.benchmarks.slack_load.measuring import Plan, measure, steps
from tests.benchmarks.slack_load.processes import Mode
from tests.benchmarks.slack_load.shown import table_of
from tests.benchmarks.slack_load.slack_side import SlackSide
from tests.benchmarks.slack_load.soak import soak


async def compare(given: argparse.Namespace, folder: Path, console: Console) -> None:
    """Measures and prints a table for each mode and number of workers."""
    plan = Plan(given.rounds, given.seconds, given.askers)
    asked = questions(load_book(starter_book()))
    slack = SlackSide()
    await slack.open()
    bars = (TextColumn("{task.description:40}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    queue = commands(asked, slack.response_url)
    tables = []
    with Progress(*bars, console=Console(stderr=True)) as progress:
        all_of_it = progress.add_task("start", total=steps(plan) * len(given.modes) * len(given.workers))

        def tell(step: str) -> None:
            progress.update(all_of_it, advance=1, description=step)

        for mode in given.modes:
            for workers in given.workers:
                figures = await measure(slack, mode, workers, plan, queue, folder, tell)
                tables.append(table_of(f"{mode}, workers: {workers}", figures))
    for table in tables:
        console.print(table)
    console.print(f"{len(asked)} questions in 100 frames each; answered twice: {slack.twice}, never: {slack.lost}")
    await slack.close()


async def run(given: argparse.Namespace) -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        if given.soak:
            await soak(given.soak, given.rate, Path(folder), console)
        else:
            await compare(given, Path(folder), console)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=3.0, help="how long each kind is asked at a time")
    options.add_argument("--askers", type=int, nargs="+", default=[16, 64, 256], help="how many wait at a time")
    options.add_argument("--modes", type=Mode, nargs="+", choices=list(Mode), default=list(Mode))
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--soak", type=float, metavar="MINUTES", help="memory and open files under a steady load")
    options.add_argument("--rate", type=float, default=50.0, help="of the soak, commands a second")
    asyncio.run(run(options.parse_args()))


if __name__ == "__main__":
    main()
