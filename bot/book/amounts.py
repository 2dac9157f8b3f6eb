"""Payment amounts: relative value units times the conversion factor, by locality where one is named.

Formula: (work RVU x work GPCI + practice expense RVU x PE GPCI + malpractice RVU x MP GPCI) x conversion factor (CMS,
Physician Fee Schedule, RVU25D record layout).
"""

from decimal import ROUND_HALF_UP, Decimal

from bot.book.reference import Locality
from bot.book.tables import FeeScheduleRow

_CENT = Decimal("0.01")


def dollars(units: str | Decimal, conversion_factor: str) -> str:
    """Units times the conversion factor, in dollars and cents: "$1,234.50"."""
    return f"${(Decimal(units) * Decimal(conversion_factor)).quantize(_CENT, ROUND_HALF_UP):,}"


def local_amount(row: FeeScheduleRow, locality: Locality, conversion_factor: str, *, facility: bool) -> str:
    """What a locality pays for a row in dollars and cents, in a facility or outside."""
    expense = row.facility_pe_rvu if facility else row.non_facility_pe_rvu
    parts = zip(
        (row.work_rvu, expense, row.malpractice_rvu),
        (locality.work, locality.practice_expense, locality.malpractice),
        strict=True,
    )
    return dollars(sum((Decimal(units) * Decimal(index) for units, index in parts), Decimal(0)), conversion_factor)


def local_formula(row: FeeScheduleRow, locality: Locality, conversion_factor: str, *, facility: bool) -> str:
    """The same as a formula with its numbers: "(4.00 x 1.042 + 2.94 x 1.194 + 0.27 x 0.69) x 32.3465"."""
    expense = row.facility_pe_rvu if facility else row.non_facility_pe_rvu
    return (
        f"({row.work_rvu} x {locality.work} + {expense} x {locality.practice_expense} + "
        f"{row.malpractice_rvu} x {locality.malpractice}) x {conversion_factor}"
    )
