"""Importing files: read, checked and written aside, then put in place of what was there, whole or not at all."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from shutil import copyfile

from filelock import FileLock, Timeout

from bot.cms import Kind, PublishedFile, Refusal, Setting, UnreadableFile, open_publications
from bot.reference.changes_counted import Changed, changed_since
from bot.reference.publications import PUBLICATIONS, SAMPLE_ROWS, label_of
from bot.reference.qualifying import settings_of
from bot.reference.schema import TABLES, VERSION
from bot.reference.writing import Written, digest_of, drop_edition, refresh, write_file

_SAY_THEMSELVES = frozenset({Kind.FEE_SCHEDULE, Kind.GPCI})
"""Kinds of files that name their edition in their first lines."""


class ImportFaults(Exception):
    """Why nothing could be imported, each as one plain line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Imported:
    """What became of one edition, or of one file that could not be read."""

    files: tuple[str, ...]
    label: str
    """Such as "Medically unlikely edits, practitioner"; empty where the file is not known."""
    title: str = ""
    """The edition in words."""
    effective: date | None = None
    rows: int = 0
    refused: tuple[tuple[str, Refusal], ...] = ()
    """Rows that could not be used, each with its file."""
    changed: Changed | None = None
    """What differs from the edition before; None for the first one."""
    notes: tuple[str, ...] = ()
    is_partial: bool = False
    unchanged: bool = False
    """The same files were imported before."""
    fault: str | None = None
    """Why nothing of it was imported."""


@dataclass(frozen=True)
class Wanted:
    """What the user says of the files beyond what they say themselves."""

    effective: date | None = None
    setting: Setting | None = None
    with_descriptions: bool = False
    partial: bool = False
    """Whether a file with fewer rows than a whole one is meant."""


Progress = Callable[[PublishedFile, int], None]
"""Told the file and how many more of its bytes were read."""


def import_files(
    paths: Sequence[Path], into: Path, wanted: Wanted = Wanted(), progress: Progress = lambda file, done: None
) -> list[Imported]:
    """Reads the files into the SQLite file `into` and says what became of each edition.

    Each edition is imported whole or not at all; the file is replaced in one step at the end, and stays as it was where
    nothing new was read. Raises ImportFaults where `into` cannot be written or another import is running.
    """
    opened, outcomes = _opened(paths)
    with _aside(into) as (connection, keep):
        groups, unclear = _grouped(connection, opened, wanted)
        outcomes += unclear
        for group in groups:
            outcomes.append(_import_group(connection, group, wanted, progress))
        if any(outcome.fault is None and not outcome.unchanged for outcome in outcomes):
            refresh(connection)
            keep()
    return outcomes


def _opened(paths: Sequence[Path]) -> tuple[list[tuple[Path, PublishedFile]], list[Imported]]:
    found: list[tuple[Path, PublishedFile]] = []
    faults = []
    for path in _each_file(paths):
        try:
            found += [(path, file) for file in open_publications(path)]
        except UnreadableFile as error:
            faults.append(Imported((str(path),), "", fault=str(error)))
    return found, faults


