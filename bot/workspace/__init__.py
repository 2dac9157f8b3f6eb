"""A Slack workspace on this machine, to try the bot in and to test it against: it keeps Slack's rules."""

from bot.workspace.commands import CommandResult
from bot.workspace.faults import Cut, FaultPlan
from bot.workspace.files import UploadedFile
from bot.workspace.installed_app import ManifestFault
from bot.workspace.journal import Call, Delivery
from bot.workspace.messages import Message
from bot.workspace.observation import Refused
from bot.workspace.people import Channel, Person
from bot.workspace.presses import PressResult
from bot.workspace.prompts import Prompt, Prompts
from bot.workspace.server import serve_workspace
from bot.workspace.shortcuts import ShortcutResult
from bot.workspace.submissions import SubmitResult
from bot.workspace.views import View
from bot.workspace.workspace import Workspace

__all__ = [
    "Call",
    "Channel",
    "CommandResult",
    "Cut",
    "Delivery",
    "FaultPlan",
    "ManifestFault",
    "Message",
    "Person",
    "PressResult",
    "Prompt",
    "Prompts",
    "Refused",
    "ShortcutResult",
    "SubmitResult",
    "UploadedFile",
    "View",
    "Workspace",
    "serve_workspace",
]
