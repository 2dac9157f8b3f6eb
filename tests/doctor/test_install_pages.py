"""How an installation can go wrong on its way, against a server that answers as a test wants."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from bot.doctor.finding import Finding, Status
from bot.doctor.install_pages import check_install_pages
from bot.settings import read_settings
from bot.slack import words

CLIENT_ID = "10.20"
CONSENT = f"https://slack.com/oauth/v2/authorize?state=1234&client_id={CLIENT_ID}"


@asynccontextmanager
async def bot(install: web.Response, back: web.Response) -> AsyncIterator[tuple[str, list[web.Request]]]:
    """Its address, and the requests of people who come back."""
    came: list[web.Request] = []

    async def begin(_request: web.Request) -> web.Response:
        return install

    async def come_back(request: web.Request) -> web.Response:
        came.append(request)
        return back

    runner = web.AppRunner(web.Application(), shutdown_timeout=0.1)
    runner.app.router.add_get("/slack/install", begin)
    runner.app.router.add_get("/slack/oauth_redirect", come_back)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", came
    finally:
        await runner.cleanup()


def begun(location: str = CONSENT) -> web.Response:
    headers = {"Location": location, "Set-Cookie": "slack-app-oauth-state=1234; Secure; HttpOnly; Path=/"}
    return web.Response(status=302, headers=headers)


def page(status: int, reason: str) -> web.Response:
    return web.Response(status=status, text=words.not_installed(reason), content_type="text/html")


async def found(install: web.Response, back: web.Response) -> Finding:
    async with bot(install, back) as (address, _):
        (finding,) = await check_install_pages(read_settings(SLACK_CLIENT_ID=CLIENT_ID), address)
    assert "1234" not in str(finding)
    return finding


async def test_a_person_comes_back_with_the_cookie_and_without_a_code() -> None:
    async with bot(begun(), page(401, "missing_code")) as (address, came):
        (finding,) = await check_install_pages(read_settings(SLACK_CLIENT_ID=CLIENT_ID), address)
    assert finding.status is Status.OK
    (request,) = came
    assert dict(request.query) == {"state": "1234"}
    assert request.headers["Cookie"] == "slack-app-oauth-state=1234"


@pytest.mark.parametrize(
    ("status", "reason", "what", "do"),
    [
        (400, "invalid_browser", "does not get the cookie that /slack/install set.", "See that the bot there has"),
        (401, "invalid_state", "does not know who began at /slack/install.", "Give all processes behind this address"),
        (404, "nowhere", "answered with HTTP 404.", "See that the bot there has"),
    ],
)
async def test_what_is_lost_on_the_way_back(status: int, reason: str, what: str, do: str) -> None:
    finding = await found(begun(), page(status, reason))
    assert finding.status is Status.BAD
    assert finding.what.endswith(f"/slack/oauth_redirect {what}") and finding.do.startswith(do)


async def test_something_else_answers_on_the_way_back() -> None:
    finding = await found(begun(), web.Response(text="Welcome"))
    assert finding.status is Status.LOOK
    assert finding.what.endswith("answered with HTTP 200, but not as the bot does.")


@pytest.mark.parametrize(
    ("install", "what"),
    [
        (
            web.Response(status=503),
            "answered with HTTP 503: the bot's database is away, or no bot is behind the proxy.",
        ),
        (web.Response(status=404), "answered with HTTP 404, and does not lead to Slack."),
        (begun("https://example.org/login?state=1234"), "answered with HTTP 302, and does not lead to Slack."),
        (begun("/slack/install/"), "answered with HTTP 302, and does not lead to Slack."),
        (begun(CONSENT.replace(CLIENT_ID, "30.40")), "another client ID than SLACK_CLIENT_ID."),
    ],
    ids=["away", "nowhere", "elsewhere", "slash", "another-app"],
)
async def test_what_does_not_begin(install: web.Response, what: str) -> None:
    finding = await found(install, page(401, "missing_code"))
    assert finding.status is Status.BAD and finding.what.endswith(what)


async def test_nothing_is_asked_without_an_address_or_a_client_id() -> None:
    assert await check_install_pages(read_settings(SLACK_CLIENT_ID=CLIENT_ID), None) == []
    assert await check_install_pages(read_settings(), "http://127.0.0.1:9") == []
