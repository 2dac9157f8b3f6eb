"""The app as its manifest installs it: names, scopes, events and commands."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.workspace.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

EVENT_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
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
class Shortcut:
    """A shortcut in the menu of each message. `name` is what the menu says."""

    callback_id: str
    name: str
    description: str


@dataclass(frozen=True)
class InstalledApp:
    """What the workspace knows of the app, with secrets made up anew for each run."""

    display_name: str
    description: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    direct_messages_on: bool
    home_tab_on: bool
    agent: str
    """ "agent_view" or "assistant_view" where the manifest has one of them, else empty."""
    interactive: bool
    """Whether presses of buttons are delivered."""
    socket_mode_on: bool
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

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """The message shortcut by its callback_id."""
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)


def install(manifest: dict[str, Any] | Path, refused_scopes: Collection[str] = ()) -> InstalledApp:
    """Reads a manifest (a dict, or a YAML or JSON file). Raises ManifestFault where Slack would refuse it.

    `refused_scopes` are those of bot_optional that the administrator does not grant
    (docs.slack.dev/changelog/2026/03/16/optional-scopes).
    """
    if isinstance(manifest, Path):
        manifest = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    if not isinstance(manifest, dict):
        raise ManifestFault("The manifest is no mapping.")
    features = manifest.get("features") or {}
    settings = manifest.get("settings") or {}
    asked = (manifest.get("oauth_config") or {}).get("scopes") or {}
    scopes = frozenset(asked.get("bot") or ()) | (frozenset(asked.get("bot_optional") or ()) - set(refused_scopes))
    events = frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ())
    commands = tuple(_command(written) for written in features.get("slash_commands") or ())
    shortcuts = tuple(_shortcut(written) for written in features.get("shortcuts") or () if _on_messages(written))
    app_home = features.get("app_home")
    needed = {event: EVENT_SCOPES[event] for event in events if event in EVENT_SCOPES}
    for event, scope in sorted(needed.items()):
        if scope not in scopes:
            raise ManifestFault(f"The event {event} needs the bot scope {scope}; add it under oauth_config.scopes.bot.")
    if (commands or shortcuts) and "commands" not in scopes:
        what = "Slash commands" if commands else "Shortcuts"
        raise ManifestFault(f"{what} need the bot scope commands; add it under oauth_config.scopes.bot.")
    interactive = bool((settings.get("interactivity") or {}).get("is_enabled"))
    if shortcuts and not interactive:
        raise ManifestFault("Shortcuts need settings.interactivity.is_enabled.")
    return InstalledApp(
        display_name=str((features.get("bot_user") or {}).get("display_name") or "App"),
        description=str((manifest.get("display_information") or {}).get("description") or ""),
        scopes=scopes,
        events=events,
        commands=commands,
        shortcuts=shortcuts,
        interactive=interactive,
        # Slack leaves it off where a manifest does not say; here it is on then, so that short manifests do.
        socket_mode_on=settings.get("socket_mode_enabled") is not False,
        direct_messages_on=_direct_messages(app_home),
        home_tab_on=bool((app_home or {}).get("home_tab_enabled")),
        agent=next((name for name in ("agent_view", "assistant_view") if name in features), ""),
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


def _on_messages(written: dict[str, Any]) -> bool:
    """Global shortcuts, which stand in the search, are passed over here."""
    return written.get("type") == "message"


def _shortcut(written: dict[str, Any]) -> Shortcut:
    return Shortcut(str(written["callback_id"]), str(written["name"]), str(written.get("description") or ""))


def _direct_messages(app_home: dict[str, Any] | None) -> bool:
    """Off where the messages tab is off or read-only, which it is unless the manifest says otherwise
    (python-slack-sdk issue 1015). A manifest without app_home leaves them on here, so that short ones do."""
    if app_home is None:
        return True
    return bool(app_home.get("messages_tab_enabled")) and app_home.get("messages_tab_read_only_enabled") is False
