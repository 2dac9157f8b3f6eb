"""What changed between two days: codes added and deleted, and verdicts that turn."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.book import Book
from bot.book.code_facts import gather
from bot.book.rules import apply_modifier
from bot.book.schema import CodeEntry, ModifierEntry
from bot.book.tables import ROW_INDICATORS
from bot.cms import Kind
from bot.reference.editions import EditionRow
from bot.reference.pairs import as_date
from bot.reference.publications import SETTING_WORDS

VERDICT = "modifier"
"""What changed where a modifier's verdict did."""


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than before."""

    code: str
    what: str
    """Such as "code", "modifier 26", "global days", "units, practitioner"."""
    before: str
    """"" where there was nothing."""
    after: str


@dataclass(frozen=True)
class Compared:
    """A kind of file of which two days have different editions."""

    label: str
    before: str
    """The edition in words."""
    after: str
    changes: tuple[Change, ...]


def fee_schedule_changes(
    connection: sqlite3.Connection, book: Book, before: EditionRow, after: EditionRow
) -> Iterator[Change]:
    """Codes that a fee schedule has and the other lacks, indicators that changed, and verdicts that turn with them."""
    yield from _of_codes(connection, "fee_schedule", before, after)
    changed = list(_indicators_changed(connection, before, after))
    for code, modifier, old, new in changed:
        for name, one, other in zip(ROW_INDICATORS, old, new, strict=True):
            if one != other:
                row = f" (row {modifier})" if modifier else ""
                yield Change(code, f"{name.replace('_', ' ')}{row}", one, other)
    rows = dict.fromkeys([*(code for code, *_ in changed), *_rows_changed(connection, before, after)])
    for code in rows:
        yield from verdict_changes(book, code, before.effective, after.effective)


def verdict_changes(book: Book, code: str, before: date, after: date) -> Iterator[Change]:
    """The modifiers whose verdict for a code is another one than before."""
    entry = book.entry(code)
    if not isinstance(entry, CodeEntry):
        return
    held = [gather(book, entry, on) for on in (before, after)]
    for id in book.modifiers:
        modifier = book.entries[id]
        assert isinstance(modifier, ModifierEntry)
        old, new = (apply_modifier(book, modifier, gathered) for gathered in held)
        one, other = (str(found.statement.verdict or "") if found else "" for found in (old, new))
        if one != other:
            yield Change(code, f"{VERDICT} {id}", one, other)


def limit_changes(connection: sqlite3.Connection, before: EditionRow, after: EditionRow) -> Iterator[Change]:
    """Unit limits that were published, withdrawn or changed."""
    what = f"units, {SETTING_WORDS[after.setting]}"
    held = [
        {code: f"{value} (MAI {mai})" for code, value, mai in connection.execute(_LIMITS, (edition.id,))}
        for edition in (before, after)
    ]
    for code in sorted({*held[0], *held[1]}):
        old, new = (limits.get(code, "") for limits in held)
        if old != new:
            yield Change(code, what, old, new)


_LIMITS = "SELECT code, value, mai FROM mue WHERE edition = ?"


def title_changes(connection: sqlite3.Connection, before: EditionRow, after: EditionRow) -> Iterator[Change]:
    """HCPCS codes, diagnoses or places that came or went, and those that ended or ceased to be billable."""
    table, state = {
        Kind.HCPCS: ("hcpcs", "terminated"),
        Kind.DIAGNOSES: ("diagnosis", "CASE WHEN billable THEN 'billable' ELSE 'category' END"),
        Kind.PLACES: ("place", "facility"),
    }[Kind(after.kind)]
    yield from _of_codes(connection, table, before, after)
    for code, old, new in connection.execute(
        f"SELECT a.code, a.state, b.state FROM (SELECT code, {state} AS state FROM {table} WHERE edition = ?) AS a "
        f"JOIN (SELECT code, {state} AS state FROM {table} WHERE edition = ?) AS b USING (code) "
        "WHERE a.state != b.state ORDER BY code",
        (before.id, after.id),
    ):
        what = "ended" if after.kind == Kind.HCPCS else "kind"
        yield Change(code, what, old, new)


def edit_changes(connection: sqlite3.Connection, before: EditionRow, after: EditionRow) -> Iterator[Change]:
    """NCCI edits that came, went, ended, or changed their indicator, by pair."""
    what = f"edit, {SETTING_WORDS[after.setting]}"
    columns = "column_1, column_2, generation, deleted, indicator"
    rows = connection.execute(
        f"SELECT {columns}, 0 FROM ptp WHERE edition = ?1 EXCEPT SELECT {columns}, 0 FROM ptp WHERE edition = ?2 "
        f"UNION ALL SELECT * FROM (SELECT {columns}, 1 FROM ptp WHERE edition = ?2 "
        f"EXCEPT SELECT {columns}, 1 FROM ptp WHERE edition = ?1) ORDER BY 1, 2, 3, 6",
        (before.id, after.id),
    )
    pairs: dict[tuple[str, str], list[list[str]]] = {}
    for column_1, column_2, _, deleted, indicator, is_new in rows:
        told = f"indicator {indicator}" + (f", until {as_date(deleted)}" if deleted else "")
        pairs.setdefault((column_1, column_2), [[], []])[is_new].append(told)
    for (column_1, column_2), (old, new) in pairs.items():
        yield Change(f"{column_1}-{column_2}", what, "; ".join(old), "; ".join(new))


def _of_codes(connection: sqlite3.Connection, table: str, before: EditionRow, after: EditionRow) -> Iterator[Change]:
    for one, other, told in ((after, before, ("", "added")), (before, after, ("on file", "deleted"))):
        for (code,) in connection.execute(
            f"SELECT DISTINCT code FROM {table} WHERE edition = ? "
            f"EXCEPT SELECT code FROM {table} WHERE edition = ? ORDER BY code",
            (one.id, other.id),
        ):
            yield Change(code, "code", *told)


def _indicators_changed(
    connection: sqlite3.Connection, before: EditionRow, after: EditionRow
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Rows of both editions whose indicators differ: code, modifier, and the indicators before and after."""
    one, other = (", ".join(f"{side}.{name}" for name in ROW_INDICATORS) for side in ("a", "b"))
    differs = " OR ".join(f"a.{name} != b.{name}" for name in ROW_INDICATORS)
    for code, modifier, *values in connection.execute(
        f"SELECT a.code, a.modifier, {one}, {other} FROM fee_schedule AS a JOIN fee_schedule AS b "
        f"ON b.edition = ? AND b.code = a.code AND b.modifier = a.modifier WHERE a.edition = ? AND ({differs}) "
        "ORDER BY a.code, a.modifier",
        (after.id, before.id),
    ):
        half = len(ROW_INDICATORS)
        yield code, modifier, tuple(values[:half]), tuple(values[half:])


def _rows_changed(connection: sqlite3.Connection, before: EditionRow, after: EditionRow) -> Iterator[str]:
    """Codes of both editions that have a row, such as that for 26, in one of them alone."""
    for one, other in ((before, after), (after, before)):
        yield from (
            code
            for (code,) in connection.execute(
                "SELECT DISTINCT code FROM (SELECT code, modifier FROM fee_schedule WHERE edition = ?1 "
                "EXCEPT SELECT code, modifier FROM fee_schedule WHERE edition = ?2) "
                "WHERE code IN (SELECT code FROM fee_schedule WHERE edition = ?2) ORDER BY code",
                (one.id, other.id),
            )
        )
