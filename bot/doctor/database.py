"""The database of the records: whether it opens, and whether it takes what the bot writes."""

import asyncio
import os
import re
import shutil
from pathlib import Path

from sqlalchemy import delete, insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.doctor.finding import Finding, bad, look, ok
from bot.records.database import open_engine
from bot.records.migrations import REVISIONS
from bot.records.revising import revision_of
from bot.records.tables import claims, metadata
from bot.settings import Settings

ABOUT = "database"
SECONDS = 3
"""How long the database is waited for."""
LEAST_BYTES = 200_000_000
"""Free space that a SQLite file should have around it."""
MEANWHILE = "Without it the bot answers, but a restart makes it forget threads and what it answered."
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def check_database(settings: Settings) -> list[Finding]:
    """Looks which version made the tables, and writes and removes a row in a transaction that is rolled back. A SQLite
    file that is not there is not made."""
    url = make_url(settings.database_url)
    place = _place(url)
    file = _file(url)
    if file is not None and (finding := _without_a_file(place, file)):
        return [finding]
    engine = open_engine(settings.database_url)
    try:
        async with asyncio.timeout(SECONDS):
            revision = await _try(engine)
    except Exception as error:  # drivers raise what they like while they connect
        return [bad(ABOUT, f"{place} cannot be used: {_reason(error, url)}.", f"{_mend(error)} {MEANWHILE}")]
    finally:
        await engine.dispose()
    if revision is not None and revision not in REVISIONS:
        return [
            bad(
                ABOUT,
                f"{place} is of a newer version of codebook: revision {revision}, and this one's is {REVISIONS[-1]}.",
                f"Install that version: this one leaves the database alone. {MEANWHILE}",
            )
        ]
    if revision is not None and revision != REVISIONS[-1]:
        return [
            look(
                ABOUT,
                f"{place} is at revision {revision}, and this version's is {REVISIONS[-1]}.",
                "codebook run brings it up to date at its start; a backup before that does no harm.",
            )
        ]
    found = f"{place} opens, and takes a row and its removal"
    return [ok(ABOUT, f"{found}.") if file is None else _with_space(found, file.parent)]


async def _try(engine: AsyncEngine) -> str | None:
    """Which revision the tables are at; None where there are none, or those of the first version, which wrote none."""
    async with engine.connect() as connection:
        revision = await revision_of(connection)
        if revision not in (None, REVISIONS[-1]):
            return revision
        if engine.dialect.name == "sqlite":
            # Its driver begins a transaction before a row is written, but not before a table is made.
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
        await connection.run_sync(metadata.create_all)  # those that codebook run would make
        row = {"team": "doctor", "channel": "doctor", "ts": "0"}
        await connection.execute(insert(claims).values(**row, state="taken", holder="doctor", changed_at=0))
        await connection.execute(delete(claims).where(claims.c.team == "doctor"))
        await connection.rollback()
        return revision


def _file(url: URL) -> Path | None:
    """The file of a SQLite database."""
    is_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database).absolute() if is_file and url.database else None


def _place(url: URL) -> str:
    """The kind of database and where it is, without user and password."""
    kind = KINDS.get(url.get_backend_name(), url.get_backend_name())
    if file := _file(url):
        return f"{kind}, {file},"
    if url.get_backend_name() == "sqlite":
        return f"{kind} in memory, which forgets all at a restart,"
    where = f" at {url.host}" if url.host else ""
    port = f":{url.port}" if url.host and url.port else ""
    return f"{kind}{where}{port}, database {url.database or 'without a name'},"


def _without_a_file(place: str, file: Path) -> Finding | None:
    """What is to be said where there is no file yet, and whether one can be made; None where there is one."""
    if file.is_dir():
        return bad(ABOUT, f"{place} is a folder.", "Name a file in CODEBOOK_DATABASE_URL.")
    if file.exists():
        return None
    folder = next(parent for parent in file.parents if parent.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return _with_space(f"{place} is not there yet, and codebook run makes it", folder)
    what = "is no folder" if not folder.is_dir() else "may not be written by this user"
    return bad(
        ABOUT,
        f"{place} cannot be made, since {folder} {what}.",
        f"Name another file in CODEBOOK_DATABASE_URL, or let this user write there. {MEANWHILE}",
    )


def _with_space(found: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < LEAST_BYTES:
        return look(ABOUT, f"{found}, but only {free / 1e6:,.0f} MB are free there.", "Make room on that disk.")
    return ok(ABOUT, f"{found}; {free / 1e9:,.1f} GB are free.")


def _reason(error: Exception, url: URL) -> str:
    """The first line of what the driver says; no driver is known to repeat the password, and it is taken out."""
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} s"
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = re.sub(r"^\[Errno -?\d+\] ", "", (str(cause).strip().splitlines() or [""])[0]).rstrip(".")
    if url.password:
        said = said.replace(str(url.password), "***")
    return said or type(cause).__name__


def _mend(error: Exception) -> str:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return "The file is damaged or something else: move it away, and codebook run makes another."
    if "is locked" in said:
        return "Another program holds the file: stop it."
    if "readonly" in said or "unable to open" in said:
        return "Let this user write the file and its folder."
    if "full" in said:
        return "Make room on that disk."
    return "See that the database runs, and that CODEBOOK_DATABASE_URL names it with the right user and password."
