"""What is right and wrong with an installation: settings, Slack, database, book and imported files."""

from bot.doctor.examining import examine
from bot.doctor.finding import Finding, Status

__all__ = ["Finding", "Status", "examine"]
