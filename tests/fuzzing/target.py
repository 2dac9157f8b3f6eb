"""The real bot in this process, behind its ASGI application."""

import asyncio
import io
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

from cryptography.fernet import Fernet
from slack_bolt.async_app import AsyncApp
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import event
from starlette.applications import Starlette

from bot.asking import Index
from bot.book import load_book
from bot.live import LiveBook
from bot.logs import configure, watch_loop
from bot.records import Records
from bot.settings import read_settings
from bot.slack.app import build_app, open_desk
from bot.slack.desk import Desk
from bot.slack.health import healthz
from bot.slack.http import build_web
from bot.slack.installing import open_installing
from bot.slack.installing.routes import install_routes
from tests.fuzzing.cases import SECRET, Case, Request
from tests.fuzzing.sink import ME, Call, Sink, serve_sink

PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Outcome:
    """What became of a case: the statuses, what was sent back, called, logged and written to the database."""

    statuses: list[int]
    sent: str
    calls: list[Call]
    log: str
    stored: str
    cpu_seconds: float
    seconds: float
    left: int
    """Tasks that had not ended in time."""


@dataclass
class Listening:
    """What the bot listens to, by kind."""

    constraints: dict[str, list[Any]] = field(default_factory=dict)

    def app(self) -> type[AsyncApp]:
        """An app that notes what is registered with it."""
        constraints = self.constraints

        class Noting(AsyncApp):
            pass

        def noting(name: str) -> Callable[..., Any]:
            register = getattr(AsyncApp, name)

            def noted(self: AsyncApp, constraint: Any, *more: Any, **others: Any) -> Any:
                constraints.setdefault(name, []).append(constraint)
                return register(self, constraint, *more, **others)

            return noted

        for name in (
            "action",
            "block_action",
            "view",
            "view_submission",
            "view_closed",
            "shortcut",
            "command",
            "event",
        ):
            setattr(Noting, name, noting(name))
        return Noting

    def samples(self) -> dict[str, list[str]]:
        """One name for each constraint, by the key of the payload that holds it."""
        keys = {"action": "action_id", "block_action": "action_id", "command": "command", "event": "type"}
        found: dict[str, list[str]] = {}
        for name, constraints in self.constraints.items():
            found.setdefault(keys.get(name, "callback_id"), []).extend(map(_sample, constraints))
        types = ["block_actions", "view_submission", "view_closed", "shortcut", "message_action", "block_suggestion"]
        types += [
            "interactive_message",
            "dialog_submission",
            "url_verification",
            "event_callback",
            "workflow_step_edit",
        ]
        found["type"] = [*found.get("type", ()), *types, "function_executed", "assistant_thread_started"]
        return found


def _sample(constraint: Any) -> str:
    if isinstance(constraint, dict):
        constraint = next(iter(constraint.values()))
    if isinstance(constraint, str):
        return constraint
    plain = constraint.pattern.strip("^$").replace(r"\d+", "1").replace(".*", "anything")
    assert re.search(constraint, plain), constraint
    return str(plain)


