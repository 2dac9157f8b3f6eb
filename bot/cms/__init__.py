"""Readers of the files that CMS (US Medicare) publishes: fee schedule, NCCI edits, code sets."""

from bot.cms.faults import UnreadableFile
from bot.cms.opening import open_publications
from bot.cms.published import PublishedFile
from bot.cms.records import (
    RECORD_TYPES,
    AddOnRecord,
    DiagnosisRecord,
    FeeScheduleRecord,
    GpciRecord,
    HcpcsRecord,
    Kind,
    MueRecord,
    PlaceRecord,
    PtpRecord,
    Refusal,
    Setting,
)

__all__ = [
    "RECORD_TYPES",
    "AddOnRecord",
    "DiagnosisRecord",
    "FeeScheduleRecord",
    "GpciRecord",
    "HcpcsRecord",
    "Kind",
    "MueRecord",
    "PlaceRecord",
    "PtpRecord",
    "PublishedFile",
    "Refusal",
    "Setting",
    "UnreadableFile",
    "open_publications",
]
