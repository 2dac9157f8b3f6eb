"""The tables of a code that are in force on a day: the book's own, or the imported files' where they are as new."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.book.book import Book
from bot.book.reference import OUTPATIENT_HOSPITAL, PRACTITIONER, AddOnEdits, PairFound, SettingLimit
from bot.book.schema import CodeEntry
from bot.book.tables import CorrectCodingEdit, FeeSchedule, Service, between

MOST_OPENED = 12
"""Pairs that are named where a modifier can open them."""


@dataclass(frozen=True)
class CodeTables:
    """What is in force for a code on a day; what is not on file is None or empty."""

    code: str
    on: date
    service: Service | None
    fee_schedule: FeeSchedule | None
    lacking_schedule: str | None
    """The source of the fee schedule that has no row for the code."""
    lacking_limit: str | None
    """The source of the practitioner's limits that has none for the code."""
    limits: tuple[SettingLimit, ...]
    add_on: AddOnEdits | None


def tables_of(book: Book, code: CodeEntry, on: date) -> CodeTables:
    """The tables of a code that are in force on a day."""
    schedule, limits, imported = _fee_schedule(book, code, on), _limits(book, code, on), book.reference
    is_limited = any(limit.setting == PRACTITIONER for limit in limits)
    return CodeTables(
        code=code.id,
        on=on,
        service=book.service_of(code.id),
        fee_schedule=schedule,
        lacking_schedule=imported.fee_schedule_source(on) if imported and not schedule else None,
        lacking_limit=imported.limit_source(PRACTITIONER, on) if imported and not is_limited else None,
        limits=limits,
        add_on=imported.add_on(code.id, on) if imported else None,
    )


def _fee_schedule(book: Book, code: CodeEntry, on: date) -> FeeSchedule | None:
    imported = book.reference.fee_schedule(code.id, on) if book.reference else None
    own = code.fee_schedule
    if own is None or imported is None:
        return own or imported
    return own if _speaks_before(book, own.source, imported.source, on) else imported


def _speaks_before(book: Book, own: str, imported: str, on: date) -> bool:
    """Whether the book's own table fits the day better than an imported one: in force and newer, or the only one in
    force, or the earlier where both began later."""
    mine, theirs = book.source(own).as_of, book.source(imported).as_of
    if mine <= on and theirs <= on:
        return mine > theirs
    return mine < theirs


def _limits(book: Book, code: CodeEntry, on: date) -> tuple[SettingLimit, ...]:
    found = {limit.setting: limit for limit in _own_limits(code)}
    for limit in book.reference.limits(code.id, on) if book.reference else ():
        mine = found.get(limit.setting)
        if mine is None or not _speaks_before(book, mine.source, limit.source, on):
            found[limit.setting] = limit
    return tuple(found.values())


def _own_limits(code: CodeEntry) -> tuple[SettingLimit, ...]:
    own = code.medically_unlikely_edits
    if own is None:
        return ()
    limits = ((PRACTITIONER, own.practitioner), (OUTPATIENT_HOSPITAL, own.outpatient_hospital))
    return tuple(SettingLimit(setting, limit, own.source) for setting, limit in limits if limit)


def pairs_of(book: Book, first: CodeEntry, second: str, on: date) -> tuple[PairFound, ...]:
    """What the NCCI tables hold of two codes on a day, settings that agree together; nothing where the pair was not
    looked up. Imported tables speak before the book's own edits."""
    if book.reference and (found := book.reference.pair(first.id, second, on)):
        return tuple(_agreeing(book, found))
    own = _own_pair(book, first, second, on)
    return (own,) if own else ()


def _agreeing(book: Book, found: tuple[PairFound, ...]) -> list[PairFound]:
    """Findings of one edition that differ in nothing but setting and file, as one with the first one's source."""
    groups = groupby(found, key=lambda pair: (pair.edit, book.source(pair.source).as_of))
    return [
        PairFound(tuple(setting for pair in alike for setting in pair.settings), alike[0].edit, alike[0].source)
        for alike in (list(group) for _, group in groups)
    ]


def _own_pair(book: Book, first: CodeEntry, second: str, on: date) -> PairFound | None:
    other = book.entries.get(second)
    edits = first.correct_coding_edits or (other.correct_coding_edits if isinstance(other, CodeEntry) else None)
    edit = between(first.id, second, book.edits_of(first.id), on)
    if edits is None or (edit is None and not _looked_up(book, first.id, second)):
        return None
    return PairFound(_settings(edit), edit, edits.source)


def _settings(edit: CorrectCodingEdit | None) -> tuple[str, ...]:
    held = {
        PRACTITIONER: edit is None or edit.practitioner,
        OUTPATIENT_HOSPITAL: edit is None or edit.outpatient_hospital,
    }
    return tuple(setting for setting, is_held in held.items() if is_held)


def _looked_up(book: Book, first: str, second: str) -> bool:
    for code, other in ((first, second), (second, first)):
        entry = book.entries.get(code)
        edits = entry.correct_coding_edits if isinstance(entry, CodeEntry) else None
        if edits and (edits.all_active or other in edits.looked_up):
            return True
    return False


@dataclass(frozen=True)
class Opened:
    """Whether a modifier can open an edit of a code other than with a visit."""

    codes: tuple[str, ...]
    """Codes of the pairs that can be opened; none: no pair can."""
    source: str


def opened_of(book: Book, code: CodeEntry, on: date) -> Opened | None:
    """The pairs of a code that a modifier can open; None where that is not on file."""
    if book.reference and (found := book.reference.opened_with(code.id, on)):
        codes, source = found
        others = (other for other in codes if book.service_of(other) is not Service.VISIT)
        return Opened(tuple(other for _, other in zip(range(MOST_OPENED), others, strict=False)), source)
    own = code.correct_coding_edits
    if own is None:
        return None
    found_here = {
        edit.column_2 if edit.column_1 == code.id else edit.column_1
        for edit in book.edits_of(code.id)
        if edit.is_active(on) and edit.indicator == "1" and "25" not in edit.opened_by
    }
    return Opened(tuple(sorted(found_here)), own.source) if found_here or own.all_active else None
