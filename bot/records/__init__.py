"""What is remembered between questions: taken messages and thread contexts. Never the text of a question."""

from bot.records.claims import MessageKey
from bot.records.records import Records
from bot.records.threads import ThreadKey

__all__ = ["MessageKey", "Records", "ThreadKey"]
