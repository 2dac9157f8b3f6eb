"""The imported files, looked up in SQLite."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from bot.book import Book
from bot.book.reference import (
    DME,
    OUTPATIENT_HOSPITAL,
    PRACTITIONER,
    AddOnEdits,
    Diagnosis,
    Edition,
    Locality,
    Place,
    SettingLimit,
    Title,
)
from bot.book.schema import Source
from bot.book.tables import FeeSchedule, FeeScheduleRow, UnitLimit
from bot.cms import Kind
from bot.reference.changes import changes_between
from bot.reference.comparing import Compared
from bot.reference.editions import EditionRow, as_shown, in_force, read_editions, source_of
from bot.reference.pairs import Pairs
from bot.reference.publications import QUALIFYING
from bot.reference.title_search import codes_titled

CACHED = 2048
"""Answers of a lookup that are kept: the same code is asked about with one modifier after the other."""
AMA_NOTICE = (
    "CPT copyright American Medical Association. All rights reserved. CPT is a registered trademark of the American "
    "Medical Association."
)
MOST_LONGER = 5
"""Longer codes that are named for a category."""


class SqliteReference:
    """A `bot.book.reference.Reference` over an open connection to a file that does not change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._editions = read_editions(connection)
        self._sources = {edition.source_id: source_of(edition) for edition in self._editions}
        self._pairs = Pairs(connection, self._in_force)
        keep = lru_cache(CACHED)
        self.fee_schedule: Callable[[str, date], FeeSchedule | None] = keep(self._fee_schedule)
        self.limits: Callable[[str, date], tuple[SettingLimit, ...]] = keep(self._limits)
        self.add_on: Callable[[str, date], AddOnEdits | None] = keep(self._add_on)
        self.opened_with: Callable[[str, date], tuple[Sequence[str], str] | None] = keep(self._pairs.opened_with)
        self.pair = self._pairs.pair
        self.edits_of = self._pairs.edits_of

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every CPT and HCPCS code of any edition."""
        return frozenset(code for (code,) in self._connection.execute("SELECT code FROM code"))

    @cached_property
    def modifiers(self) -> frozenset[str]:
        """Every HCPCS modifier of any edition."""
        return frozenset(code for (code,) in self._connection.execute("SELECT code FROM hcpcs WHERE is_modifier"))

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """What is imported."""
        return tuple(map(as_shown, self._editions))

    @cached_property
    def localities(self) -> tuple[Locality, ...]:
        """The payment localities of the newest edition, and of those before it where it is partial."""
        found: dict[str, Locality] = {}
        for edition in self._in_force(Kind.GPCI, "", date.max):
            for locality in self._localities(edition, ""):
                found.setdefault(locality.key, locality)
        return tuple(sorted(found.values(), key=lambda locality: (locality.state, locality.name)))

    def source(self, source_id: str) -> Source:
        """The source of something that was found here."""
        return self._sources[source_id]

    def _in_force(self, kind: Kind, setting: str, on: date) -> list[EditionRow]:
        return in_force(self._editions, kind, setting, on)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def _fee_schedule(self, code: str, on: date) -> FeeSchedule | None:
        for edition in self._in_force(Kind.FEE_SCHEDULE, "", on):
            if rows := self._rows(f"{_FEE_SCHEDULE} WHERE edition = ? AND code = ?", edition.id, code):
                return FeeSchedule.model_construct(
                    source=edition.source_id,
                    conversion_factor=rows[0][-1] or None,
                    rows=tuple(map(_row, rows)),
                )
        return None

    def qualifying_factor(self, on: date) -> tuple[str, str] | None:
        """The conversion factor for qualifying participants, with its source; None where it is not on file."""
        for edition in self._in_force(Kind.FEE_SCHEDULE, QUALIFYING, on):
            rows = self._rows("SELECT conversion_factor FROM fee_schedule WHERE edition = ? LIMIT 1", edition.id)
            return (rows[0][0], edition.source_id) if rows else None
        return None

    def fee_schedule_source(self, on: date) -> str | None:
        """The source of the whole fee schedule, whether or not it has a code."""
        return self._whole(Kind.FEE_SCHEDULE, "", on)

    def last_fee_schedule_source(self, code: str) -> str | None:
        """The source of the newest fee schedule that has the code, or None."""
        for edition in reversed([e for e in self._editions if e.kind == Kind.FEE_SCHEDULE and not e.setting]):
            if self._rows("SELECT 1 FROM fee_schedule WHERE edition = ? AND code = ? LIMIT 1", edition.id, code):
                return edition.source_id
        return None

    def _limits(self, code: str, on: date) -> tuple[SettingLimit, ...]:
        return tuple(
            found
            for setting in (PRACTITIONER, OUTPATIENT_HOSPITAL, DME)
            if (found := self._limit(code, setting, on)) is not None
        )

    def _limit(self, code: str, setting: str, on: date) -> SettingLimit | None:
        for edition in self._in_force(Kind.MUE, setting, on):
            if rows := self._rows(
                "SELECT value, mai, rationale FROM mue WHERE edition = ? AND code = ?", edition.id, code
            ):
                value, mai, rationale = rows[0]
                limit = UnitLimit.model_construct(value=value, mai=mai, rationale=rationale)
                return SettingLimit(setting, limit, edition.source_id)
        return None

    def limit_source(self, setting: str, on: date) -> str | None:
        """The source of all of a setting's limits, whether or not it has a code."""
        return self._whole(Kind.MUE, setting, on)

    def _whole(self, kind: Kind, setting: str, on: date) -> str | None:
        """The source that would have any code there is; None where only parts are on file, which prove no absence."""
        editions = self._in_force(kind, setting, on)
        return editions[-1].source_id if editions and not editions[-1].is_partial else None

    def _add_on(self, code: str, on: date) -> AddOnEdits | None:
        for edition in self._in_force(Kind.ADD_ON, "", on):
            day = on.isoformat()
            active = "AND effective <= ? AND (deleted = '' OR deleted >= ?)"
            own = self._rows(
                f"SELECT type, primary_code FROM add_on WHERE edition = ? AND add_on = ? {active}",
                edition.id, code, day, day,
            )  # fmt: skip
            of_primary = self._rows(
                f"SELECT DISTINCT add_on FROM add_on WHERE edition = ? AND primary_code = ? {active}",
                edition.id, code, day, day,
            )  # fmt: skip
            if own or of_primary or not edition.is_partial:
                return AddOnEdits(
                    type=own[0][0] if own else "",
                    primaries=tuple(sorted({primary for _, primary in own if primary})),
                    add_ons=tuple(add_on for (add_on,) in of_primary),
                    source=edition.source_id,
                )
        return None

    def title(self, code: str, on: date) -> Title | None:
        """What a code or HCPCS modifier is called."""
        for edition in self._in_force(Kind.HCPCS, "", on):
            if rows := self._rows(
                "SELECT title, terminated FROM hcpcs WHERE edition = ? AND code = ?", edition.id, code
            ):
                text, ended = rows[0]
                return Title(text, edition.source_id, date.fromisoformat(ended) if ended else None)
        for edition in self._in_force(Kind.FEE_SCHEDULE, "", on):
            if rows := self._rows("SELECT text FROM description WHERE edition = ? AND code = ?", edition.id, code):
                return Title(rows[0][0], edition.source_id, notice=AMA_NOTICE)
        return None

    def diagnosis_code(self, typed: str) -> str | None:
        """The ICD-10-CM code that was typed with its dot or without, as it is printed, or None."""
        plain = typed.upper().replace(".", "")
        printed = plain if len(plain) <= 3 else f"{plain[:3]}.{plain[3:]}"
        for edition in reversed([e for e in self._editions if e.kind == Kind.DIAGNOSES]):
            if self._rows("SELECT 1 FROM diagnosis WHERE edition = ? AND code = ?", edition.id, printed):
                return printed
        return None

    def diagnosis(self, code: str, on: date) -> Diagnosis | None:
        """An ICD-10-CM code, as it is printed."""
        for edition in self._in_force(Kind.DIAGNOSES, "", on):
            found = self._rows("SELECT billable, title FROM diagnosis WHERE edition = ? AND code = ?", edition.id, code)
            if found:
                billable, title = found[0]
                longer = [] if billable else self._billable_below(edition, code)
                return Diagnosis(code, bool(billable), title, edition.source_id, tuple(longer))
        return None

    def _billable_below(self, edition: EditionRow, code: str) -> list[str]:
        start = code if "." in code else f"{code}."
        rows = self._rows(
            "SELECT code FROM diagnosis WHERE edition = ? AND code > ? AND code < ? AND billable LIMIT ?",
            edition.id, start, f"{start}~", MOST_LONGER,
        )  # fmt: skip
        return [found for (found,) in rows]

    def place(self, code: str) -> Place | None:
        """A place of service by its two digits, with "POS" before them or not."""
        digits = code.removeprefix("POS ")
        for edition in self._in_force(Kind.PLACES, "", date.max):
            rows = self._rows("SELECT facility, name FROM place WHERE edition = ? AND code = ?", edition.id, digits)
            if rows and code != digits:
                facility, name = rows[0]
                return Place(digits, facility, name, edition.source_id)
        return None

    def locality(self, key: str, on: date) -> Locality | None:
        """A payment locality's indices."""
        for edition in self._in_force(Kind.GPCI, "", on):
            for found in self._localities(edition, key):
                return found
        return None

    def _localities(self, edition: EditionRow, key: str) -> Iterator[Locality]:
        contractor, _, number = key.partition("-")
        where = "AND contractor = ? AND locality = ?" if key else ""
        for held_by, at, state, name, work, expense, malpractice in self._rows(
            "SELECT contractor, locality, state, name, work, practice_expense, malpractice FROM gpci "
            f"WHERE edition = ? {where} ORDER BY state, name",
            edition.id, *((contractor, number) if key else ()),
        ):  # fmt: skip
            key_of = f"{held_by}-{at}"
            yield Locality(key_of, state, _as_written(name), work, expense, malpractice, edition.source_id)

    def changes(self, book: Book, before: date, after: date) -> Iterator[Compared]:
        """What changed between two days, file by file; `book` is one beside these files, whose rules give verdicts."""
        return changes_between(self._connection, self._editions, book, before, after)

    def titled(self, words: Sequence[str], most: int, diagnoses: bool | None) -> list[tuple[str, bool]]:
        """HCPCS and ICD-10-CM codes whose title has all the words."""
        return codes_titled(self._connection, words, most, diagnoses)


_COLUMNS = (*FeeScheduleRow.model_fields, "not_used_for_payment", "conversion_factor")
_FEE_SCHEDULE = f"SELECT {', '.join(_COLUMNS)} FROM fee_schedule"


def _row(values: Sequence[Any]) -> FeeScheduleRow:
    row = dict(zip(_COLUMNS, values, strict=True))
    for mark in ("non_facility_na", "facility_na"):
        row[mark] = row[mark] == "NA"
    for name in ("preoperative_share", "intraoperative_share", "postoperative_share"):
        row[name] = row[name] or None
    del row["conversion_factor"], row["not_used_for_payment"]
    return FeeScheduleRow.model_construct(**row)


def _as_written(name: str) -> str:
    """A locality's name in the case of names: CMS prints it in capitals."""
    if not name.isupper():
        return name
    written = re.sub(r"\b(Dc|Md|Va|Nj|Nyc|N)\b", lambda found: found.group().upper(), name.title())
    return written.replace("Cnty", "County").replace(" Of ", " of ")
