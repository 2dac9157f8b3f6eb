"""A Slack workspace on this machine, to try the bot in and to test it against: it keeps Slack's rules."""

from bot.workspace.commands import CommandResult
from bot.workspace.faults import FaultPlan
from bot.workspace.installed_app import ManifestFault
from bot.workspace.journal import Call, Delivery
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.presses import PressResult
from bot.workspace.server import serve_workspace
from bot.workspace.workspace import Refused, Workspace

__all__ = [
    "Call",
    "Channel",
    "CommandResult",
    "Delivery",
    "FaultPlan",
    "ManifestFault",
    "Message",
    "Person",
    "PressResult",
    "Refused",
    "Workspace",
    "serve_workspace",
]
