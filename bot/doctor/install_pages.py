"""Many workspaces: the pages of a running bot by which a workspace installs the app."""

import re
from urllib.parse import parse_qs, urlsplit

import aiohttp

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import SECONDS, why
from bot.settings import Settings

ABOUT = "installing"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
PASS_ON = (
    f"See that the bot there has SLACK_CLIENT_ID, and that the proxy passes GET {INSTALL} and GET {REDIRECT} on with "
    "query and cookies."
)
UNFINISHED = "missing_code"
"""Why the bot says that it did not install, where a person comes back in order but without Slack's consent."""


async def check_install_pages(settings: Settings, url: str | None) -> list[Finding]:
    """Begins an installation as a person's browser does, and comes back without consent, by which the bot also takes
    away again what it noted of it. Only where workspaces install the app, and with an address."""
    client_id = settings.slack_client_id
    if client_id is None or url is None:
        return []
    # The bot's cookie is for TLS alone. It is sent back by hand, so that a bot without a proxy can be asked, too.
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=SECONDS), trust_env=True, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        try:
            return [await _begun(session, client_id, url)]
        except (aiohttp.ClientError, OSError) as error:
            return [bad(ABOUT, f"{url}{INSTALL} cannot be reached: {why(error)}.", PASS_ON)]


async def _begun(session: aiohttp.ClientSession, client_id: str, url: str) -> Finding:
    async with session.get(f"{url}{INSTALL}", allow_redirects=False) as answer:
        status, consent = answer.status, urlsplit(answer.headers.get("Location", ""))
        cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
    if status == 503:
        what = f"{url}{INSTALL} answered with HTTP 503: the bot's database is away, or no bot is behind the proxy."
        return bad(ABOUT, what, "Look at the log of the bot and of the proxy.")
    query = parse_qs(consent.query)
    if status != 302 or not consent.path.endswith("/oauth/v2/authorize") or "state" not in query:
        return bad(ABOUT, f"{url}{INSTALL} answered with HTTP {status}, and does not lead to Slack.", PASS_ON)
    if query.get("client_id") != [client_id]:
        return bad(
            ABOUT,
            f"{url}{INSTALL} installs an app with another client ID than SLACK_CLIENT_ID.",
            "Give the running bot and this command the same variables.",
        )
    return await _come_back(session, url, query["state"][0], cookie)


async def _come_back(session: aiohttp.ClientSession, url: str, state: str, cookie: str) -> Finding:
    # A code of Slack's is left out, so nothing is installed.
    async with session.get(
        f"{url}{REDIRECT}", params={"state": state}, headers={"Cookie": cookie}, allow_redirects=False
    ) as answer:
        status, page = answer.status, await answer.text(errors="replace")
    said = re.search(r"\(([a-z_]+)\)", page)
    reason = said.group(1) if said else ""
    if reason == UNFINISHED:
        return ok(
            ABOUT,
            f"{url}{INSTALL} leads to Slack, and {url}{REDIRECT} takes people back.",
            f"Only the app's settings show whether {url}{REDIRECT} is among the Redirect URLs.",
        )
    if reason == "invalid_browser":
        return bad(ABOUT, f"{url}{REDIRECT} does not get the cookie that {INSTALL} set.", PASS_ON)
    if reason == "invalid_state":
        return bad(
            ABOUT,
            f"{url}{REDIRECT} does not know who began at {INSTALL}.",
            "Give all processes behind this address the same database (CODEBOOK_DATABASE_URL).",
        )
    if status == 404:
        return bad(ABOUT, f"{url}{REDIRECT} answered with HTTP 404.", PASS_ON)
    return look(ABOUT, f"{url}{REDIRECT} answered with HTTP {status}, but not as the bot does.", PASS_ON)
