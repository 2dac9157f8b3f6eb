"""Many workspaces: the client ID and secret, with which a workspace's consent is changed for its token."""

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import Unreachable, call, slack_client
from bot.settings import Settings

ABOUT = "client"
COPY = "Copy both again from Basic Information, App Credentials, of the same app."
REFUSED = {
    "invalid_client_id": "Slack knows no app with this SLACK_CLIENT_ID.",
    "bad_client_secret": "SLACK_CLIENT_SECRET is not that of the app with this SLACK_CLIENT_ID.",
}
NO_SUCH_CODE = "invalid_code"
"""Slack's answer where ID and secret are right (docs.slack.dev/reference/methods/oauth.v2.access)."""


async def check_client(settings: Settings) -> list[Finding]:
    """Shows Slack both, with a consent that nobody gave. Only where workspaces install the app."""
    client_id, secret = settings.slack_client_id, settings.slack_client_secret
    if client_id is None or secret is None:
        return []
    auth = {"client_id": client_id, "client_secret": secret.get_secret_value()}
    try:
        answer = await call(slack_client(settings), "oauth.v2.access", {"code": "codebook-doctor"}, auth)
    except Unreachable as error:
        return [bad(ABOUT, f"Could not be checked: {error}.", "Look again in a minute.")]
    if answer.error == NO_SUCH_CODE:
        return [ok(ABOUT, "Slack takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.")]
    if found := REFUSED.get(answer.error):
        return [bad(ABOUT, found, COPY)]
    return [
        look(
            ABOUT,
            f"Slack did not say whether the client ID and secret are right: {answer.error or 'no error'}.",
            "Look the code up at https://docs.slack.dev/reference/methods/oauth.v2.access.",
        )
    ]
