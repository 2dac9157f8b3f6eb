"""The bot token: whether Slack takes it, and whether it may do what the manifest asks for."""

from typing import Any

from bot.doctor.finding import Finding, bad, ok
from bot.doctor.scopes import check_scopes
from bot.doctor.slack_call import Unreachable, call, slack_client
from bot.settings import Settings
from bot.slack.client import as_code
from bot.slack.manifest import scopes_of_manifest

ABOUT = "bot token"
COPY = "Copy the bot token (xoxb-...) again from OAuth & Permissions of the installed app into SLACK_BOT_TOKEN."
INSTALL = "Install the app again under Install App, and copy the new bot token into SLACK_BOT_TOKEN."
MENDS = {
    "invalid_auth": COPY,
    "not_authed": COPY,
    "not_allowed_token_type": COPY,
    "token_revoked": INSTALL,
    "account_inactive": INSTALL,
    "token_expired": "Turn token rotation off in the app's settings, and install the app again: the bot has one token.",
}
"""What to do about Slack's codes (docs.slack.dev/reference/methods/auth.test)."""


async def check_bot_token(settings: Settings) -> list[Finding]:
    """Asks Slack whose the bot token is and what it may do. Only where there is one."""
    token = settings.slack_bot_token
    if token is None:
        return []
    try:
        answer = await call(slack_client(settings, token.get_secret_value()), "auth.test")
    except Unreachable as error:
        return [bad(ABOUT, f"Could not be checked: {error}.", "Look again in a minute.")]
    if answer.error:
        mend = MENDS.get(answer.error, "Look the code up at https://docs.slack.dev/reference/methods/auth.test.")
        return [bad(ABOUT, f"Slack refuses it: {answer.error}.", mend)]
    if not answer.data.get("bot_id"):
        return [bad(ABOUT, "Slack takes it, but it is no bot's.", COPY)]
    return [ok(ABOUT, f"Slack takes it: {_who(answer.data)}."), check_scopes(answer.scopes, *scopes_of_manifest())]


def _who(data: dict[str, Any]) -> str:
    bot = f"the bot {data.get('user') or 'without a name'}"
    if data.get("is_enterprise_install") is True:
        return f"{bot}, installed for the whole organization"
    return f"{bot} in the workspace {data.get('team') or 'without a name'} ({as_code(data.get('team_id'))})"
