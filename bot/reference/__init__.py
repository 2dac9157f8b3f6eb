"""The imported files of CMS, kept in one SQLite file beside the book."""

from bot.reference.importing import Imported, ImportFaults, import_files
from bot.reference.opening import ReferenceFault, default_reference, open_reference
from bot.reference.sqlite_reference import SqliteReference

__all__ = [
    "ImportFaults",
    "Imported",
    "ReferenceFault",
    "SqliteReference",
    "default_reference",
    "import_files",
    "open_reference",
]
