"""Importing files: read, checked and written aside, then put in place of what was there, whole or not at all."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cms import Kind, PublishedFile, UnreadableFile
from bot.reference.changes_counted import SET_ASIDE, changed_since
from bot.reference.grouping import Group, grouped, opened_files
from bot.reference.outcomes import Imported, ImportFaults, Wanted
from bot.reference.publications import PUBLICATIONS, QUALIFYING, SAMPLE_ROWS, least_rows
from bot.reference.replacing import written_aside
from bot.reference.writing import Written, digest_of, drop_rows, move_edition, refresh, write_file

__all__ = ["ImportFaults", "Imported", "Progress", "Wanted", "import_files"]

AS_THEY_SAY = Wanted()
LEAST_KEPT = 0.97
"""A file that replaces a whole edition has at least this share of its rows."""
LEAST_GROWTH = 0.9
"""A new edition has at least this share of the rows of the one before."""
Progress = Callable[[PublishedFile, int], None]
"""Told the file and how many more of its bytes were read."""


def import_files(
    paths: Sequence[Path], into: Path, wanted: Wanted = AS_THEY_SAY, progress: Progress = lambda file, done: None
) -> list[Imported]:
    """Reads the files into the SQLite file `into` and says what became of each edition.

    Each edition is imported whole or not at all; the file is replaced in one step at the end, and stays as it was where
    nothing new was read. Raises ImportFaults where `into` cannot be written or another import is running.
    """
    opened, outcomes = opened_files(paths)
    with written_aside(into) as (connection, keep):
        groups, unclear = grouped(connection, opened, wanted)
        outcomes += unclear
        for group in groups:
            outcomes.append(_import_group(connection, group, wanted, progress))
        if any(outcome.fault is None and not outcome.unchanged for outcome in outcomes):
            refresh(connection)
            keep()
    return outcomes


def _import_group(connection: sqlite3.Connection, group: Group, wanted: Wanted, progress: Progress) -> Imported:
    digests = [digest_of(path, file.name, wanted.with_descriptions) for path, file in group.files]
    if _is_known(connection, group, digests):
        return Imported(group.names, group.label, group.title, group.effective, unchanged=True)
    connection.execute("BEGIN")
    try:
        before = _before(connection, group)
        edition = _edition(connection, group, wanted)
        written = _write(connection, edition, group, digests, wanted, progress)
        outcome = _checked(connection, edition, group, written, before, wanted)
    except (UnreadableFile, _Refused) as error:
        connection.execute("ROLLBACK")
        return Imported(group.names, group.label, group.title, group.effective, fault=str(error))
    connection.execute("COMMIT")
    return outcome


class _Refused(Exception):
    """An edition that may not be imported, and why."""


def _is_known(connection: sqlite3.Connection, group: Group, digests: Sequence[str]) -> bool:
    held = {
        digest
        for (digest,) in connection.execute(
            "SELECT digest FROM file JOIN edition ON edition.id = file.edition "
            "WHERE kind = ? AND setting = ? AND effective = ?",
            (group.kind, group.setting, group.effective.isoformat()),
        )
    }
    return held.issuperset(digests)


def _write(
    connection: sqlite3.Connection,
    edition: int,
    group: Group,
    digests: Sequence[str],
    wanted: Wanted,
    progress: Progress,
) -> list[Written]:
    if not PUBLICATIONS[group.kind].in_parts:
        move_edition(connection, edition, SET_ASIDE, group.kind)
    return [
        write_file(connection, edition, file, digest, wanted.with_descriptions, progress)
        for (_, file), digest in zip(group.files, digests, strict=True)
    ]


def _edition(connection: sqlite3.Connection, group: Group, wanted: Wanted) -> int:
    """The edition's id; it is made where it is new."""
    if group.shows_stored_as_qualifying:
        connection.execute(
            "UPDATE edition SET setting = ? WHERE kind = ? AND setting = '' AND effective = ?",
            (QUALIFYING, Kind.FEE_SCHEDULE, group.effective.isoformat()),
        )
    key = (group.kind, group.setting, group.effective.isoformat())
    found = connection.execute(
        "SELECT id FROM edition WHERE kind = ? AND setting = ? AND effective = ?", key
    ).fetchone()
    if found:
        return int(found[0])
    made = connection.execute(
        "INSERT INTO edition (kind, setting, effective, title, is_partial, with_descriptions) "
        "VALUES (?, ?, ?, ?, 0, ?)",
        (*key, group.title, wanted.with_descriptions),
    )
    return int(made.lastrowid or 0)


