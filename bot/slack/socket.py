"""Socket Mode: Slack's deliveries over WebSockets that the bot opens, so that it needs no public address."""

import asyncio
import random
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from bot.logs import get_logger
from bot.slack.app import StartFault
from bot.slack.client import failure_of, impatient
from bot.slack.connection import Connection
from bot.slack.metrics import Metrics
from bot.slack.spacing import Spacing

LEAVING = ("warning", "refresh_requested")
"""Slack closes the connection soon, and delivers over it until then."""
LEAVING_SECONDS = 30.0
"""How long such a connection is kept at most."""
TOO_MANY, DISABLED = "too_many_websockets", "link_disabled"
SLOWLY_SECONDS = 5.0
"""The shortest wait after a reason that another attempt does not mend."""
FEWER_SECONDS = 600.0
"""How long the bot makes do with fewer connections where Slack says that there are too many."""

log = get_logger("bot.slack.socket")


class Sockets:
    """The connections of one bot. Each is kept by a task of its own: where one ends, the others go on receiving, and
    Slack gives each delivery to one of them."""

    def __init__(self, app: AsyncApp, app_token: str, wanted: int, metrics: Metrics) -> None:
        self.wanted = wanted
        """How many are to be open now."""
        self._app = app
        self._app_token = app_token
        self._client = impatient(app.client)
        self._metrics = metrics
        self._spacing = Spacing()
        self._connections: set[Connection] = set()
        """All that are not closed yet."""
        self._leaving: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> int:
        """How many are open, those that Slack closes soon included."""
        return sum(connection.is_open for connection in self._connections)

    async def serve(self, stop: asyncio.Event) -> None:
        """Receives until `stop`, then closes all; what is in flight goes on. Raises StartFault where Slack refuses the
        app-level token or cannot be reached at the start; later losses are mended."""
        keepers: list[asyncio.Task[None]] = []
        try:
            connection = self._new()
            address = await _first_address(connection)
            keepers = [asyncio.create_task(self._keep(connection, address))]
            keepers += [asyncio.create_task(self._keep(self._new())) for _ in range(1, self.wanted)]
            await stop.wait()
        finally:
            tasks = [*keepers, *self._leaving]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.gather(*map(self._close, list(self._connections)))

    def _new(self) -> Connection:
        connection = Connection(self._app, self._app_token, self._client)
        self._connections.add(connection)
        return connection

    async def _close(self, connection: Connection) -> None:
        await connection.finish()
        self._connections.discard(connection)

    async def _keep(self, connection: Connection, address: str | None = None) -> None:
        """Opens one connection after the other."""
        while True:
            reason = await self._until_it_ends(connection, address)
            # Beside the opening of the next one: to close one that broke may take ten seconds.
            leaving = asyncio.create_task(self._see_off(connection, LEAVING_SECONDS if reason in LEAVING else 0.0))
            self._leaving.add(leaving)
            leaving.add_done_callback(self._leaving.discard)
            if reason == TOO_MANY and self.wanted > 1:
                await self._make_do_with_fewer()
            connection, address = self._new(), None

    async def _until_it_ends(self, connection: Connection, address: str | None) -> str | None:
        """The reason of the end; None where it could not be opened."""
        while left := self._spacing.left():  # noqa: ASYNC110 (it shrinks when another connection held)
            await asyncio.sleep(min(left, 1.0))
        self._spacing.opening()
        try:
            await connection.open(address)
        except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
            self._spacing.ended(0.0)
            log.warning("not-connected", error=failure_of(error).code, retried_in=self._retried_in())
            return None
        opened_at = asyncio.get_running_loop().time()
        self._metrics.socket_opened()
        await connection.hello()
        if connection.greeted.done():
            self._log_hello(connection.greeted.result())
        reason = await connection.ended
        held = asyncio.get_running_loop().time() - opened_at
        self._spacing.ended(held, at_least=SLOWLY_SECONDS if reason in (TOO_MANY, DISABLED) else 0.0)
        self._metrics.socket_ended(reason)
        log.info("disconnected", reason=reason, after=f"{held:.0f}s", retried_in=self._retried_in())
        if reason == DISABLED:
            log.error("socket-mode-is-off", mend="turn Socket Mode on in the app's settings, or serve HTTP")
        return reason

    def _retried_in(self) -> str:
        return f"{self._spacing.left():.1f}s"

    def _log_hello(self, count: int | None) -> None:
        log.info("connected", mode="socket", connections=count)
        others = (count or 0) - self.connected
        if others > 0:
            # After a restart they may be our own of before, of which Slack has not noticed the end.
            log.warning("others-connected", connections=others)

    async def _see_off(self, connection: Connection, seconds: float) -> None:
        """Receives over a connection that Slack closes soon, until it does, then closes it."""
        if seconds:
            await asyncio.wait({connection.gone}, timeout=seconds)
        await self._close(connection)

    async def _make_do_with_fewer(self) -> None:
        with self._one_fewer():
            log.warning("fewer-connections", wanted=self.wanted, **{"for": f"{FEWER_SECONDS:.0f}s"})
            # Those that come back later do not come back together.
            await asyncio.sleep(FEWER_SECONDS * random.uniform(0.75, 1.25))

    @contextmanager
    def _one_fewer(self) -> Iterator[None]:
        self.wanted -= 1
        try:
            yield
        finally:
            self.wanted += 1


async def _first_address(connection: Connection) -> str:
    # Where the token is refused, a keeper would go on for ever, so the first address is asked for here.
    try:
        return await connection.issue_new_wss_url()
    except SlackApiError as error:
        code = failure_of(error).code
        raise StartFault(
            f"Slack refused SLACK_APP_TOKEN: {code}. It must be an app-level token of this app with "
            "connections:write, and Socket Mode must be on."
        ) from None
    except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
        code = failure_of(error).code
        raise StartFault(f"Slack cannot be reached for Socket Mode: {code}. Check the network.") from None
