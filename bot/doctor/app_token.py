"""The app-level token: whether Socket Mode works, and who else is connected with it."""

import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import SECONDS, Unreachable, call, slack_client, why
from bot.settings import Settings
from bot.slack.client import as_code

ABOUT, OTHERS = "app token", "connections"
MAKE = (
    "Make an app-level token (xapp-...) with connections:write under Basic Information, App-Level Tokens, and put it "
    "into SLACK_APP_TOKEN."
)
SOCKET_MODE = "Turn Socket Mode on in the app's settings, under Socket Mode."
MENDS = {
    "invalid_auth": MAKE,
    "not_authed": MAKE,
    "not_allowed_token_type": MAKE,
    "token_revoked": MAKE,
    "missing_scope": MAKE,
    "no_permission": MAKE,
    "account_inactive": "Install the app again under Install App; the app or its workspace is gone.",
    "socket_mode_not_enabled": SOCKET_MODE,
}
"""What to do about Slack's codes (docs.slack.dev/reference/methods/apps.connections.open)."""
LEAVES = {
    "link_disabled": ("Socket Mode is off.", SOCKET_MODE),
    "too_many_websockets": (
        "Ten connections are open with this app, and Slack allows no more.",
        "Stop the other processes that use the token, and wait some minutes until Slack has noticed.",
    ),
}
"""Slack's reasons to close a connection at once (docs.slack.dev/apis/events-api/using-socket-mode)."""


class _Left(Exception):
    """Slack closed the connection before it said hello; the text is its reason."""


async def check_app_token(settings: Settings) -> list[Finding]:
    """Opens a connection, reads Slack's greeting and closes it. Only where there is an app-level token."""
    token = settings.slack_app_token
    if token is None:
        return []
    client = slack_client(settings, token.get_secret_value())
    try:
        answer = await call(client, "apps.connections.open")
    except Unreachable as error:
        return [bad(ABOUT, f"Could not be checked: {error}.", "Look again in a minute.")]
    if answer.error:
        mend = MENDS.get(answer.error, "Look it up at https://docs.slack.dev/reference/methods/apps.connections.open.")
        return [bad(ABOUT, f"Slack refuses it: {answer.error}.", mend)]
    address = str(answer.data.get("url"))
    try:
        hello = await _hello(address, client.proxy)
    except _Left as left:
        found = f"Slack takes it, but closes the connection: {left}."
        what, mend = LEAVES.get(str(left), (found, "Look again in a minute."))
        return [bad(ABOUT, what, mend)]
    except Exception as error:  # whatever aiohttp raises
        return [
            bad(
                ABOUT,
                f"Slack takes it, but {urlsplit(address).hostname} cannot be reached by WebSocket: {why(error)}.",
                "Allow outgoing WebSockets (wss, port 443) to it, through the proxy as well.",
            )
        ]
    app = as_code((hello.get("connection_info") or {}).get("app_id"))
    opened = ok(ABOUT, f"Slack takes it: Socket Mode is on for the app {app}, and a connection opens.")
    return [opened, _others(hello.get("num_connections"), settings.socket_connections)]


async def _hello(address: str, proxy: str | None) -> dict[str, Any]:
    """Slack's greeting. Questions that come meanwhile are left unacknowledged, so that Slack gives them to the bot.
    Raises _Left, and what aiohttp raises."""
    limit = aiohttp.ClientTimeout(total=SECONDS)
    async with (
        aiohttp.ClientSession(timeout=limit) as session,
        session.ws_connect(address, proxy=proxy, timeout=aiohttp.ClientWSTimeout(ws_close=1)) as connection,
    ):
        while True:
            message = await connection.receive(SECONDS)
            if message.type is not aiohttp.WSMsgType.TEXT:
                raise _Left("without_a_reason")
            frame = json.loads(message.data or "{}")
            if frame.get("type") == "hello":
                return dict(frame)
            if frame.get("type") == "disconnect":
                raise _Left(as_code(frame.get("reason")))


def _others(connections: object, of_a_bot: int) -> Finding:
    """Who else is connected. The connections that Slack counts include ours; a bot holds `of_a_bot`."""
    if not isinstance(connections, int):
        return look(OTHERS, "Slack did not say how many are open.", "Look again in a minute.")
    others = connections - 1
    if others <= 0:
        return ok(OTHERS, "No other process is connected with this app token, so no bot is running on it now.")
    found = f"{others} other {'connection is' if others == 1 else 'connections are'} open with this app token"
    if others <= of_a_bot:
        return look(
            OTHERS,
            f"{found}, as of one running bot (CODEBOOK_SOCKET_CONNECTIONS is {of_a_bot}).",
            "Is that the bot you run? Then all is well. If not, another deployment has the token, and as soon as yours "
            "runs, each takes a share of the questions at random: stop one, or give it an app of its own.",
        )
    return bad(
        OTHERS,
        f"{found}, and one bot holds {of_a_bot} (CODEBOOK_SOCKET_CONNECTIONS): several deployments share the token, "
        "and Slack shares the questions out among them at random.",
        "Look again in a minute, since a bot that renews a connection holds one more for a moment. If it stays so, "
        "stop all but one; if you cannot find the others, revoke the app-level token and make a new one. Each "
        "deployment needs an app of its own.",
    )
