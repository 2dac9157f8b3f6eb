"""Bringing events, commands and interactions to the app, over Socket Mode or signed HTTP; events again where it did not
acknowledge."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.workspace.faults import FaultPlan
from bot.workspace.journal import Delivery, Journal
from bot.workspace.signed_http import SignedHttp
from bot.workspace.socket_envelopes import command_envelope, event_envelope, interaction_envelope
from bot.workspace.sockets import ConnectionLost, Sockets


@dataclass(frozen=True)
class Patience:
    """Slack's: 3 s for an acknowledgement, then again at once, after a minute and after five (in seconds)."""

    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)


class Courier:
    """Delivers, and notes every attempt in the journal. `request_url` None means Socket Mode."""

    def __init__(
        self,
        journal: Journal,
        sockets: Sockets,
        http: SignedHttp,
        faults: FaultPlan,
        patience: Patience,
        now: Callable[[], float],
    ) -> None:
        self.request_url: str | None = None
        self._journal = journal
        self._sockets = sockets
        self._http = http
        self._faults = faults
        self._patience = patience
        self._now = now
        self._tasks: set[asyncio.Task[Any]] = set()

    def send(self, envelope: dict[str, Any]) -> None:
        """Begins to deliver an event in the background, with retries; the first attempt is noted at once."""
        self._start(self._with_retries(self._note_event(envelope, 0, None)))

    def send_again(self, envelope: dict[str, Any], retry_num: int, reason: str) -> asyncio.Task[Delivery]:
        """One more delivery of an event by itself, marked as a retry."""
        return self._start(self._attempt(self._note_event(envelope, retry_num, reason)))

    async def command(self, payload: dict[str, Any]) -> Delivery:
        """Delivers a slash command, once: Slack does not repeat commands."""
        return await self._once("command", payload, self._http.send_command, command_envelope)

    async def interaction(self, kind: str, payload: dict[str, Any], *, answered: bool = False) -> Delivery:
        """Delivers what a person did in a message or a view, once. `answered`: the acknowledgement may say what shall
        become of the view."""
        frame = partial(interaction_envelope, answered=answered)
        return await self._once(kind, payload, self._http.send_interaction, frame)

    async def close(self) -> None:
        """Stops all deliveries."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    async def _once(
        self,
        kind: str,
        payload: dict[str, Any],
        by_http: Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]],
        frame: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> Delivery:
        delivery = self._note(kind, None, payload)
        if self.request_url is not None:
            await self._timed(delivery, by_http(self.request_url, payload))
        elif self._sockets.open:
            await self._timed(delivery, self._over_socket(frame(payload)))
        else:
            self._settle(delivery, acked=False, reason="not_connected", seconds=0.0)
        return delivery

    def _start(self, work: Any) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _with_retries(self, delivery: Delivery) -> None:
        await self._attempt(delivery)
        for number, delay in enumerate(self._patience.retry_delays, start=1):
            if delivery.acked or delivery.no_retry:
                return
            await asyncio.sleep(delay)
            delivery = await self._attempt(self._note_event(delivery.envelope, number, delivery.reason))

    async def _attempt(self, delivery: Delivery) -> Delivery:
        envelope, retry_num, reason = delivery.envelope, delivery.retry_num, delivery.retry_reason
        if self._faults.loses_delivery():
            self._settle(delivery, acked=False, reason=self._timeout_word(), seconds=0.0)
        elif self.request_url is not None:
            await self._timed(delivery, self._http.send_event(self.request_url, envelope, retry_num, reason))
        else:
            await self._timed(delivery, self._over_socket(event_envelope(envelope, retry_num, reason)))
        return delivery

    async def _over_socket(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Waits for a connection where none is open: Slack holds an envelope for the time of one attempt."""
        while (connection := self._sockets.any()) is None:
            await self._journal.changes.next()
        try:
            return {"acked": True, "body": await connection.ask(frame)}
        except ConnectionLost:
            return {"acked": False, "reason": "connection_failed"}

    async def _timed(self, delivery: Delivery, sending: Any) -> None:
        started = time.perf_counter()
        try:
            async with asyncio.timeout(self._patience.ack_seconds):
                outcome = await sending
        except TimeoutError:
            outcome = {"acked": False, "reason": self._timeout_word()}
        self._settle(delivery, **outcome, seconds=time.perf_counter() - started)

    def _timeout_word(self) -> str:
        return "http_timeout" if self.request_url is not None else "timeout"

    def _note_event(self, envelope: dict[str, Any], retry_num: int, reason: str | None) -> Delivery:
        return self._note("event", envelope["event_id"], envelope, retry_num, reason)

    def _note(
        self,
        kind: str,
        event_id: str | None,
        envelope: dict[str, Any],
        retry_num: int = 0,
        reason: str | None = None,
    ) -> Delivery:
        transport = "socket" if self.request_url is None else "http"
        delivery = Delivery(kind, event_id, envelope, transport, self._now(), retry_num, reason)
        self._journal.deliveries.append(delivery)
        self._journal.changes.tell()
        return delivery

    def _settle(self, delivery: Delivery, **outcome: Any) -> None:
        for name, value in outcome.items():
            setattr(delivery, name, value)
        self._journal.changes.tell()
