"""Telling the fee schedule for qualifying participants in alternative payment models from the one for all others.

From 2026 on CMS publishes both for the same day; they differ in their conversion factor, and that for qualifying
participants is the higher one (42 CFR 414.1450 and the Physician Fee Schedule final rule of 2026).
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.cms import FeeScheduleRecord, Kind, PublishedFile
from bot.reference.publications import QUALIFYING

QUALIFYING_SINCE = date(2026, 1, 1)
_FACTOR = FeeScheduleRecord._fields.index("conversion_factor")


@dataclass(frozen=True)
class Told:
    """Which fee schedules of a day are for qualifying participants."""

    settings: tuple[str, ...]
    """The setting of each file: "" for all, or that of qualifying participants."""
    stored_is_qualifying: bool
    """The one that is stored as that for all has the higher factor of two."""


def settings_of(connection: sqlite3.Connection, files: Sequence[PublishedFile], effective: date) -> Told:
    """Which of the fee schedules of a day are for qualifying participants."""
    if effective < QUALIFYING_SINCE:
        return Told(("",) * len(files), stored_is_qualifying=False)
    stored = _stored_factors(connection, effective)
    factors = [_factor(file) for file in files]
    known = {factor for factor in (*stored.values(), *factors) if factor is not None}
    lowest, highest = min(known, default=None), max(known, default=None)
    return Told(
        tuple(QUALIFYING if len(known) == 2 and factor == highest else "" for factor in factors),
        stored_is_qualifying=len(known) == 2 and stored.get("") == highest and lowest in factors,
    )


def _stored_factors(connection: sqlite3.Connection, effective: date) -> dict[str, Decimal]:
    rows = connection.execute(
        "SELECT setting, max(conversion_factor) FROM edition JOIN fee_schedule ON fee_schedule.edition = edition.id "
        "WHERE kind = ? AND effective = ? GROUP BY setting",
        (Kind.FEE_SCHEDULE, effective.isoformat()),
    )
    return {setting: Decimal(factor) for setting, factor in rows if factor}


def _factor(file: PublishedFile) -> Decimal | None:
    """The conversion factor in the file's first row; None where there is none."""
    first = next(file.records([], lambda done: None), None)
    return Decimal(first[_FACTOR]) if first and first[_FACTOR] else None
