"""NCCI procedure-to-procedure edits, looked up in SQLite by pair and by code."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.book.reference import OUTPATIENT_HOSPITAL, PRACTITIONER, EditsListed, EditsOfCode, PairFound
from bot.book.tables import CorrectCodingEdit
from bot.cms import Kind
from bot.reference.editions import EditionRow

MOST_LISTED = 5
"""Codes that are listed by column and indicator."""
MOST_OPENED = 200
"""Pairs that are looked through for some other than with a visit."""
_ACTIVE = "indicator = ? AND (deleted IS NULL OR deleted >= ?) AND (effective IS NULL OR effective <= ?)"
_OF_COLUMN = {1: ("column_1", "column_2"), 2: ("column_2", "column_1")}


class Pairs:
    """The edits of all editions. `in_force` gives the editions in which to look, one after the other."""

    def __init__(self, connection: sqlite3.Connection, in_force: Callable[[Kind, str, date], list[EditionRow]]) -> None:
        self._connection = connection
        self._in_force = in_force
        self._rationales = dict(connection.execute("SELECT id, text FROM rationale"))

    def pair(self, first: str, second: str, on: date) -> tuple[PairFound, ...]:
        """What each setting's table holds of two codes; nothing where no table was imported that would have them."""
        found = []
        for setting in (PRACTITIONER, OUTPATIENT_HOSPITAL):
            for edition in self._in_force(Kind.PTP, setting, on):
                edit = self._edit(edition, first, second, on)
                if edit or (edition.covers(first) and edition.covers(second)):
                    found.append(PairFound((setting,), edit, edition.source_id))
                    break
        return tuple(found)

    def _edit(self, edition: EditionRow, first: str, second: str, on: date) -> CorrectCodingEdit | None:
        """The edit in force on the day, else the one that ended last before it, else the next to begin."""
        edits = [
            self._as_edit(column_1, column_2, *values)
            for column_1, column_2 in ((first, second), (second, first))
            for values in self._connection.execute(
                "SELECT effective, deleted, indicator, rationale FROM ptp "
                "WHERE edition = ? AND column_1 = ? AND column_2 = ?",
                (edition.id, column_1, column_2),
            )
        ]
        return max(edits, key=lambda edit: _nearness(edit, on), default=None)

    def _as_edit(
        self, column_1: str, column_2: str, effective: int | None, deleted: int | None, indicator: str, rationale: int
    ) -> CorrectCodingEdit:
        return CorrectCodingEdit.model_construct(
            column_1=column_1,
            column_2=column_2,
            indicator=indicator,
            rationale=self._rationales[rationale],
            effective=as_date(effective),
            deleted=as_date(deleted),
        )

    def edits_of(self, code: str, on: date) -> tuple[EditsOfCode, ...]:
        """The code's active edits, by setting."""
        found = []
        for setting in (PRACTITIONER, OUTPATIENT_HOSPITAL):
            for edition in self._in_force(Kind.PTP, setting, on):
                listed = tuple(self._listed(edition, code, on))
                if listed or edition.covers(code):
                    found.append(EditsOfCode(setting, listed, edition.source_id))
                    break
        return tuple(found)

    def _listed(self, edition: EditionRow, code: str, on: date) -> Iterator[EditsListed]:
        day = as_number(on)
        for column, (own, other) in _OF_COLUMN.items():
            for indicator in ("0", "1"):
                where = f"FROM ptp WHERE edition = ? AND {own} = ? AND {_ACTIVE}"
                values = (edition.id, code, indicator, day, day)
                (count,) = self._connection.execute(f"SELECT count(*) {where}", values).fetchone()
                if count:
                    rows = self._connection.execute(f"SELECT {other} {where} LIMIT {MOST_LISTED}", values)
                    yield EditsListed(column, indicator, tuple(found for (found,) in rows), count)

    def opened_with(self, code: str, on: date) -> tuple[Sequence[str], str] | None:
        """Codes of whose pair with this one a modifier can open the active edit, on professional claims where that
        table is imported."""
        day = as_number(on)
        for setting in (PRACTITIONER, OUTPATIENT_HOSPITAL):
            for edition in self._in_force(Kind.PTP, setting, on):
                found = [
                    other
                    for own, other_column in _OF_COLUMN.values()
                    for (other,) in self._connection.execute(
                        f"SELECT {other_column} FROM ptp WHERE edition = ? AND {own} = ? AND {_ACTIVE} "
                        f"LIMIT {MOST_OPENED}",
                        (edition.id, code, "1", day, day),
                    )
                ]
                if found or edition.covers(code):
                    return tuple(found), edition.source_id
        return None


def _nearness(edit: CorrectCodingEdit, on: date) -> tuple[bool, bool, date]:
    has_begun = edit.effective is None or edit.effective <= on
    return edit.is_active(on), has_begun, edit.deleted or date.max


def as_number(day: date) -> int:
    """A day as the number that the file prints: 20260630."""
    return day.year * 10000 + day.month * 100 + day.day


def as_date(number: int | None) -> date | None:
    """The day of such a number."""
    return date(number // 10000, number // 100 % 100, number % 100) if number else None
