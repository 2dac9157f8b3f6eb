"""Loops that send commands and note when each was acknowledged and answered."""

import asyncio
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.slack_load.commands import Command
from tests.benchmarks.slack_load.delivering import Door, NotAcknowledged
from tests.benchmarks.slack_load.slack_side import SlackSide

PATIENCE_SECONDS = 30.0
"""After so long without an answer a command is lost."""


@dataclass(frozen=True)
class Sent:
    """How a command went, by moments of one clock in seconds. `answered` is that of the acknowledgement where the app
    answers with it."""

    due: float
    acked: float
    answered: float


@dataclass(frozen=True)
class Target:
    """What is measured: the way to it, and whether its answers come at response_url."""

    door: Door
    posts: bool


async def send(slack: SlackSide, target: Target, command: Command, due: float) -> Sent | None:
    """Sends one command and waits until it is acknowledged and answered. None where that does not come: Slack's side
    counts it as lost."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if not target.posts:
                acked = await target.door.deliver(command)
                return Sent(due, acked, acked)
            answer = slack.answer_of(command)
            acked = await target.door.deliver(command)
            return Sent(due, acked, await answer)
    except (NotAcknowledged, OSError, TimeoutError, asyncio.IncompleteReadError):
        slack.lost += 1
        return None


async def closed_loop(
    slack: SlackSide, target: Target, queue: Iterator[Command], askers: int, seconds: float
) -> list[Sent]:
    """So many askers, each of whom sends the next command when the last one is answered."""
    end = time.perf_counter() + seconds
    done: list[Sent] = []

    async def asker() -> None:
        while (now := time.perf_counter()) < end:
            sent = await send(slack, target, next(queue), now)
            if sent is not None:
                done.append(sent)

    await asyncio.gather(*(asker() for _ in range(askers)))
    return done


async def open_loop(
    slack: SlackSide, target: Target, queue: Iterator[Command], rate: float, seconds: float, seed: int
) -> list[Sent]:
    """Commands at random moments, so many a second, whether the ones before are answered or not. The times count from
    when a command was due."""
    chance = random.Random(seed)
    due = time.perf_counter()
    end = due + seconds
    tasks = []
    while (due := due + chance.expovariate(rate)) < end:
        await asyncio.sleep(due - time.perf_counter())
        tasks.append(asyncio.create_task(send(slack, target, next(queue), due)))
    return [sent for sent in await asyncio.gather(*tasks) if sent is not None]


def throughput(done: Sequence[Sent]) -> float:
    """Commands answered a second, between the first third of the time, in which caches and connections warm up, and
    the moment when the last one was sent."""
    first, last = min(sent.due for sent in done), max(sent.due for sent in done)
    start = first + (last - first) / 3
    return sum(start <= sent.answered < last for sent in done) / (last - start)


def milliseconds(times: Sequence[float]) -> tuple[float, float]:
    """The median and the 99th percentile of times in seconds."""
    cuts = statistics.quantiles(times, n=100)
    return cuts[49] * 1000, cuts[98] * 1000
