"""Rows of a published file written into the tables."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.cms import Kind, PublishedFile, Refusal

TABLE_OF = {
    Kind.FEE_SCHEDULE: "fee_schedule",
    Kind.GPCI: "gpci",
    Kind.PTP: "ptp",
    Kind.MUE: "mue",
    Kind.ADD_ON: "add_on",
    Kind.HCPCS: "hcpcs",
    Kind.DIAGNOSES: "diagnosis",
    Kind.PLACES: "place",
}


@dataclass(frozen=True)
class Written:
    """What was written of a file."""

    rows: int
    refused: tuple[Refusal, ...]


def digest_of(path: Path, name: str, with_descriptions: bool) -> str:
    """A fingerprint of a file, or of one of those in it, and of how it is imported."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{content}:{name.rpartition('!')[2] if '!' in name else ''}:{int(with_descriptions)}"


def move_edition(connection: sqlite3.Connection, edition: int, to: int, kind: Kind) -> None:
    """Give the rows of an edition another number, and take out what else is there of it."""
    connection.execute(f"UPDATE {TABLE_OF[kind]} SET edition = ? WHERE edition = ?", (to, edition))
    for table in ("description", "file"):
        connection.execute(f"DELETE FROM {table} WHERE edition = ?", (edition,))


def drop_rows(connection: sqlite3.Connection, edition: int, kind: Kind) -> None:
    """Take out the rows of an edition."""
    connection.execute(f"DELETE FROM {TABLE_OF[kind]} WHERE edition = ?", (edition,))


def write_file(
    connection: sqlite3.Connection,
    edition: int,
    file: PublishedFile,
    digest: str,
    with_descriptions: bool,
    progress: Callable[[PublishedFile, int], None],
) -> Written:
    """Write the rows of a file; raises UnreadableFile where it cannot be read to its end."""
    if file.kind is Kind.PTP:
        _drop_parts(connection, edition, "name = ?", file.name)
    refused: list[Refusal] = []
    span = _Span()
    records = span.watched(file.records(refused, lambda done: progress(file, done)))
    if file.kind is Kind.PTP:
        _insert(connection, "ptp", _edits(connection, edition, records))
        if _drop_parts(connection, edition, "first_key < ? AND last_key > ?", span.last, span.first):
            # The same part under another name: what it held and this one lacks must go, so this one is written anew.
            return write_file(connection, edition, file, digest, with_descriptions, progress)
    elif file.kind is Kind.FEE_SCHEDULE:
        _write_fee_schedule(connection, edition, records, with_descriptions)
    else:
        _insert(connection, TABLE_OF[file.kind], ((edition, *record) for record in records))
    connection.execute(
        "INSERT OR REPLACE INTO file (edition, name, digest, rows, first_key, last_key) VALUES (?, ?, ?, ?, ?, ?)",
        (edition, file.name, digest, span.rows, span.first, span.last),
    )
    return Written(span.rows, tuple(refused))


