"""The real bot, in this process or in one of its own, over the stand-in: each scenario by Socket Mode and by HTTP."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.settings import Mode, Settings, read_settings
from bot.slack.manifest import manifest_path
from bot.slack.serving import connect
from bot.workspace import Message, Workspace, serve_workspace
from tests.one_index import index_once
from tests.patience import patience
from tests.ports import free_port

__all__ = ["index_once", "patience"]

QUESTION = "can I use 26 with 38240?"
ANOTHER_QUESTION = "what is modifier TC?"
SECONDS = 15
"""How long anything may take before a test gives up; on an idle machine all of it takes a tenth of that."""


async def until(predicate: Callable[[], Any], seconds: float = SECONDS) -> Any:
    """The first truthy value, for what no change of the workspace announces."""
    async with asyncio.timeout(seconds):
        while not (value := predicate()):  # noqa: ASYNC110 (a file tells nobody that it grew)
            await asyncio.sleep(0.02)
        return value


async def _serving_at(port: int) -> str:
    """The request URL, once the bot serves there."""
    async with asyncio.timeout(SECONDS), aiohttp.ClientSession() as session:
        while True:
            with suppress(aiohttp.ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return f"http://127.0.0.1:{port}/slack/events"
            await asyncio.sleep(0.02)


class Bot:
    """The bot in this process. `environment` is what it reads at its next start."""

    def __init__(self, workspace: Workspace, mode: Mode, environment: dict[str, str]) -> None:
        self.workspace = workspace
        self.mode = mode
        self.environment = environment
        self._stop = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Returns once Slack can deliver; raises what the bot raised where it does not start."""
        self._stop = asyncio.Event()
        port = free_port()
        settings: Settings = read_settings(**self.environment)
        self._serving = asyncio.create_task(connect(settings, self.mode, self._stop, port=port))
        ready = asyncio.create_task(
            self.workspace.wait_connected(SECONDS) if self.mode is Mode.SOCKET else self._take_requests(port)
        )
        await asyncio.wait({self._serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self._serving.done():
            ready.cancel()
            await self._serving
        await ready

    async def _take_requests(self, port: int) -> None:
        self.workspace.request_url = await _serving_at(port)

    async def stop(self) -> None:
        """As SIGTERM does: what is in flight is finished, and nothing comes after."""
        if self._serving is not None:
            self._stop.set()
            serving, self._serving = self._serving, None
            await asyncio.wait_for(serving, SECONDS)

    async def restart(self) -> None:
        """Stops it and starts another with the same records."""
        await self.stop()
        await self.start()


class Process:
    """`codebook run` in a process of its own, with all it prints in one file."""

    def __init__(self, workspace: Workspace, mode: Mode, environment: dict[str, str], output: Path) -> None:
        self.workspace = workspace
        self.mode = mode
        self.environment = environment
        self._output = output
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def output(self) -> str:
        """Everything that was printed, by all starts."""
        return self._output.read_text(encoding="utf-8", errors="replace") if self._output.exists() else ""

    @property
    def pid(self) -> int:
        """Of the last start."""
        assert self._running is not None
        return self._running.pid

    def spawn(self) -> None:
        """Starts it, without waiting for anything."""
        mode = ["--http", "--port", "0"] if self.mode is Mode.HTTP else []
        with self._output.open("ab") as output:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--no-browser", *mode],
                env={**_inherited(), **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    async def start(self) -> None:
        """Returns once Slack can deliver."""
        before = len(self.output)
        self.spawn()
        if self.mode is Mode.SOCKET:
            await self.workspace.wait_connected(SECONDS)
        else:
            said = re.compile(r"event=connected mode=http host=\S+ port=(\d+)")
            found = await until(lambda: said.search(self.output, before))
            self.workspace.request_url = await _serving_at(int(found[1]))

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal."""
        assert self._running is not None
        self._running.send_signal(number)

    async def exited(self) -> int:
        """The exit status, once the process is gone."""
        assert self._running is not None
        status = await asyncio.to_thread(self._running.wait, SECONDS * 2)
        if self.mode is Mode.SOCKET:
            await self.workspace.wait_for(lambda: self.workspace.connections == 0, SECONDS)
        return status

    async def kill(self) -> None:
        """kill -9."""
        self.signal(signal.SIGKILL)
        await self.exited()

    async def close(self) -> None:
        """Ends it where it still runs."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
            await asyncio.to_thread(self._running.wait, SECONDS)


class Asking:
    """People who ask and wait for the reply; what they are told is a Message."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    def replies(self, message: Message) -> list[Message]:
        """What the bot posted after this message, where a reply to it belongs."""
        if self.workspace.channel(message.channel).kind == "im" and message.thread_ts is None:
            found = [reply for reply in self.workspace.replies(message.channel) if reply.thread_ts is None]
        else:
            found = self.workspace.replies(message.channel, thread_ts=message.thread_ts or message.ts)
        return [reply for reply in found if float(reply.ts) > float(message.ts)]

    async def replied(self, message: Message) -> Message:
        """The first reply to a message."""
        found: Message = (await self.workspace.wait_for(lambda: self.replies(message), SECONDS))[0]
        return found

    async def direct_message(self, text: str, user: str = "ana", **more: Any) -> Message:
        """The reply to a direct message."""
        return await self.replied(await self.workspace.post(user, self.workspace.dm(user), text, **more))

    async def mention(self, text: str, user: str = "ana", channel: str = "coding-questions", **more: Any) -> Message:
        """The reply to a message in a channel that mentions the bot; `@` in the text is the mention."""
        return await self.replied(await self.workspace.post(user, channel, self.mentioning(text), **more))

    def mentioning(self, text: str) -> str:
        """The text with the mention of the bot for each `@`."""
        return text.replace("@", f"<@{self.workspace.bot_user_id}>")

    async def slash(
        self, text: str, user: str = "ana", channel: str = "coding-questions", command: str = "/cpt"
    ) -> Message:
        """What a slash command shows to the one who sent it."""
        place = self.workspace.channel(channel)
        before = len(self.workspace.messages(place, visible_to=user))
        await self.workspace.command(user, place, command, text)
        shown = await self.workspace.wait_for(lambda: self.workspace.messages(place, visible_to=user)[before:], SECONDS)
        found: Message = shown[0]
        return found

    async def by(self, surface: str, text: str, *, wait: bool = True) -> Message | None:
        """The reply on a surface: "direct message", "mention" or "slash". Without `wait` the question itself, which
        a slash command leaves nowhere."""
        match surface:
            case "slash" if wait:
                return await self.slash(text)
            case "slash":
                await self.workspace.command("ana", "coding-questions", "/cpt", text)
                return None
            case "mention":
                asked = await self.workspace.post("ana", "coding-questions", self.mentioning("@ ") + text)
            case _:
                asked = await self.workspace.post("ana", self.workspace.dm("ana"), text)
        return await self.replied(asked) if wait else asked

    until = staticmethod(until)

    async def settled(self, process: Process, before: int = 0) -> None:
        """Returns once the log says how a question ended, after so many characters of it."""
        await until(lambda: re.search("event=(un)?answered", process.output[before:]), SECONDS * 2)

    async def another(self) -> None:
        """Somebody else asks something else and is answered: what was delivered before it had its turn."""
        reply = await self.direct_message(ANOTHER_QUESTION, user="cleo")
        assert reply.text.startswith("Modifier TC")


SURFACES = ("direct message", "mention", "slash")


@pytest.fixture(params=[Mode.SOCKET, Mode.HTTP], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    """How Slack delivers to the bot."""
    found: Mode = request.param
    return found


@pytest.fixture(params=SURFACES)
def surface(request: pytest.FixtureRequest) -> str:
    """Where a question is asked, for Asking.by."""
    return str(request.param)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - set(_inherited()):
        monkeypatch.delenv(name)


def _inherited() -> dict[str, str]:
    """The environment without what would change the bot or send its calls through a proxy."""
    ours = re.compile(r"SLACK_|CODEBOOK_|(HTTPS?|ALL|NO)_PROXY$", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if not ours.match(name)}


@pytest.fixture
def manifest() -> dict[str, Any] | Path:
    """The manifest that the app is installed from."""
    return manifest_path()


@pytest.fixture
async def workspace(manifest: dict[str, Any] | Path) -> AsyncIterator[Workspace]:
    """With Slack's 3 s for an acknowledgement; its retries come at once instead of after minutes."""
    async with serve_workspace(manifest, retry_delays=(0.0, 0.05, 0.05)) as workspace:
        yield workspace


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of the records."""
    return tmp_path / "records.sqlite3"


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: Path) -> str:
    """Where the records are: that file, or a PostgreSQL where a test asks for "postgresql"."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return str(request.getfixturevalue("postgres").create())
    return f"sqlite:///{database.as_posix()}"


@pytest.fixture
def environment(workspace: Workspace, database_url: str) -> dict[str, str]:
    """What the bot reads at its start."""
    return {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_API_URL": workspace.api_url,
        "CODEBOOK_DATABASE_URL": database_url,
        "CODEBOOK_DIGEST": "off",
    }


@pytest.fixture
async def stopped_bot(workspace: Workspace, mode: Mode, environment: dict[str, str]) -> AsyncIterator[Bot]:
    """A bot that is not started yet."""
    bot = Bot(workspace, mode, environment)
    yield bot
    await bot.stop()


@pytest.fixture
async def bot(stopped_bot: Bot) -> Bot:
    """A bot that is connected."""
    await stopped_bot.start()
    return stopped_bot


@pytest.fixture
async def process(
    workspace: Workspace, mode: Mode, environment: dict[str, str], tmp_path: Path
) -> AsyncIterator[Process]:
    """A bot in a process of its own, not started yet."""
    process = Process(workspace, mode, environment, tmp_path / "output.txt")
    yield process
    await process.close()


@pytest.fixture
def ask(workspace: Workspace) -> Asking:
    """People who ask."""
    return Asking(workspace)


@pytest.fixture
def question() -> str:
    """The question that the book's first entry is for."""
    return QUESTION


@pytest.fixture
def no_for_medicare() -> str:
    """How the answer to it begins."""
    return "✕ No for Medicare (PC/TC indicator 0, edition October 2025)"


@pytest.fixture
def shown() -> Callable[[Message], str]:
    """Everything of a message that reaches a client, as one text."""
    return lambda message: "\n".join([message.text, json.dumps(message.blocks, ensure_ascii=False)])
