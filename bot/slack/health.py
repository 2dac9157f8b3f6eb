"""Whether the bot is alive and ready, for whoever watches over the process, and what it counts."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.slack.desk import Desk
from bot.slack.socket import Sockets
from bot.slack.states import States


class State(StrEnum):
    """How a part is."""

    READY = "ready"
    DEGRADED = "degraded"
    """Questions are answered, but somebody should look at it."""
    NOT_READY = "not ready"


@dataclass(frozen=True)
class Part:
    """A part of the bot, and what is to be said of it."""

    name: str
    state: State
    says: str = ""


@dataclass(frozen=True)
class Health:
    """The state of a running bot; `sockets` is None over HTTP, where Slack comes to us."""

    desk: Desk
    stop: asyncio.Event
    sockets: Sockets | None = None

    def parts(self) -> Sequence[Part]:
        """Every part, as it is now."""
        return [self._process(), self._book(), self._slack(), self._records()]

    def routes(self) -> list[BaseRoute]:
        """`/healthz`, `/readyz` and `/metrics`."""
        self.desk.metrics.registry.register(States(self.desk, self.sockets))
        return [
            healthz(),
            Route("/readyz", self._readyz, methods=["GET"]),
            Route("/metrics", self._metrics, methods=["GET"]),
        ]

    async def _readyz(self, request: Request) -> Response:
        parts = self.parts()
        states = {part.state for part in parts}
        worst = next(state for state in (State.NOT_READY, State.DEGRADED, State.READY) if state in states)
        said = {part.name: {"state": part.state, **({"says": part.says} if part.says else {})} for part in parts}
        return JSONResponse({"state": worst, "parts": said}, 503 if worst is State.NOT_READY else 200)

    async def _metrics(self, request: Request) -> Response:
        return Response(generate_latest(self.desk.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    def _process(self) -> Part:
        if self.stop.is_set():
            return Part("process", State.NOT_READY, f"stopping, {len(self.desk.in_flight)} in flight")
        return Part("process", State.READY)

    def _book(self) -> Part:
        refused = self.desk.book.refused
        if refused is None:
            return Part("book", State.READY)
        faults = "1 fault" if refused.count == 1 else f"{refused.count} faults"
        return Part("book", State.DEGRADED, f"the last change was refused ({faults}); the book before it answers")

    def _slack(self) -> Part:
        if self.sockets is None:
            return Part("slack", State.READY, "listening")
        open_now, wanted = self.sockets.connected, self.sockets.wanted
        state = State.NOT_READY if not open_now else State.DEGRADED if open_now < wanted else State.READY
        return Part("slack", state, f"{open_now} of {wanted} connections are open")

    def _records(self) -> Part:
        state = self.desk.records.state
        if state.is_up:
            return Part("records", State.READY)
        waiting, dropped = state.votes_waiting, state.votes_dropped
        return Part("records", State.DEGRADED, f"away; {waiting} votes waiting, {dropped} dropped")


def healthz() -> BaseRoute:
    """`/healthz`: the answer itself is what tells that the process lives and its loop turns."""

    async def answer(request: Request) -> Response:
        return PlainTextResponse("ok")

    return Route("/healthz", answer, methods=["GET"])