@dataclass(frozen=True)
class _Before:
    """What was there before of an edition, and of the one before it."""

    own_rows: int
    """Rows that are replaced, where they were a whole edition; else 0."""
    earlier_rows: int
    """Rows of the newest whole edition before it; 0 where there is none."""


def _before(connection: sqlite3.Connection, group: Group) -> _Before:
    rows = dict(
        connection.execute(
            "SELECT effective, sum(rows) FROM edition JOIN file ON file.edition = edition.id "
            "WHERE kind = ? AND setting = ? AND effective <= ? AND NOT is_partial GROUP BY edition.id "
            "ORDER BY effective DESC LIMIT 2",
            (group.kind, group.setting, group.effective.isoformat()),
        ).fetchall()
    )
    own = rows.pop(group.effective.isoformat(), 0)
    return _Before(own, next(iter(rows.values()), 0))


def _refuse_what_is_cut(group: Group, rows: int, last: str, before: _Before, *, is_partial: bool) -> None:
    """Raises _Refused where a file seems to be the beginning of a whole one."""
    publication = PUBLICATIONS[group.kind]
    if before.own_rows and rows < LEAST_KEPT * before.own_rows:
        what = f"{rows:,} rows where the edition on file has {before.own_rows:,}"
    elif publication.in_parts:
        return
    elif before.earlier_rows and SAMPLE_ROWS < rows < LEAST_GROWTH * before.earlier_rows:
        what = f"{rows:,} rows where the edition before has {before.earlier_rows:,}"
    elif is_partial and rows > SAMPLE_ROWS:
        what = f"{rows:,} rows, the last of them {last}, which is less than a whole file"
    else:
        return
    raise _Refused(
        f"{group.names[0]}: has {what}, so it seems to be cut off; download it again, or add --partial if it is meant"
    )


def _checked(
    connection: sqlite3.Connection,
    edition: int,
    group: Group,
    written: Sequence[Written],
    before: _Before,
    wanted: Wanted,
) -> Imported:
    """The outcome, with the edition marked as partial where it is. Raises _Refused where a whole file seems cut."""
    publication = PUBLICATIONS[group.kind]
    rows, last = connection.execute(
        "SELECT sum(rows), max(last_key) FROM file WHERE edition = ?", (edition,)
    ).fetchone()
    is_partial = rows < least_rows(group.kind, group.setting) or last < publication.least_last
    if not wanted.partial:
        _refuse_what_is_cut(group, rows, last, before, is_partial=is_partial)
    connection.execute("UPDATE edition SET is_partial = ? WHERE id = ?", (is_partial, edition))
    changed = None if is_partial else changed_since(connection, edition, group.kind)
    drop_rows(connection, SET_ASIDE, group.kind)
    return Imported(
        files=group.names,
        label=group.label,
        title=group.title,
        effective=group.effective,
        rows=sum(part.rows for part in written),
        refused=tuple(
            (name, refusal) for name, part in zip(group.names, written, strict=True) for refusal in part.refused
        ),
        changed=changed,
        notes=(
            *(f"{file.name}: {note}" for _, file in group.files for note in file.notes),
            *(f"{name}: left out, as another file of the same edition is imported" for name in group.left_out),
        ),
        is_partial=is_partial,
    )
