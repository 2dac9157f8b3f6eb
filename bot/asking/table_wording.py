"""The sentences in which what imported tables hold is told."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.asking.wording import listed
from bot.book.tables import FeeScheduleRow


def titled(named: str, title: str, ended: date | None, notice: str | None, on: date) -> str:
    """What a published file calls a code or modifier, and the last day of one that was ended."""
    parts = [f"{named}: {title}{'' if title.endswith('.') else '.'}"]
    if ended:
        parts.append(f"It {'ended' if ended < on else 'ends'} on {ended.isoformat()}.")
    if notice:
        parts.append(notice)
    return " ".join(parts)


def kind_of_service(kind: str, first: str, last: str) -> str:
    """What kind of service a code is, by itself or by its range."""
    by_range = f" by the range {first} to {last}" if first != last else ""
    return f"Kind of service{by_range}: {kind.replace('-', ' ')}."


def no_description() -> str:
    """Why a CPT code has no words."""
    return "The description of a CPT code is the AMA's and is not on file here."


STATUS_MEANINGS = {
    "A": "active, paid separately where covered",
    "B": "always bundled into other services",
    "C": "priced by the contractor",
    "D": "deleted",
    "E": "excluded from the physician fee schedule by regulation",
    "F": "deleted, without a grace period",
    "G": "not valid for Medicare, with a grace period",
    "H": "deleted modifier",
    "I": "not valid for Medicare, which wants another code",
    "J": "anesthesia, priced by base units and time",
    "M": "measurement for reporting only",
    "N": "not covered by Medicare",
    "P": "bundled or excluded",
    "R": "restricted coverage",
    "T": "paid only if nothing else is payable that day",
    "X": "no physician service by statute",
}
"""Status codes of the fee schedule (CMS, RVU25D record layout), in our own words."""


def fee_schedule_row(code: str, row: FeeScheduleRow, others: Sequence[str], edition: str) -> str:
    """A code by its row of the fee schedule."""
    meaning = STATUS_MEANINGS.get(row.status)
    rows = f" It has rows of its own for {listed(others)}." if others else ""
    return (
        f"{code} is on the Medicare fee schedule ({edition}) with status {row.status}"
        f"{f' ({meaning})' if meaning else ''}, PC/TC indicator {row.pc_tc_indicator} and global days "
        f"{row.global_days}.{rows}"
    )


def not_on_fee_schedule(code: str, edition: str, last: str | None) -> str:
    """A code without a row in the edition."""
    before = f" {last} was the last edition on file to have it." if last else ""
    return f"The Medicare physician fee schedule ({edition}) has no row for {code}.{before}"


def diagnosis(code: str, is_billable: bool, title: str, edition: str, followed_by: Sequence[str]) -> str:
    """An ICD-10-CM code."""
    if is_billable:
        return f"{code} is valid and billable in ICD-10-CM {edition}: {title}."
    more = f" Use a longer code, such as {listed(followed_by, 'or')}." if followed_by else ""
    return f"{code} is not billable by itself in ICD-10-CM {edition}: {title}.{more}"


def support_is_the_payers() -> str:
    """What a valid diagnosis does not prove."""
    return "Whether it supports the procedure is the payer's coverage rule."


def place(code: str, name: str, facility: str) -> str:
    """A place of service."""
    if not facility:
        return f"POS {code} is not assigned."
    rate = "facility" if facility == "Facility" else "non-facility"
    return f"POS {code}: {name}. Medicare pays the {rate} amount there."


def local_amount(modifier: str, is_facility: bool, amount: str, formula: str) -> str:
    """What one row is paid in one setting."""
    row = f"With {modifier}, " if modifier else ""
    setting = "in a facility" if is_facility else "outside a facility"
    text = f"{row}{setting}: {amount} = {formula}."
    return text[0].upper() + text[1:]


def local_amounts(code: str, where: str, lines: Sequence[str], editions: tuple[str, str]) -> str:
    """What a locality pays, with the formula's parts: (work, practice expense, malpractice), each RVU times its GPCI,
    times the conversion factor."""
    schedule, indices = editions
    return (
        f"{code} in {where} (RVUs of {schedule}, GPCIs of {indices}). {' '.join(lines)} "
        "That is (work RVU x GPCI + practice expense RVU x GPCI + malpractice RVU x GPCI) x conversion factor."
    )


def qualifying_amounts(factor: str, lines: Sequence[str], edition: str) -> str:
    """What is paid with the conversion factor for qualifying participants."""
    return (
        f"For qualifying participants in alternative payment models (conversion factor {factor}, {edition}): "
        f"{'; '.join(lines)}."
    )


def qualifying_amount(modifier: str, facility: str | None, non_facility: str | None) -> str:
    """What one row is paid, in a facility and outside."""
    amounts = [
        f"{amount} {where}" for amount, where in ((facility, "in a facility"), (non_facility, "outside")) if amount
    ]
    return (f"with {modifier} " if modifier else "") + ", ".join(amounts)


def table_of_payment(rows: Mapping[str, Sequence[tuple[str, str]]]) -> tuple[tuple[str, ...], ...]:
    """The units and the national amount of fee schedule rows by modifier: (in a facility, outside) for each line."""
    names = ("Work RVU", "Practice expense RVU", "Malpractice RVU", "Total RVU", "National amount")
    lines = (
        (f"With {modifier}: {name[0].lower() + name[1:] if name[1].islower() else name}" if modifier else name, *cells)
        for modifier, found in rows.items()
        for name, cells in zip(names, found, strict=False)
    )
    return (("Fee schedule", "Facility", "Non-facility"), *lines)