@dataclass
class Target:
    """One bot in a single workspace and one that many have installed, with one Slack."""

    sink: Sink
    listening: Listening
    webs: dict[bool, Starlette]
    desks: dict[bool, Desk]
    install: Callable[[], Any]
    _log: io.StringIO
    _stored: list[str]

    async def run(self, case: Case) -> Outcome:
        """Sends the request and waits until all that it began has ended."""
        self.sink.calls.clear()
        self.sink.answer = case.answer
        self._log.seek(0)
        self._log.truncate()
        self._stored.clear()
        before = asyncio.all_tasks()
        cpu, start = time.process_time(), time.perf_counter()
        answers = [await self._send(self.webs[case.is_many], case.request) for _ in range(case.times)]
        left = await _ended(before)
        seconds = time.perf_counter() - start
        outcome = Outcome(
            statuses=[status for status, _ in answers],
            sent="\n".join(sent for _, sent in answers),
            calls=list(self.sink.calls),
            log=self._log.getvalue(),
            stored="\n".join(self._stored),
            cpu_seconds=time.process_time() - cpu,
            seconds=seconds,
            left=left,
        )
        if case.is_many and "event=uninstalled" in outcome.log:
            await self.install()
        return outcome

    async def _send(self, web: Starlette, request: Request) -> tuple[int, str]:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": unquote(request.path.decode("ascii")),
            "raw_path": request.path,
            "query_string": request.query,
            "root_path": "",
            "headers": list(request.headers),
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
            "state": {},
        }
        waiting: list[dict[str, Any]] = [
            {"type": "http.request", "body": chunk, "more_body": number + 1 < len(request.chunks) or request.is_cut}
            for number, chunk in enumerate(request.chunks)
        ]
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return waiting.pop(0) if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        try:
            await web(scope, receive, send)
        except Exception as error:  # uvicorn would answer 500, and log it
            return 500, f"{type(error).__name__} out of the application: {error}"
        headers = b"\n".join(b": ".join(header) for header in sent[0].get("headers", ()))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], (headers + b"\n\n" + body).decode("latin-1")


async def _ended(before: set[asyncio.Task[Any]]) -> int:
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while pending := asyncio.all_tasks() - before:
        left = deadline - time.perf_counter()
        if left <= 0:
            for task in pending:
                task.cancel()
            await asyncio.wait(pending, timeout=1)
            return len(pending)
        await asyncio.wait(pending, timeout=left)
    return 0


@asynccontextmanager
async def serve_target(folder: Path) -> AsyncIterator[Target]:
    """The bots, with their records in the folder. Takes over all logging of this process, at DEBUG."""
    log, listening = io.StringIO(), Listening()
    stored: list[str] = []
    configure("DEBUG", log)
    watch_loop(asyncio.get_running_loop())
    async with AsyncExitStack() as stack:
        # An address that cannot be reached is tried for a minute.
        stack.enter_context(patch("bot.slack.client.ATTEMPTS", 1))
        sink = await stack.enter_async_context(serve_sink())
        common = {
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{sink.url}api/",
            "CODEBOOK_REPLIES_PER_MINUTE": "0",
            "CODEBOOK_EXPERTS_CHANNEL": "C0EXPERTS6",
            "CODEBOOK_PROPOSALS": str(folder / "proposals"),
        }
        one = {"SLACK_BOT_TOKEN": "xoxb-fuzz"}
        many = {
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "client-secret-of-fuzz",
            "CODEBOOK_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        }
        book: LiveBook | None = None
        webs, desks, stores = {}, {}, []
        for is_many, own in ((False, one), (True, many)):
            database = f"sqlite:///{(folder / f'{is_many}.sqlite3').as_posix()}"
            settings = read_settings(**common, **own, CODEBOOK_DATABASE_URL=database)
            book = book or LiveBook(Index.of(load_book(settings.knowledge)))
            records = Records(settings.database_url)
            stack.push_async_callback(records.close)
            _note_statements(records, stored)
            desk = desks[is_many] = await open_desk(settings, book, records)
            await records.open()
            installing = await open_installing(settings, records, desk.client)
            with patch("bot.slack.app.AsyncApp", listening.app()):
                app = build_app(settings, desk, installing.installations if installing else None)
            webs[is_many] = build_web(app, [*(install_routes(installing.flow) if installing else ()), healthz()])
            if installing:
                stores.append(installing.flow.settings.installation_store)

        async def install() -> None:
            await stores[0].async_save(
                Installation(
                    app_id="A0CODEBOOK",
                    team_id=ME["team_id"],
                    bot_token="xoxb-fuzz",
                    bot_id=ME["bot_id"],
                    bot_user_id=ME["user_id"],
                    user_id="U0000000A1",
                )
            )

        await install()
        yield Target(sink, listening, webs, desks, install, log, stored)


def _note_statements(records: Records, stored: list[str]) -> None:
    @event.listens_for(records.engine.sync_engine, "before_cursor_execute")
    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        stored.append(f"{statement} {parameters!r}")
