"""The Slack app's manifest, as it ships."""

from pathlib import Path
from typing import Any

import yaml


def manifest_path() -> Path:
    """The manifest inside the installed package, or in `deploy/` of a checkout."""
    installed = Path(__file__).with_name("manifest.yaml")
    return installed if installed.is_file() else Path(__file__).resolve().parents[2] / "deploy" / "slack-manifest.yaml"


def manifest_with(command: str) -> dict[str, Any]:
    """The manifest with the slash command by this name."""
    manifest: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    manifest["features"]["slash_commands"][0]["command"] = command
    return manifest


def bot_scopes() -> list[str]:
    """The scopes that an installation asks for: those it needs, and those that may be refused."""
    scopes = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))["oauth_config"]["scopes"]
    return [*scopes["bot"], *scopes.get("bot_optional", ())]
