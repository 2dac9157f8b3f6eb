"""Measuring all kinds in turns, so that what else the machine does strikes each of them alike."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.slack_load.commands import Command
from tests.benchmarks.slack_load.driving import closed_loop, milliseconds, open_loop, throughput
from tests.benchmarks.slack_load.processes import Kind, Mode, Running, started
from tests.benchmarks.slack_load.slack_side import SlackSide


@dataclass(frozen=True)
class Plan:
    """How long and how often each kind is measured."""

    rounds: int
    seconds: float
    askers: Sequence[int]


@dataclass
class Figures:
    """What was measured of one kind, an item a round."""

    rates: dict[int, list[float]] = field(default_factory=dict)
    """Commands a second, by how many ask at a time."""
    cpu: dict[int, list[float]] = field(default_factory=dict)
    """Milliseconds of processor time a command, likewise."""
    half: float = 0.0
    """Half of its best rate, at which the times were taken."""
    acks: list[tuple[float, float]] = field(default_factory=list)
    """Median and 99th percentile in milliseconds."""
    answers: list[tuple[float, float]] = field(default_factory=list)
    client: list[float] = field(default_factory=list)
    """How much of a processor Slack's side took meanwhile."""

    def best(self) -> int:
        """With how many askers most was answered."""
        return max(self.rates, key=lambda askers: statistics.median(self.rates[askers]))


async def measure(
    slack: SlackSide,
    mode: Mode,
    workers: int,
    plan: Plan,
    queue: Iterator[Command],
    folder: Path,
    tell: Callable[[str], None],
) -> dict[Kind, Figures]:
    """The figures of each kind. `tell` is called at the end of each step, with what comes next; of steps there are
    `steps(plan)`."""
    figures = {kind: Figures() for kind in Kind}
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(started(kind, mode, workers, slack, folder)) for kind in Kind]
        for _ in range(plan.rounds):
            for askers in plan.askers:
                for one in running:
                    await _answer_all(slack, one, queue, askers, plan.seconds, figures[one.kind])
                    tell(f"{mode}, {workers}: {one.kind}, {askers} askers")
        for one in running:
            own = figures[one.kind]
            own.half = statistics.median(own.rates[own.best()]) / 2
        for number in range(plan.rounds):
            for one in running:
                own = figures[one.kind]
                sent = await open_loop(slack, one.target, queue, own.half, plan.seconds * len(plan.askers), number)
                own.acks.append(milliseconds([each.acked - each.due for each in sent]))
                own.answers.append(milliseconds([each.answered - each.due for each in sent]))
                tell(f"{mode}, {workers}: {one.kind}, half load")
    return figures


def steps(plan: Plan) -> int:
    """How often `measure` tells."""
    return plan.rounds * len(Kind) * (len(plan.askers) + 1)


async def _answer_all(
    slack: SlackSide, one: Running, queue: Iterator[Command], askers: int, seconds: float, own: Figures
) -> None:
    used, used_here, start = one.cpu_seconds(), time.process_time(), time.perf_counter()
    done = await closed_loop(slack, one.target, queue, askers, seconds)
    own.cpu.setdefault(askers, []).append((one.cpu_seconds() - used) * 1000 / len(done))
    own.client.append((time.process_time() - used_here) / (time.perf_counter() - start))
    own.rates.setdefault(askers, []).append(throughput(done))