class _Span:
    """How many records went by, and their first and last key."""

    def __init__(self) -> None:
        self.rows = 0
        self.first = self.last = ""

    def watched(self, records: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        first, last = "", ""
        for self.rows, record in enumerate(records, 1):
            key = record[0]
            if not first:
                first = last = key
            elif key > last:
                last = key
            elif key < first:
                first = key
            yield record
        self.first, self.last = first, last


def _insert(connection: sqlite3.Connection, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    first = next(rows, None)
    if first is None:
        return
    marks = ", ".join("?" * len(first))
    statement = f"INSERT OR REPLACE INTO {table} VALUES ({marks})"
    connection.execute(statement, first)
    connection.executemany(statement, rows)


def _write_fee_schedule(
    connection: sqlite3.Connection, edition: int, records: Iterator[tuple[Any, ...]], with_descriptions: bool
) -> None:
    """The rows without the AMA's descriptions; those are kept apart, and only where the user holds a licence."""
    descriptions: dict[str, str] = {}

    def rows() -> Iterator[tuple[Any, ...]]:
        for code, modifier, description, *fields in records:
            if with_descriptions and description:
                descriptions.setdefault(code, description)
            yield (edition, code, modifier, *fields)

    _insert(connection, "fee_schedule", rows())
    _insert(connection, "description", ((edition, code, text) for code, text in descriptions.items()))


def _drop_parts(connection: sqlite3.Connection, edition: int, where: str, *values: str) -> bool:
    """Take out the parts of an edition for which the condition holds; whether there were any. A code at which another
    part begins or ends may have edits in both, so its edits stay and are only written over."""
    parts = connection.execute(
        f"SELECT name, first_key, last_key FROM file WHERE edition = ? AND {where}", (edition, *values)
    ).fetchall()
    for name, *_ in parts:
        connection.execute("DELETE FROM file WHERE edition = ? AND name = ?", (edition, name))
    for _, first, last in parts:
        connection.execute(
            "DELETE FROM ptp WHERE edition = ?1 AND column_1 BETWEEN ?2 AND ?3 AND column_1 NOT IN "
            "(SELECT first_key FROM file WHERE edition = ?1 UNION SELECT last_key FROM file WHERE edition = ?1)",
            (edition, first, last),
        )
    return bool(parts)


def _edits(
    connection: sqlite3.Connection, edition: int, records: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """Edits as rows; a pair that stands several times in a row has as many generations."""
    rationales: dict[str, int] = {
        text: id for id, text in connection.execute("SELECT id, text FROM rationale").fetchall()
    }
    before, generation = ("", ""), 0
    for column_1, column_2, effective, deleted, indicator, rationale in records:
        pair = (column_1, column_2)
        if pair > before:
            generation = 0
        elif pair == before:
            generation += 1
        else:  # CMS's files are sorted; in another one the pair may have stood before
            generation = _generations(connection, edition, pair)
        before = pair
        known = rationales.get(rationale)
        if known is None:
            known = rationales[rationale] = len(rationales) + 1
            connection.execute("INSERT INTO rationale (id, text) VALUES (?, ?)", (known, rationale))
        yield (
            edition,
            column_1,
            column_2,
            generation,
            _number(effective),
            _number(deleted),
            indicator,
            known,
        )


def _generations(connection: sqlite3.Connection, edition: int, pair: tuple[str, str]) -> int:
    """How many edits of the pair are written."""
    (count,) = connection.execute(
        "SELECT count(*) FROM ptp WHERE edition = ? AND column_1 = ? AND column_2 = ?", (edition, *pair)
    ).fetchone()
    return int(count)


@lru_cache(8192)
def _number(day: str) -> int | None:
    """A day such as "2026-06-30" as a number, 20260630; None for none."""
    return int(day.replace("-", "")) if day else None


def refresh(connection: sqlite3.Connection) -> None:
    """Bring up to date what is gathered from all editions: the codes, and the titles of the newest ones."""
    connection.execute("BEGIN")
    connection.execute("DELETE FROM code")
    for table, column, where in _CODES:
        connection.execute(f"INSERT OR IGNORE INTO code SELECT DISTINCT {column} FROM {table} {where}")
    connection.execute("DELETE FROM code WHERE code = ''")
    connection.execute("DELETE FROM title")
    for kind, where in (
        (Kind.HCPCS, "AND NOT is_modifier AND (terminated = '' OR terminated >= effective)"),
        (Kind.DIAGNOSES, "AND billable"),
    ):
        newest = (
            connection.execute(
                "SELECT id FROM edition WHERE kind = ? AND NOT is_partial ORDER BY effective DESC LIMIT 1", (kind,)
            ).fetchone()
            or connection.execute(
                "SELECT id FROM edition WHERE kind = ? ORDER BY effective DESC LIMIT 1", (kind,)
            ).fetchone()
        )
        if newest:
            connection.execute(
                f"INSERT INTO title (code, is_diagnosis, text) SELECT code, ?, {TABLE_OF[kind]}.title "
                f"FROM {TABLE_OF[kind]} JOIN edition ON edition.id = edition WHERE edition = ? {where}",
                (kind is Kind.DIAGNOSES, *newest),
            )
    connection.execute("COMMIT")
    connection.execute("ANALYZE")


_CODES: Sequence[tuple[str, str, str]] = (
    ("fee_schedule", "code", ""),
    ("mue", "code", ""),
    ("hcpcs", "code", "WHERE NOT is_modifier"),
    ("add_on", "add_on", ""),
    ("add_on", "primary_code", ""),
    ("ptp", "column_1", ""),
    ("ptp", "column_2", ""),
)
