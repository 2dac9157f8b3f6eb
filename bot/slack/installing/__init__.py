"""Many workspaces: installing by OAuth, and the tokens of each, encrypted in the database."""

from bot.slack.installing.cipher import TokenCipher
from bot.slack.installing.flow import build_flow
from bot.slack.installing.installations import Installations
from bot.slack.installing.opening import Installing, open_installing
from bot.slack.installing.store import EncryptedInstallationStore

__all__ = ["EncryptedInstallationStore", "Installations", "Installing", "TokenCipher", "build_flow", "open_installing"]
