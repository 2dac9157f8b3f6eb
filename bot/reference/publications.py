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
    least_rows: int
    """Fewer than in any whole edition."""
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
        15_000,
    ),
    Kind.GPCI: Publication(
        "Geographic practice cost indices",
        "https://www.cms.gov/medicare/payment/fee-schedules/physician/pfs-relative-value-files",
        "yearly",
        80,
    ),
    Kind.PTP: Publication(
        "NCCI procedure-to-procedure edits",
        f"{_NCCI}medicare-ncci-procedure-procedure-ptp-edits",
        "quarterly",
        1_000_000,
        in_parts=True,
    ),
    Kind.MUE: Publication(
        "Medically unlikely edits", f"{_NCCI}medicare-ncci-medically-unlikely-edits", "quarterly", 2_000
    ),
    Kind.ADD_ON: Publication("NCCI add-on code edits", f"{_NCCI}medicare-ncci-add-code-edits", "yearly", 3_000),
    Kind.HCPCS: Publication(
        "HCPCS Level II",
        "https://www.cms.gov/medicare/coding-billing/healthcare-common-procedure-system/quarterly-update",
        "quarterly",
        5_000,
    ),
    Kind.DIAGNOSES: Publication(
        "ICD-10-CM, order file", "https://www.cms.gov/medicare/coding-billing/icd-10-codes", "yearly", 80_000
    ),
    Kind.PLACES: Publication(
        "Place of service codes",
        "https://www.cms.gov/medicare/coding-billing/place-of-service-codes/code-sets",
        None,
        45,
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


def label_of(kind: str, setting: str) -> str:
    """Such as "Medically unlikely edits, practitioner"."""
    name, words = PUBLICATIONS[Kind(kind)].name, SETTING_WORDS[setting]
    return f"{name}, {words}" if words else name
