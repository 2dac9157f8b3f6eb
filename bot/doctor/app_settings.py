"""The app's settings at Slack, as far as they can be told from here."""

from bot.doctor.finding import Finding, look, ok
from bot.settings import Settings
from bot.slack.manifest import shipped_manifest

ABOUT = "manifest"
UNSEEN = "No token shows the app's commands, events and buttons, or whether both tokens are of one app"


def check_app_settings(settings: Settings) -> list[Finding]:
    """Compares the command with the manifest's, and says what nobody can see from here."""
    named = [entry["command"] for entry in shipped_manifest()["features"]["slash_commands"]]
    if settings.command in named:
        return [
            ok(
                ABOUT,
                f"The command is {settings.command}, as in the manifest. {UNSEEN}.",
                "If Slack stays silent somewhere, compare App Manifest in the app's settings with "
                "deploy/slack-manifest.yaml.",
            )
        ]
    return [
        look(
            ABOUT,
            f"CODEBOOK_COMMAND is {settings.command}; the manifest that ships has {', '.join(named)}. {UNSEEN}.",
            f"See under Slash Commands in the app's settings that {settings.command} is there.",
        )
    ]
