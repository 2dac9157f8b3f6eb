"""The imported files of CMS, kept in one SQLite file beside the book.

Importing is in `bot.reference.importing`: whoever only looks codes up starts without the readers.
"""

from bot.reference.opening import ReferenceFault, default_reference, open_reference
from bot.reference.sqlite_reference import SqliteReference

__all__ = ["ReferenceFault", "SqliteReference", "default_reference", "open_reference"]
