"""Connections to Slack are used again while they stand, and nothing of one call is seen in the next."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import read_settings
from bot.slack.client import kept_connections, web_client, webhook_client


class Server:
    """Takes any call and gives a cookie; notes from which port each came, and the cookies in it."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.cookies: list[str] = []
        self.connections: list[asyncio.Transport] = []
        self.url = ""

    async def serve(self, request: web.BaseRequest) -> web.Response:
        assert isinstance(request.transport, asyncio.Transport)
        self.connections.append(request.transport)
        self.ports.append(request.transport.get_extra_info("peername")[1])
        self.cookies.append(request.headers.get("Cookie", ""))
        return web.json_response({"ok": True}, headers={"Set-Cookie": "b=workspace-1; Path=/"})

    def close_connections(self) -> None:
        """As a server does with idle ones: without a word."""
        for connection in self.connections:
            connection.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    runner = web.ServerRunner(web.Server(server.serve))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server
    await runner.cleanup()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[AsyncWebClient]:
    client = web_client(read_settings(SLACK_BOT_TOKEN="xoxb-1", SLACK_API_URL=f"{server.url}/api/"))
    client.session = kept_connections()
    yield client
    await client.session.close()


async def test_calls_and_answers_by_response_url_share_a_connection(server: Server, client: AsyncWebClient) -> None:
    await client.auth_test()
    assert (await webhook_client(f"{server.url}/commands/1", client).send(text="one")).status_code == 200
    assert (await webhook_client(f"{server.url}/commands/2", client).send(text="two")).status_code == 200
    assert len(server.ports) == 3 and len(set(server.ports)) == 1


async def test_no_cookie_goes_from_one_call_to_the_next(server: Server, client: AsyncWebClient) -> None:
    await client.auth_test()
    await client.auth_test()
    assert server.cookies == ["", ""]


async def test_a_connection_that_slack_has_closed_meanwhile_is_not_used(server: Server, client: AsyncWebClient) -> None:
    for _ in range(20):
        await client.auth_test()
        server.close_connections()
        await asyncio.sleep(0.01)
    assert len(set(server.ports)) == 20


async def test_calls_at_the_same_time_do_not_wait_for_each_other(server: Server, client: AsyncWebClient) -> None:
    await asyncio.gather(*(client.auth_test() for _ in range(150)))
    assert len(set(server.ports)) > 100
