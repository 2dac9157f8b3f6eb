"""The app's settings at Slack, as far as they can be told from here."""

from bot.doctor.finding import Finding, look, ok
from bot.settings import Settings
from bot.slack.manifest import shipped_manifest

ABOUT = "manifest"
UNSEEN = "No token shows the app's commands, events and buttons"
UNSEEN_TOKENS = f"{UNSEEN}, or whether both tokens are of one app"
UNSEEN_OF_MANY = f"{UNSEEN}, or where Slack sends people back who install it"
COMPARE = "If Slack stays silent somewhere, compare App Manifest in the app's settings with deploy/slack-manifest.yaml."
COMPARE_OF_MANY = (
    "See in the app's settings that https://HOST/slack/oauth_redirect is the first of the Redirect URLs (OAuth & "
    "Permissions), distribution is on (Manage Distribution), and Event Subscriptions have app_uninstalled and "
    "tokens_revoked, so that a workspace that leaves is forgotten."
)


def check_app_settings(settings: Settings) -> list[Finding]:
    """Compares the command with the manifest's, and says what nobody can see from here."""
    unseen, compare = UNSEEN, COMPARE
    if settings.slack_client_id is not None:
        unseen, compare = UNSEEN_OF_MANY, f"{COMPARE_OF_MANY} {COMPARE}"
    elif settings.slack_app_token is not None:
        unseen = UNSEEN_TOKENS
    named = [entry["command"] for entry in shipped_manifest()["features"]["slash_commands"]]
    if settings.command in named:
        return [ok(ABOUT, f"The command is {settings.command}, as in the manifest. {unseen}.", compare)]
    return [
        look(
            ABOUT,
            f"CODEBOOK_COMMAND is {settings.command}; the manifest that ships has {', '.join(named)}. {unseen}.",
            f"See under Slash Commands in the app's settings that {settings.command} is there. {compare}",
        )
    ]
