"""What the readers give: one tuple a row, in the words of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What a file publishes."""

    FEE_SCHEDULE = "fee-schedule"
    GPCI = "gpci"
    PTP = "ptp"
    MUE = "mue"
    ADD_ON = "add-on"
    HCPCS = "hcpcs"
    DIAGNOSES = "icd-10-cm"
    PLACES = "place-of-service"


class Setting(StrEnum):
    """Whose claims a table is for. NCCI publishes a table for each."""

    ANY = ""
    PRACTITIONER = "practitioner"
    OUTPATIENT_HOSPITAL = "outpatient-hospital"
    DME = "dme"


class FeeScheduleRecord(NamedTuple):
    """A row of the relative value file (PPRRVU)."""

    code: str
    modifier: str
    description: str
    status: str
    not_used_for_payment: str
    """"+" or nothing."""
    work_rvu: str
    non_facility_pe_rvu: str
    non_facility_na: str
    """"NA" or nothing."""
    facility_pe_rvu: str
    facility_na: str
    malpractice_rvu: str
    non_facility_total_rvu: str
    facility_total_rvu: str
    pc_tc_indicator: str
    global_days: str
    preoperative_share: str
    intraoperative_share: str
    postoperative_share: str
    multiple_procedure: str
    bilateral_surgery: str
    assistant_surgery: str
    co_surgeons: str
    team_surgery: str
    endoscopic_base: str
    conversion_factor: str
    supervision: str


class GpciRecord(NamedTuple):
    """The geographic practice cost indices of a locality."""

    contractor: str
    state: str
    locality: str
    name: str
    work: str
    practice_expense: str
    malpractice: str


class PtpRecord(NamedTuple):
    """An NCCI procedure-to-procedure edit."""

    column_1: str
    column_2: str
    effective: str
    deleted: str
    indicator: str
    rationale: str


class MueRecord(NamedTuple):
    """A medically unlikely edit."""

    code: str
    value: str
    mai: str
    rationale: str


class AddOnRecord(NamedTuple):
    """An add-on code and a code that it may be added to."""

    add_on: str
    primary: str
    """Nothing where the contractor decides what it may be added to."""
    type: str
    effective: str
    deleted: str
    """The first of the days on which the edit or one of its codes ended."""


class HcpcsRecord(NamedTuple):
    """A HCPCS Level II code or modifier."""

    code: str
    is_modifier: bool
    title: str
    short_title: str
    coverage: str
    action_effective: str
    added: str
    terminated: str


class DiagnosisRecord(NamedTuple):
    """An ICD-10-CM code or category."""

    code: str
    billable: bool
    short_title: str
    title: str


class PlaceRecord(NamedTuple):
    """A place of service."""

    code: str
    facility: str
    """"Facility", "Non-Facility" or nothing."""
    name: str


RECORD_TYPES: Mapping[Kind, type[tuple[Any, ...]]] = MappingProxyType(
    {
        Kind.FEE_SCHEDULE: FeeScheduleRecord,
        Kind.GPCI: GpciRecord,
        Kind.PTP: PtpRecord,
        Kind.MUE: MueRecord,
        Kind.ADD_ON: AddOnRecord,
        Kind.HCPCS: HcpcsRecord,
        Kind.DIAGNOSES: DiagnosisRecord,
        Kind.PLACES: PlaceRecord,
    }
)


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be used."""

    line: int
    reason: str
