"""`/slack/install` and `/slack/oauth_redirect`: a workspace installs the app (docs.slack.dev/authentication)."""

import html
from collections.abc import Sequence

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack import words
from bot.slack.client import as_code, quiet_logger
from bot.slack.installing.store import EncryptedInstallationStore

STATE_SECONDS = 600
DECLINED = "access_denied"
"""The person did not agree (docs.slack.dev/authentication/installing-with-oauth)."""

log = get_logger("bot.slack.installing")


def build_flow(
    client: AsyncWebClient,
    client_id: str,
    client_secret: str,
    scopes: list[str],
    store: EncryptedInstallationStore,
    states: AsyncOAuthStateStore,
) -> AsyncOAuthFlow:
    """The flow with pages of our own. The address that asks the person for consent is beside the API of `client`."""
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=scopes,
        installation_store=store,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
        authorization_url=f"{client.base_url.removesuffix('api/')}oauth/v2/authorize",
        install_page_rendering_enabled=False,
        callback_options=AsyncCallbackOptions(success=_installed, failure=_not_installed),
        logger=quiet_logger(),
    )
    return AsyncOAuthFlow(client=client, logger=quiet_logger(), settings=settings)


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    log.info("installed", organization=args.installation.is_enterprise_install)
    return _page(200, words.INSTALLED_TITLE, words.INSTALLED)


async def _not_installed(args: AsyncFailureArgs) -> BoltResponse:
    # Whoever opens the address may write an error into it: only the one that Slack sends people back with is repeated.
    is_written = "error" in args.request.query and args.reason != DECLINED
    reason = "unrecognised" if is_written else as_code(args.reason)
    log.warning("not-installed", reason=reason)
    return _page(args.suggested_status_code, words.NOT_INSTALLED_TITLE, words.not_installed(reason))


def _page(status: int, title: str, text: str) -> BoltResponse:
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{html.escape(title)}</title></head>"
        '<body style="font: 18px/1.5 system-ui, sans-serif; max-width: 36em; margin: 15vh auto; padding: 0 1em">'
        f"<main><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></main></body></html>"
    )
    headers: dict[str, str | Sequence[str]] = {"content-type": "text/html; charset=utf-8", "cache-control": "no-store"}
    return BoltResponse(status=status, body=body, headers=headers)
