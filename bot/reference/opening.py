"""Opening the SQLite file of the imported files for reading."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

import platformdirs

from bot.reference.schema import VERSION
from bot.reference.sqlite_reference import SqliteReference


class ReferenceFault(Exception):
    """Why the file cannot be used, as one plain line."""


def default_reference() -> Path:
    """A file in the user's data folder."""
    return platformdirs.user_data_path("codebook", appauthor=False) / "reference.sqlite3"


def open_reference(path: Path) -> SqliteReference | None:
    """The imported files, or None where nothing was ever imported to this path.

    Raises ReferenceFault where the file is damaged, is something else, or was written by another version.
    """
    if not path.exists() or not path.stat().st_size:
        return None
    try:
        # An import puts another file in its place: this one never changes while it is open.
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            connection.close()
            raise ReferenceFault(
                f"{path}: was written by another version of Codebook; delete it and run codebook import again."
            )
        return SqliteReference(connection)
    except sqlite3.Error as error:
        raise ReferenceFault(f"{path}: cannot be read ({error}); delete it and run codebook import again.") from None
