"""The figures as a table."""

import statistics
from collections.abc import Callable, Iterable
from functools import partial

from rich.table import Table

from tests.benchmarks.slack_load.measuring import Figures
from tests.benchmarks.slack_load.processes import Kind


def table_of(title: str, figures: dict[Kind, Figures]) -> Table:
    """A column for each kind."""
    client = max(statistics.median(own.client) for own in figures.values())
    caption = f"Slack's side took {client:.0%} of a core at most"
    table = Table(title=title, caption=caption, title_justify="left", caption_justify="left")
    table.add_column("")
    for kind in figures:
        table.add_column(kind, justify="right")
    bot = figures[Kind.BOT]

    def row(name: str, cell: Callable[[Figures], str]) -> None:
        table.add_row(name, *(cell(own) for own in figures.values()))

    for askers in bot.rates:
        row(f"commands a second, {askers} askers", partial(_rate, askers))
    row("ratio: codebook to it, each at its best", lambda own: _ratio(bot.rates[bot.best()], own.rates[own.best()]))
    row("processor ms a command, at its best", lambda own: f"{_middle(own.cpu[own.best()]):.2f}")
    row("ratio by processor time", lambda own: _ratio(own.cpu[own.best()], bot.cpu[bot.best()]))
    table.add_section()
    row("half load: commands a second", lambda own: f"{own.half:.0f}")
    row("acknowledged after, p50 / p99 ms", lambda own: _times(own.acks))
    row("answered after, p50 / p99 ms", lambda own: _times(own.answers))
    return table


def _rate(askers: int, own: Figures) -> str:
    return f"{_middle(own.rates[askers]):.0f}"


def _middle(values: Iterable[float]) -> float:
    return statistics.median(values)


def _ratio(upper: list[float], lower: list[float]) -> str:
    return f"{_middle(above / below for above, below in zip(upper, lower, strict=True)):.2f}"


def _times(rounds: list[tuple[float, float]]) -> str:
    return f"{_middle(p50 for p50, _ in rounds):.0f} / {_middle(p99 for _, p99 in rounds):.0f}"
