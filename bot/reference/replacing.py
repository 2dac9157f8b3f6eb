"""A SQLite file that is written aside and put in place in one step."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from filelock import FileLock, Timeout

from bot.reference.outcomes import ImportFaults
from bot.reference.schema import TABLES, VERSION


@contextmanager
def written_aside(into: Path) -> Iterator[tuple[sqlite3.Connection, Callable[[], None]]]:
    """A copy of the file to write to, and a function that says to put it in place when all is done.

    Raises ImportFaults where the file cannot be written, is another version's or is being written by another import.
    """
    beside = into.with_name(f"{into.name}.importing")
    kept = False

    def keep() -> None:
        nonlocal kept
        kept = True

    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(into.with_name(f"{into.name}.lock"), timeout=0):
            try:
                connection = _copied(into, beside)
                try:
                    yield connection, keep
                finally:
                    connection.close()
                if kept:
                    _settle(beside)
                    beside.replace(into)
            finally:
                beside.unlink(missing_ok=True)
    except Timeout:
        raise ImportFaults([f"{into}: another import is running; wait for it to end"]) from None
    except OSError as error:
        raise ImportFaults([f"{into}: cannot be written ({error.strerror or error})"]) from None
    except sqlite3.Error as error:
        raise ImportFaults([f"{into}: cannot be written ({error})"]) from None


def _copied(into: Path, beside: Path) -> sqlite3.Connection:
    beside.unlink(missing_ok=True)
    if into.exists():
        copyfile(into, beside)
    connection = sqlite3.connect(beside, isolation_level=None)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version not in ({VERSION} if into.exists() and into.stat().st_size else {0}):
        connection.close()
        raise ImportFaults([f"{into}: was written by another version of Codebook; delete it and import again"])
    # The copy is thrown away where anything fails, so only a rollback within it has to be safe. Descriptions that are
    # taken out leave no trace, whatever SQLite was built with.
    connection.executescript(
        "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON;"
    )
    if not version:
        connection.executescript(f"{TABLES} PRAGMA user_version = {VERSION};")
    return connection


def _settle(path: Path) -> None:
    """Has the file written to the disk before it takes the other's place."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
