"""What each kind of file is called, where CMS publishes it, how often, and how many rows a whole one has."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.cms import Kind, Setting


@dataclass(frozen=True)
class Publication:
    """A kind of file."""

    name: str
    url: str
    published: Literal["quarterly", "yearly"] | None
    short: str
    """The name in a list."""
    least_rows: int
    """Fewer than in any whole edition."""
    least_last: str
    """No whole edition ends with a code before it."""
    in_parts: bool = False
    """Whether an edition comes as several files."""


_NCCI = "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/"
SAMPLE_ROWS = 500
"""A file of no more rows, where a whole one has many more, is plainly a sample and no broken download."""

PUBLICATIONS: Mapping[Kind, Publication] = {
    Kind.FEE_SCHEDULE: Publication(
        "Medicare Physician Fee Schedule, relative value file",
        "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
        "quarterly",
        "fee schedule",
        17_000,
        "R",
    ),
    Kind.GPCI: Publication(
        "Geographic practice cost indices",
        "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
        "yearly",
        "GPCI",
        105,
        "",
    ),
    Kind.PTP: Publication(
        "NCCI procedure-to-procedure edits",
        f"{_NCCI}medicare-ncci-procedure-procedure-ptp-edits",
        "quarterly",
        "NCCI edits",
        1_500_000,
        "P",
        in_parts=True,
    ),
    Kind.MUE: Publication(
        "Medically unlikely edits",
        f"{_NCCI}medicare-ncci-medically-unlikely-edits",
        "quarterly",
        "MUE",
        13_000,
        "R",
    ),
    Kind.ADD_ON: Publication(
        "NCCI add-on code edits", f"{_NCCI}medicare-ncci-add-code-edits", "yearly", "add-on codes", 6_000, ""
    ),
    Kind.HCPCS: Publication(
        "HCPCS Level II",
        "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update",
        "quarterly",
        "HCPCS",
        7_000,
        "V",
    ),
    Kind.DIAGNOSES: Publication(
        "ICD-10-CM, order file",
        "https://www.cms.gov/medicare/coding-billing/icd-10-codes",
        "yearly",
        "ICD-10-CM",
        91_000,
        "Z",
    ),
    Kind.PLACES: Publication(
        "Place of service codes",
        "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
        None,
        "places of service",
        45,
        "",
    ),
}
QUALIFYING = "qualifying"
"""The setting of a fee schedule for qualifying participants in alternative payment models: from 2026 on CMS publishes
one with their conversion factor beside the one for all others (42 CFR 414.1450)."""
SETTING_WORDS: Mapping[str, str] = {
    Setting.ANY: "",
    Setting.PRACTITIONER: "practitioner",
    Setting.OUTPATIENT_HOSPITAL: "outpatient hospital",
    Setting.DME: "DME supplier",
    QUALIFYING: "qualifying APM participants",
}


_LEAST_ROWS: Mapping[tuple[str, str], int] = {
    (Kind.MUE, Setting.DME): 2_500,
    (Kind.PTP, Setting.PRACTITIONER): 2_000_000,
}
"""Where a setting's table is larger or smaller than the others."""


def least_rows(kind: Kind, setting: str) -> int:
    """Fewer than in any whole edition of a setting."""
    return _LEAST_ROWS.get((kind, setting), PUBLICATIONS[kind].least_rows)


def label_of(kind: str, setting: str) -> str:
    """Such as "Medically unlikely edits, practitioner"."""
    name, words = PUBLICATIONS[Kind(kind)].name, SETTING_WORDS[setting]
    return f"{name}, {words}" if words else name
