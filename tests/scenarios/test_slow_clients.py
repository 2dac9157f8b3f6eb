"""HTTP: clients that send too slowly, for ever, or what is no HTTP, keep nobody else from an answer."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace

POST = b"POST /slack/events HTTP/1.1\r\nHost: bot.example\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
SECONDS = 1.0
MOST = 40


@pytest.fixture(params=[Mode.HTTP], ids=str)
def mode(request: pytest.FixtureRequest) -> Mode:
    """Socket Mode takes no requests."""
    found: Mode = request.param
    return found


@pytest.fixture(autouse=True)
def limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second for a request in place of ten, and fewer connections."""
    monkeypatch.setattr("bot.slack.http.REQUEST_SECONDS", SECONDS)
    monkeypatch.setattr("bot.slack.http.MOST_WAITING", MOST)


Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


@pytest.fixture
async def connect(workspace: Workspace, bot: Any) -> AsyncIterator[Connect]:
    """Opens connections to the bot."""
    port = int(str(workspace.request_url).rpartition(":")[2].partition("/")[0])
    writers = []

    async def connect() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writers.append(writer)
        return reader, writer

    yield connect
    for writer in writers:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def trickle(connect: Connect, beginning: bytes, piece: bytes) -> float:
    """How many seconds a connection stays open on which a piece comes every tenth of a second."""
    reader, writer = await connect()
    start = asyncio.get_running_loop().time()
    writer.write(beginning)
    with suppress(OSError):
        while not reader.at_eof():
            writer.write(piece)
            await writer.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(1000), 0.1)
    return asyncio.get_running_loop().time() - start


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [
        (b"", b""),
        (POST, b"X: y\r\n"),
        (POST + b"X: ", b"y"),
        (POST + b"Content-Length: 100000\r\n\r\n", b"{"),
        (CHUNKED, b"1\r\n{\r\n"),
        (CHUNKED + b"3", b"3"),
        (POST + b"Content-Length: 9999999999\r\n\r\n", b"x" * 400_000),
        (b"GET /healthz HTTP/1.1\r\nHost: bot.example\r\n\r\n", b"GET"),
    ],
    ids=["nothing", "headers", "a header", "a body", "chunks", "a chunk's size", "a long body", "another"],
)
async def test_who_trickles_is_cut_off_and_others_are_answered(
    workspace: Workspace,
    ask: Any,
    connect: Connect,
    beginning: bytes,
    piece: bytes,
    no_for_medicare: str,
    question: str,
) -> None:
    trickling = asyncio.create_task(trickle(connect, beginning, piece))
    await asyncio.sleep(SECONDS / 2)
    for surface in ("direct message", "mention", "slash"):
        assert (await ask.by(surface, question)).text.startswith(no_for_medicare)
    assert await asyncio.wait_for(trickling, 10) > SECONDS * 0.8
    assert all(delivery.acked for delivery in workspace.deliveries)


async def test_many_that_wait_do_not_use_up_the_connections(
    workspace: Workspace, ask: Any, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5 * MOST):
        _, writer = await connect()
        writer.write(POST)
    await ask.another()
    await ask.until(lambda: sum(map(int, re.findall(r"reason=slow count=(\d+)", caplog.text))) >= 4 * MOST)
    await ask.another()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
        (POST + b"Content-Length: -2\r\n\r\n{}", 400),
        (POST + b"Content-Length: +2\r\n\r\n{}", 400),
        (POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
        (
            POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /healthz HTTP/1.1",
            400,
        ),
        (POST + b"Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
        (POST + b"Transfer-Encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 400),
        (CHUNKED + b"zz\r\n{}\r\n0\r\n\r\n", 400),
        (CHUNKED + b"2\r\n{}XX0\r\n\r\n", 400),
        (CHUNKED + b"124f80\r\n" + b"x" * 1_200_000 + b"\r\nzz\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\r\n\r\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 404),
        (b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", 200),
        (POST + b"Content-Length: 2\r\n\r\n{}GARBAGE\r\n\r\n", 401),
        (b"POST /slack/events/?Zyxwina HTTP/1.1\r\nHost: bot.example\r\nContent-Length: 0\r\n\r\n", 404),
    ],
)
async def test_what_is_no_request_is_refused_without_a_fault(
    bot: Any, ask: Any, connect: Connect, caplog: pytest.LogCaptureFixture, sent: bytes, status: int
) -> None:
    reader, writer = await connect()
    writer.write(sent)
    line = await asyncio.wait_for(reader.readline(), 5)
    assert line.split(b" ")[1] == str(status).encode()
    rest = b""
    with suppress(TimeoutError):
        rest = await asyncio.wait_for(reader.read(100_000), 0.2)
    assert b"Zyxwina" not in rest and b"HTTP/1.1 200" not in rest
    await ask.another()
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_requests_one_after_another_on_a_connection_are_not_cut_off(connect: Connect) -> None:
    reader, writer = await connect()
    for _ in range(15):
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: bot.example\r\n\r\n")
        assert (await asyncio.wait_for(reader.readuntil(b"ok"), 5)).startswith(b"HTTP/1.1 200")
        await asyncio.sleep(SECONDS / 5)