def _each_file(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, and of folders the files in them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
        else:
            yield path


@dataclass(frozen=True)
class _Group:
    """The files of one edition."""

    kind: Kind
    setting: str
    effective: date
    files: tuple[tuple[Path, PublishedFile], ...]
    left_out: tuple[str, ...] = ()
    """Files that hold the same again, in another form."""


def _grouped(
    connection: sqlite3.Connection, opened: Sequence[tuple[Path, PublishedFile]], wanted: Wanted
) -> tuple[list[_Group], list[Imported]]:
    """The files by edition, and those of which nobody says which it is."""
    groups: dict[tuple[Kind, str, date], list[tuple[Path, PublishedFile]]] = {}
    unclear = []
    for path, file in opened:
        setting, effective = file.setting or wanted.setting or Setting.ANY, file.effective or wanted.effective
        if wanted.effective and file.kind not in _SAY_THEMSELVES:
            effective = wanted.effective
        if fault := _unclear(file, setting, effective):
            unclear.append(Imported((file.name,), label_of(file.kind, file.setting), fault=fault))
        elif effective:
            groups.setdefault((file.kind, setting, effective), []).append((path, file))
    found = [_Group(*key, tuple(files)) for key, files in groups.items()]
    parts = [part for group in found for part in _by_factor(connection, group)]
    return [_each_once(group) for group in parts], unclear


def _each_once(group: _Group) -> _Group:
    """The group without files that hold the same again: CMS's archives have a table as text, as CSV and as XLSX."""
    kept: dict[str, tuple[Path, PublishedFile]] = {}
    for path, file in sorted(group.files, key=lambda item: _FORMS.get(PurePath(item[1].name).suffix.lower(), 0)):
        part = PurePath(file.name).stem.lower() if PUBLICATIONS[group.kind].in_parts else ""
        kept.setdefault(part.removesuffix(".txt"), (path, file))
    names = {file.name for _, file in kept.values()}
    left_out = tuple(file.name for _, file in group.files if file.name not in names)
    return replace(group, files=tuple(kept.values()), left_out=left_out)


_FORMS = {".csv": 1, ".txt": 2, ".xlsx": 3}
"""The forms of a table, the quickest to read first."""


def _by_factor(connection: sqlite3.Connection, group: _Group) -> list[_Group]:
    """The fee schedules of a day, those for qualifying participants apart."""
    if group.kind is not Kind.FEE_SCHEDULE:
        return [group]
    settings = settings_of(connection, [file for _, file in group.files], group.effective)
    return [
        replace(
            group,
            setting=one,
            files=tuple(file for file, other in zip(group.files, settings, strict=True) if other == one),
        )
        for one in dict.fromkeys(settings)
    ]


def _unclear(file: PublishedFile, setting: Setting, effective: date | None) -> str | None:
    """What neither the file nor the user says, and how to say it."""
    if file.kind in {Kind.PTP, Kind.MUE} and setting is Setting.ANY:
        return f"{file.name}: does not say for whom it is; add --setting practitioner or --setting outpatient-hospital"
    if effective is None:
        return f"{file.name}: does not say its edition; add its first day, such as --effective 2026-07-01"
    return None


def _import_group(connection: sqlite3.Connection, group: _Group, wanted: Wanted, progress: Progress) -> Imported:
    files = tuple(file.name for _, file in group.files)
    label = label_of(group.kind, group.setting)
    digests = [digest_of(path, file.name, wanted.with_descriptions) for path, file in group.files]
    if _is_known(connection, group, digests):
        return Imported(files, label, _title(group), group.effective, unchanged=True)
    connection.execute("BEGIN")
    try:
        written = _write(connection, group, digests, wanted, progress)
        outcome = _checked(connection, group, written, wanted)
    except (UnreadableFile, _Refused) as error:
        connection.execute("ROLLBACK")
        return Imported(files, label, _title(group), group.effective, fault=str(error))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return outcome


class _Refused(Exception):
    """An edition that may not be imported, and why."""


def _is_known(connection: sqlite3.Connection, group: _Group, digests: Sequence[str]) -> bool:
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
    connection: sqlite3.Connection, group: _Group, digests: Sequence[str], wanted: Wanted, progress: Progress
) -> list[Written]:
    edition = _edition(connection, group, wanted)
    if not PUBLICATIONS[group.kind].in_parts:
        drop_edition(connection, edition, group.kind)
    return [
        write_file(connection, edition, file, digest, wanted.with_descriptions, progress)
        for (_, file), digest in zip(group.files, digests, strict=True)
    ]


def _edition(connection: sqlite3.Connection, group: _Group, wanted: Wanted) -> int:
    """The edition's id; it is made where it is new."""
    key = (group.kind, group.setting, group.effective.isoformat())
    found = connection.execute(
        "SELECT id FROM edition WHERE kind = ? AND setting = ? AND effective = ?", key
    ).fetchone()
    if found:
        return int(found[0])
    made = connection.execute(
        "INSERT INTO edition (kind, setting, effective, title, is_partial, with_descriptions) "
        "VALUES (?, ?, ?, ?, 0, ?)",
        (*key, _title(group), wanted.with_descriptions),
    )
    return int(made.lastrowid or 0)


def _title(group: _Group) -> str:
    return group.files[0][1].title or group.effective.isoformat()


def _checked(connection: sqlite3.Connection, group: _Group, written: Sequence[Written], wanted: Wanted) -> Imported:
    """The outcome, with the edition marked as partial where it is. Raises _Refused where a whole file seems cut."""
    publication, label = PUBLICATIONS[group.kind], label_of(group.kind, group.setting)
    edition = _edition(connection, group, wanted)
    (rows,) = connection.execute("SELECT sum(rows) FROM file WHERE edition = ?", (edition,)).fetchone()
    is_partial = rows < publication.least_rows
    if is_partial and not publication.in_parts and rows > SAMPLE_ROWS and not wanted.partial:
        raise _Refused(
            f"{group.files[0][1].name}: has {rows:,} rows where a whole file has more than {publication.least_rows:,}, "
            "so it seems to be cut off; download it again, or add --partial if it is meant"
        )
    connection.execute("UPDATE edition SET is_partial = ? WHERE id = ?", (is_partial, edition))
    return Imported(
        files=tuple(file.name for _, file in group.files),
        label=label,
        title=_title(group),
        effective=group.effective,
        rows=sum(part.rows for part in written),
        refused=tuple(
            (file.name, refusal)
            for (_, file), part in zip(group.files, written, strict=True)
            for refusal in part.refused
        ),
        changed=None if is_partial else changed_since(connection, edition, group.kind),
        notes=(
            *(f"{file.name}: {note}" for _, file in group.files for note in file.notes),
            *(f"{name}: left out, as it holds the same edition again" for name in group.left_out),
        ),
        is_partial=is_partial,
    )


@contextmanager
def _aside(into: Path) -> Iterator[tuple[sqlite3.Connection, Callable[[], None]]]:
    """A copy of the SQLite file to write to, and a function that puts it in place when all is done."""
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
    if into.exists() and version != VERSION:
        connection.close()
        raise ImportFaults([f"{into}: was written by another version of Codebook; delete it and import again"])
    # The copy is thrown away where anything fails, so only a rollback within it has to be safe.
    connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
    if not version:
        connection.executescript(f"{TABLES} PRAGMA user_version = {VERSION};")
    return connection


def _settle(path: Path) -> None:
    """Has the file written to the disk before it takes the other's place."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
