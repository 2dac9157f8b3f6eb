"""Connections that break at any step: nobody is answered twice, and nobody is left without a word."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest

from bot.settings import Mode
from bot.slack import words
from bot.workspace import Cut, Message, Workspace


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference to what the bot calls; a lost WebSocket has tests of its own."""
    return Mode.HTTP


def method_of(surface: str) -> str:
    return "response_url" if surface == "slash" else "chat.postMessage"


def texts(workspace: Workspace, surface: str) -> list[str]:
    """All that the bot said to Ana."""
    place = workspace.dm("ana") if surface == "direct message" else workspace.channel("coding-questions")
    return [m.text for m in workspace.messages(place, visible_to="ana") if m.bot_id]


@pytest.mark.parametrize("when", Cut, ids=lambda when: when.name)
async def test_before_within_and_after_the_answer_of_slack(
    workspace: Workspace, bot: Any, ask: Any, surface: str, question: str, no_for_medicare: str, when: Cut
) -> None:
    """Nothing tells the bot whether Slack took the message, so it is not repeated, and the asker is told to look."""
    workspace.faults.cut(method_of(surface), when)
    await ask.by(surface, question, wait=False)
    await workspace.wait_for(lambda: words.UNCONFIRMED in texts(workspace, surface), 15)
    await ask.another()
    if surface != "slash":
        event = next(each for each in workspace.deliveries if each.kind == "event")
        assert (await workspace.redeliver(str(event.event_id))).acked
        await ask.another()
    said = [text for text in texts(workspace, surface) if text != words.UNCONFIRMED]
    assert len(said) == (0 if when is Cut.BEFORE else 1)
    assert all(text.startswith(no_for_medicare) for text in said)
    assert texts(workspace, surface).count(words.UNCONFIRMED) == 1


class Line:
    """What the bot reaches Slack's Web API by; while it is down no connection can be made."""

    def __init__(self, target: int) -> None:
        self.port = 0
        self._target = target
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def up(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def down(self) -> None:
        """Breaks what is open, too."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            # The workspace answers what is meant for its own address.
            named = f"127.0.0.1:{self.port}".encode(), f"127.0.0.1:{self._target}".encode()
            await asyncio.gather(_pump(reader, back, named), _pump(there, writer))
        finally:
            writer.close()
            back.close()


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, named: tuple[bytes, bytes] | None = None
) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data if named is None else data.replace(*named))
            await writer.drain()
        writer.close()


@pytest.fixture
async def line(workspace: Workspace, environment: dict[str, str]) -> AsyncIterator[Line]:
    line = Line(int(workspace.api_url.split(":")[2].split("/")[0]))
    await line.up()
    environment["SLACK_API_URL"] = f"http://127.0.0.1:{line.port}/api/"
    yield line
    await line.down()


async def test_where_no_connection_can_be_made_it_is_waited_out(
    workspace: Workspace, line: Line, bot: Any, ask: Any, question: str, no_for_medicare: str
) -> None:
    await line.down()
    asked = [await ask.by(surface, question, wait=False) for surface in ("direct message", "mention")]
    await asyncio.sleep(1)
    assert [ask.replies(message) for message in asked] == [[], []]
    await line.up()
    for message in asked:
        assert (await ask.replied(message)).text.startswith(no_for_medicare)
    await ask.another()
    assert [len(ask.replies(message)) for message in asked] == [1, 1]


@pytest.fixture
async def lost(workspace: Workspace, bot: Any, question: str) -> Message:
    """A question of which no delivery arrived yet."""
    workspace.faults.lose_deliveries(times=4)
    message = await workspace.post("ana", workspace.dm("ana"), question)
    await workspace.wait_for(lambda: sum(each.acked is False for each in workspace.deliveries) == 4)
    return message


async def send_and_cut(workspace: Workspace, share: float) -> None:
    """Delivers this share of the last event over HTTP, signed, and breaks the connection without reading an answer."""
    body = json.dumps(workspace.deliveries[-1].envelope).encode()
    timestamp = str(int(time.time()))
    signed = hmac.new(workspace.signing_secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    head = (
        "POST /slack/events HTTP/1.1\r\nHost: bot.example\r\nContent-Type: application/json\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={signed.hexdigest()}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    port = int(str(workspace.request_url).split(":")[2].split("/")[0])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body[: int(len(body) * share)])
    await writer.drain()
    writer.transport.abort()


@pytest.mark.parametrize("share", [0.5, 1.0], ids=["within the request", "before the acknowledgement"])
async def test_while_slack_delivers(
    workspace: Workspace, lost: Message, ask: Any, no_for_medicare: str, share: float
) -> None:
    """Slack delivers it again, for it has no acknowledgement."""
    event = str(workspace.deliveries[-1].event_id)
    await send_and_cut(workspace, share)
    await ask.another()
    assert (await workspace.redeliver(event)).acked
    assert (await ask.replied(lost)).text.startswith(no_for_medicare)
    await ask.another()
    assert len(ask.replies(lost)) == 1
