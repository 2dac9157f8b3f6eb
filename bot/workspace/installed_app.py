"""The app as its manifest installs it: names, scopes, events and commands."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.workspace.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
}
"""The scope without which Slack does not let an app subscribe (docs.slack.dev/reference/events)."""


class ManifestFault(ValueError):
    """The manifest would be refused by Slack; the text says why."""


@dataclass(frozen=True)
class SlashCommand:
    """A command of the manifest. `should_escape`: people and channels arrive as entities, not as typed."""

    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True)
class InstalledApp:
    """What the workspace knows of the app, with secrets made up anew for each run."""

    display_name: str
    description: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    direct_messages_on: bool
    interactive: bool
    """Whether presses of buttons are delivered."""
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    team_id: str = TEAM_ID
    app_id: str = APP_ID
    bot_id: str = BOT_ID
    bot_user_id: str = BOT_USER_ID

    def command(self, name: str) -> SlashCommand | None:
        """The command by this name, slash included."""
        return next((command for command in self.commands if command.command == name), None)


def install(manifest: dict[str, Any] | Path) -> InstalledApp:
    """Reads a manifest (a dict, or a YAML or JSON file). Raises ManifestFault where Slack would refuse it."""
    if isinstance(manifest, Path):
        manifest = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    if not isinstance(manifest, dict):
        raise ManifestFault("The manifest is no mapping.")
    features = manifest.get("features") or {}
    settings = manifest.get("settings") or {}
    scopes = frozenset(((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ())
    events = frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ())
    commands = tuple(_command(written) for written in features.get("slash_commands") or ())
    needed = {event: EVENT_SCOPES[event] for event in events if event in EVENT_SCOPES}
    for event, scope in sorted(needed.items()):
        if scope not in scopes:
            raise ManifestFault(f"The event {event} needs the bot scope {scope}; add it under oauth_config.scopes.bot.")
    if commands and "commands" not in scopes:
        raise ManifestFault("Slash commands need the bot scope commands; add it under oauth_config.scopes.bot.")
    return InstalledApp(
        display_name=str((features.get("bot_user") or {}).get("display_name") or "App"),
        description=str((manifest.get("display_information") or {}).get("description") or ""),
        scopes=scopes,
        events=events,
        commands=commands,
        interactive=bool((settings.get("interactivity") or {}).get("is_enabled")),
        direct_messages_on=_direct_messages(features.get("app_home")),
        bot_token=f"xoxb-local-{secrets.token_hex(12)}",
        app_token=f"xapp-local-{secrets.token_hex(12)}",
        signing_secret=secrets.token_hex(16),
        verification_token=secrets.token_hex(12),
    )


def _command(written: dict[str, Any]) -> SlashCommand:
    return SlashCommand(
        command=str(written["command"]),
        description=str(written.get("description") or ""),
        usage_hint=str(written.get("usage_hint") or ""),
        should_escape=bool(written.get("should_escape", False)),
    )


def _direct_messages(app_home: dict[str, Any] | None) -> bool:
    """Off where the messages tab is off or read-only, which it is unless the manifest says otherwise
    (python-slack-sdk issue 1015). A manifest without app_home leaves them on here, so that short ones do."""
    if app_home is None:
        return True
    return bool(app_home.get("messages_tab_enabled")) and app_home.get("messages_tab_read_only_enabled") is False
