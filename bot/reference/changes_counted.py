"""How an edition differs from the one before, counted."""

import sqlite3
from dataclasses import dataclass

from bot.cms import Kind
from bot.reference.writing import TABLE_OF


@dataclass(frozen=True)
class Changed:
    """Rows that an edition has, lacks or holds otherwise than the edition before."""

    before: str
    """The title of the edition before."""
    added: int
    deleted: int
    altered: int


KEYS = {
    Kind.FEE_SCHEDULE: ("code", "modifier"),
    Kind.GPCI: ("contractor", "locality"),
    Kind.PTP: ("column_1", "column_2", "generation"),
    Kind.MUE: ("code",),
    Kind.ADD_ON: ("add_on", "primary_code", "effective"),
    Kind.HCPCS: ("code",),
    Kind.DIAGNOSES: ("code",),
    Kind.PLACES: ("code",),
}


SET_ASIDE = 0
"""The number under which the rows stand that a file replaces, until they are counted against its own."""


def changed_since(connection: sqlite3.Connection, edition: int, kind: Kind) -> Changed | None:
    """What differs from the rows that were set aside, else from the edition before of the same kind and setting; None
    where there is neither."""
    replaced = connection.execute(f"SELECT 1 FROM {TABLE_OF[kind]} WHERE edition = ? LIMIT 1", (SET_ASIDE,)).fetchone()
    if replaced:
        return _changed_between(connection, SET_ASIDE, edition, kind, "the file that it replaces")
    found = connection.execute(
        "SELECT before.id, before.title FROM edition AS before JOIN edition AS this ON this.id = ? "
        "WHERE before.kind = this.kind AND before.setting = this.setting AND before.effective < this.effective "
        "AND NOT before.is_partial "
        "ORDER BY before.effective DESC LIMIT 1",
        (edition,),
    ).fetchone()
    if found is None:
        return None
    before, title = found
    return _changed_between(connection, before, edition, kind, title)


def _changed_between(connection: sqlite3.Connection, before: int, edition: int, kind: Kind, title: str) -> Changed:
    table, keys = TABLE_OF[kind], KEYS[kind]
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != "edition"]
    others = [name for name in columns if name not in keys]
    same_key = " AND ".join(f"a.{key} = b.{key}" for key in keys)
    is_same = " AND ".join(f"a.{name} IS b.{name}" for name in others)

    def missing(one: int, other: int) -> int:
        (count,) = connection.execute(
            f"SELECT count(*) FROM {table} AS a WHERE a.edition = ? AND NOT EXISTS "
            f"(SELECT 1 FROM {table} AS b WHERE b.edition = ? AND {same_key})",
            (one, other),
        ).fetchone()
        return int(count)

    (altered,) = connection.execute(
        f"SELECT count(*) FROM {table} AS a JOIN {table} AS b ON b.edition = ? AND {same_key} "
        f"WHERE a.edition = ? AND NOT ({is_same})",
        (before, edition),
    ).fetchone()
    return Changed(title, missing(edition, before), missing(before, edition), int(altered))
