"""The processes that are measured: the bot as `codebook run` starts it, and the echoes."""

import asyncio
import os
import re
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil

from tests.benchmarks.slack_load.commands import APP_TOKEN, BOT_TOKEN, COMMAND, SECRET
from tests.benchmarks.slack_load.delivering import HttpDoor, SocketDoor
from tests.benchmarks.slack_load.driving import Target
from tests.benchmarks.slack_load.slack_side import SlackSide

SECONDS = 60.0
"""How long a process may take to be ready."""

TOP = Path(__file__).parents[3]


class Kind(StrEnum):
    """What is measured."""

    BOT = "codebook"
    ECHO_ACK = "echo in the ack"
    ECHO_POST = "echo by response_url"


class Mode(StrEnum):
    """How commands are delivered."""

    HTTP = "http"
    SOCKET = "socket"


@dataclass(frozen=True)
class Running:
    """Workers of one kind that serve."""

    kind: Kind
    target: Target
    workers: tuple[psutil.Process, ...]

    def cpu_seconds(self) -> float:
        """What they have used so far."""
        return sum(used.user + used.system for used in (worker.cpu_times() for worker in self.workers))

    def megabytes(self) -> float:
        """The memory of them all."""
        return sum(float(worker.memory_info().rss) for worker in self.workers) / 2**20

    def open_files(self) -> int:
        """Files and sockets of them all."""
        return sum(map(_open_files, self.workers))


def _open_files(worker: psutil.Process) -> int:
    if sys.platform == "win32":
        return worker.num_handles()
    return worker.num_fds()


@asynccontextmanager
async def started(kind: Kind, mode: Mode, workers: int, slack: SlackSide, folder: Path) -> AsyncIterator[Running]:
    """Starts workers of a kind, each with records of its own, and gives them back once Slack can deliver; they end
    with the block. What they print goes to files in the folder."""
    names = [f"{kind.name.lower()}-{mode}-{number}-of-{workers}" for number in range(1, workers + 1)]
    begun = [_begin(kind, mode, name, slack, folder) for name in names]
    door: HttpDoor | SocketDoor
    try:
        if mode is Mode.HTTP:
            door = HttpDoor([await asyncio.to_thread(_port, folder / name) for name in names])
        else:
            await _connected(slack, names)
            door = SocketDoor(slack, names)
        target = Target(door, posts=kind is not Kind.ECHO_ACK)
        yield Running(kind, target, tuple(psutil.Process(process.pid) for process in begun))
        if isinstance(door, HttpDoor):
            await door.close()
    finally:
        for process in begun:
            process.terminate()
        for process in begun:
            await asyncio.to_thread(process.wait, SECONDS)


def _begin(kind: Kind, mode: Mode, name: str, slack: SlackSide, folder: Path) -> subprocess.Popen[bytes]:
    api_url = slack.api_url(name)
    if kind is Kind.BOT:
        program = ["bot", "run", "--no-browser", *(["--http", "--port", "0"] if mode is Mode.HTTP else [])]
    else:
        answer = "ack" if kind is Kind.ECHO_ACK else "post"
        program = ["tests.benchmarks.slack_load.echo", answer, mode, api_url]
    with (folder / name).open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", *program],
            cwd=TOP,
            env={**_inherited(), **_settings(mode, api_url, folder / f"{name}.sqlite3")},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def _settings(mode: Mode, api_url: str, database: Path) -> dict[str, str]:
    said = {
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api_url,
        "CODEBOOK_COMMAND": COMMAND,
        "CODEBOOK_DATABASE_URL": f"sqlite:///{database.as_posix()}",
        "CODEBOOK_REFERENCE": str(database.with_name("no-reference.sqlite3")),
        "CODEBOOK_REPLIES_PER_MINUTE": "0",
    }
    return said | ({"SLACK_APP_TOKEN": APP_TOKEN} if mode is Mode.SOCKET else {})


def _inherited() -> dict[str, str]:
    ours = re.compile(r"SLACK_|CODEBOOK_|(HTTPS?|ALL|NO)_PROXY$", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if not ours.match(name)}


def _port(output: Path) -> int:
    end = time.monotonic() + SECONDS
    while not (found := re.search(r"port=(\d+)\s", output.read_text(encoding="utf-8", errors="replace"))):
        if time.monotonic() > end:
            raise TimeoutError(f"nothing serves: {output.read_text(encoding='utf-8', errors='replace')[-1000:]}")
        time.sleep(0.05)
    return int(found[1])


async def _connected(slack: SlackSide, names: Sequence[str]) -> None:
    async with asyncio.timeout(SECONDS):
        while not all(slack.is_connected(name) for name in names):  # noqa: ASYNC110 (Slack's side tells nobody)
            await asyncio.sleep(0.05)
