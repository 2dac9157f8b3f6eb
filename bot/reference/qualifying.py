"""Telling the fee schedule for qualifying participants in alternative payment models from the one for all others.

From 2026 on CMS publishes both for the same day; they differ in their conversion factor, and that for qualifying
participants is the higher one (42 CFR 414.1450 and the Physician Fee Schedule final rule of 2026).
"""

import sqlite3
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.cms import FeeScheduleRecord, Kind, PublishedFile
from bot.reference.publications import QUALIFYING

QUALIFYING_SINCE = date(2026, 1, 1)
_FACTOR = FeeScheduleRecord._fields.index("conversion_factor")


def settings_of(connection: sqlite3.Connection, files: Sequence[PublishedFile], effective: date) -> list[str]:
    """The setting of each of the fee schedules of a day: "" for all, or that of qualifying participants. A stored one
    whose factor turns out to be the higher of two becomes that of qualifying participants."""
    if effective < QUALIFYING_SINCE:
        return [""] * len(files)
    stored = _stored_factors(connection, effective)
    factors = [_factor(file) for file in files]
    known = {*stored.values(), *factors}
    lowest, highest = min(known), max(known)
    if len(known) == 2 and stored.get("") == highest and lowest in factors:
        connection.execute(
            "UPDATE edition SET setting = ? WHERE kind = ? AND setting = '' AND effective = ?",
            (QUALIFYING, Kind.FEE_SCHEDULE, effective.isoformat()),
        )
    return [QUALIFYING if len(known) == 2 and factor == highest else "" for factor in factors]


def _stored_factors(connection: sqlite3.Connection, effective: date) -> dict[str, Decimal]:
    rows = connection.execute(
        "SELECT setting, max(conversion_factor) FROM edition JOIN fee_schedule ON fee_schedule.edition = edition.id "
        "WHERE kind = ? AND effective = ? GROUP BY setting",
        (Kind.FEE_SCHEDULE, effective.isoformat()),
    )
    return {setting: Decimal(factor) for setting, factor in rows if factor}


def _factor(file: PublishedFile) -> Decimal:
    """The conversion factor in the file's first row."""
    first = next(file.records([], lambda done: None), None)
    return Decimal(first[_FACTOR]) if first and first[_FACTOR] else Decimal(0)
