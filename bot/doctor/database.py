"""The database of the records: whether it opens, of which revision it is, and whether it takes what the bot writes."""

import asyncio
import os
import shutil
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from bot.doctor.database_faults import SECONDS, mend_of, reason_of
from bot.doctor.database_tables import Age, Tables, try_tables, untouched_engine
from bot.doctor.finding import Finding, bad, look, ok
from bot.records.migrations import REVISIONS
from bot.settings import Settings

ABOUT, DISK = "database", "disk"
LEAST_BYTES = 200_000_000
"""Free space that a SQLite file should have around it."""
MEANWHILE = "Without it the bot answers, but a restart makes it forget threads and what it answered."
MEANWHILE_OF_MANY = "Without it the bot does not start, since the tokens of all workspaces are in it."
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def check_database(settings: Settings) -> list[Finding]:
    """Looks at the revision, and writes in a transaction that is rolled back. Nothing in the database is changed, and a
    SQLite file that is not there is not made."""
    url = make_url(settings.database_url)
    place = _place(url)
    file = file_of(url)
    meanwhile = MEANWHILE if settings.slack_client_id is None else MEANWHILE_OF_MANY
    if file is not None and not file.is_file():
        return _without_a_file(place, file, meanwhile)
    engine = untouched_engine(settings.database_url)
    try:
        async with asyncio.timeout(SECONDS), engine.connect() as connection:
            tables = await try_tables(connection)
    except Exception as error:  # drivers raise what they like while they connect
        return [bad(ABOUT, f"{place} cannot be used: {reason_of(error, url)}.", f"{mend_of(error)} {meanwhile}")]
    finally:
        await engine.dispose()
    room = [] if file is None else [_room(file.parent)]
    return [_found(place, tables, meanwhile), *room]


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database."""
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database).absolute() if is_file and url.database else None


def _found(place: str, tables: Tables, meanwhile: str) -> Finding:
    """How the tables stand to those of this program."""
    newest = REVISIONS[-1]
    if tables.missing:
        return bad(
            ABOUT,
            f"{place} is of revision {tables.revision}, but lacks {', '.join(sorted(tables.missing))}.",
            f"Somebody removed it: bring a backup back, or name an empty database. {meanwhile}",
        )
    match tables.age:
        case Age.NONE:
            return ok(ABOUT, f"{place} opens. It has no tables yet: codebook run makes them, and may do so.")
        case Age.CURRENT:
            return ok(ABOUT, f"{place} is of this version (revision {newest}), and can be written.")
        case Age.BEHIND:
            revision = f"revision {tables.revision}" if tables.revision else "the first version, without a revision"
            return look(
                ABOUT,
                f"{place} is of an earlier version ({revision}; this one has {newest}).",
                "The next codebook run upgrades it, and an earlier version then leaves it alone: make a backup first.",
            )
        case Age.UNKNOWN:
            return bad(
                ABOUT,
                f"{place} was written by a newer version (revision {tables.revision}; this one knows up to {newest}).",
                f"Install that version of codebook and run it. {meanwhile}",
            )


def _place(url: URL) -> str:
    """The kind of database and where it is, without user and password."""
    kind = KINDS.get(url.get_backend_name(), url.get_backend_name())
    if file := file_of(url):
        return f"{kind}, {file},"
    if url.get_backend_name() == "sqlite":
        return f"{kind} in memory, which forgets all at a restart,"
    where = f" at {url.host}" if url.host else ""
    port = f":{url.port}" if url.host and url.port else ""
    return f"{kind}{where}{port}, database {url.database or 'without a name'},"


def _without_a_file(place: str, file: Path, meanwhile: str) -> list[Finding]:
    """What is to be said where there is no file, and whether one can be made."""
    if file.is_dir():
        return [bad(ABOUT, f"{place} is a folder.", "Name a file in CODEBOOK_DATABASE_URL.")]
    folder = next(parent for parent in file.parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return [ok(ABOUT, f"{place} is not there yet, and codebook run makes it."), _room(folder)]
    what = "is no folder" if not folder.is_dir() else "may not be written by this user"
    mend = f"Name another file in CODEBOOK_DATABASE_URL, or let this user write there. {meanwhile}"
    return [bad(ABOUT, f"{place} cannot be made, since {folder} {what}.", mend)]


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < LEAST_BYTES:
        return look(DISK, f"Only {free / 1e6:,.0f} MB are free in {folder}.", "Make room: the database is there.")
    return ok(DISK, f"{free / 1e9:,.1f} GB are free beside the database.")
