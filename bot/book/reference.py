"""What CMS's imported files hold, as the rules and replies read it; the storage behind it is not known here.

A day is the day of service: it picks the edition in force, or the earliest one where all began later.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from bot.book.schema import Source
from bot.book.tables import CorrectCodingEdit, FeeSchedule, UnitLimit

DIAGNOSIS_CODE, PLACE_OF_SERVICE = "diagnosis-code", "place-of-service"
"""The one section of a diagnosis and of a place of service."""
PRACTITIONER, OUTPATIENT_HOSPITAL, DME = "practitioner", "outpatient-hospital", "dme"
"""The settings for which CMS publishes edits of their own."""


@dataclass(frozen=True)
class SettingLimit:
    """A code's unit limit in one setting."""

    setting: str
    limit: UnitLimit
    source: str


@dataclass(frozen=True)
class PairFound:
    """What the NCCI table of a setting, or of several alike, holds of two codes on a day."""

    settings: tuple[str, ...]
    edit: CorrectCodingEdit | None
    """None where the table was looked up and holds no edit."""
    source: str


@dataclass(frozen=True)
class EditsListed:
    """The active edits of a code with the code in one column and one modifier indicator."""

    column: int
    """1 where the code is paid, 2 where it is denied."""
    indicator: str
    codes: tuple[str, ...]
    """The first of the other codes."""
    count: int
    """How many there are."""


@dataclass(frozen=True)
class EditsOfCode:
    """The active edits of a code in the table of a setting."""

    setting: str
    listed: tuple[EditsListed, ...]
    source: str


@dataclass(frozen=True)
class AddOnEdits:
    """What the NCCI add-on code file holds of a code."""

    type: str
    """Of an add-on code: "1" only with the listed primary codes, "2" without a list, "3" with a list that the
    contractor may extend; "" where the code is none."""
    primaries: tuple[str, ...]
    """Primary codes of the add-on code."""
    add_ons: tuple[str, ...]
    """Add-on codes of the primary code."""
    source: str


@dataclass(frozen=True)
class Title:
    """What a file calls a code."""

    text: str
    source: str
    ended: date | None = None
    """The last day of a code or modifier that was ended."""
    notice: str | None = None
    """What the holder of the words requires to be shown beside them."""


@dataclass(frozen=True)
class Diagnosis:
    """An ICD-10-CM code."""

    code: str
    billable: bool
    """False: a category, for which a longer code is needed."""
    title: str
    source: str
    followed_by: tuple[str, ...] = ()
    """The first of the longer codes of a category."""


@dataclass(frozen=True)
class Place:
    """A place of service."""

    code: str
    facility: str
    """"Facility", "Non-Facility", or "" where the code is not assigned."""
    name: str
    source: str


@dataclass(frozen=True)
class Locality:
    """A payment locality with its geographic practice cost indices, as printed."""

    key: str
    state: str
    name: str
    work: str
    practice_expense: str
    malpractice: str
    source: str


@dataclass(frozen=True)
class Edition:
    """A file, or files in parts, as imported."""

    kind: str
    label: str
    """What it is, in words."""
    short: str
    """The same for a list, without the setting."""
    title: str
    """Its edition in words, such as "October 2025"."""
    effective: date
    rows: int
    is_partial: bool
    """It holds only some of the codes of the edition."""
    outdated_from: date | None
    """The day from which a newer edition is due; None where none is published by the calendar."""
    published: Literal["quarterly", "yearly"] | None = None
    """How often a new one comes out."""


class Reference(Protocol):
    """The imported files. Codes are in capitals, as in a book."""

    @property
    def codes(self) -> frozenset[str]:
        """Every CPT and HCPCS code of any edition."""

    @property
    def modifiers(self) -> Collection[str]:
        """Every HCPCS modifier of any edition."""

    @property
    def editions(self) -> Sequence[Edition]:
        """What is imported, in a fixed order."""

    @property
    def localities(self) -> Sequence[Locality]:
        """The payment localities of the newest edition."""

    def source(self, source_id: str) -> Source:
        """The source of something that was found here."""

    def fee_schedule(self, code: str, on: date) -> FeeSchedule | None:
        """The code's rows."""

    def qualifying_factor(self, on: date) -> tuple[str, str] | None:
        """The conversion factor for qualifying participants in alternative payment models, with its source; None where
        it is not on file."""

    def fee_schedule_source(self, on: date) -> str | None:
        """The source of the fee schedule, whether or not it has a code; None where no whole one was imported."""

    def last_fee_schedule_source(self, code: str) -> str | None:
        """The source of the newest fee schedule that has the code, or None."""

    def limits(self, code: str, on: date) -> tuple[SettingLimit, ...]:
        """The code's unit limits."""

    def limit_source(self, setting: str, on: date) -> str | None:
        """The source of a setting's limits, whether or not it has a code; None where no whole table was imported."""

    def pair(self, first: str, second: str, on: date) -> tuple[PairFound, ...]:
        """What each setting's table holds of two codes; nothing where no table was imported."""

    def edits_of(self, code: str, on: date) -> tuple[EditsOfCode, ...]:
        """The code's active edits."""

    def opened_with(self, code: str, on: date) -> tuple[Sequence[str], str] | None:
        """The first codes of whose pair with this one a modifier can open the active edit, with the source; None where
        no table was imported."""

    def add_on(self, code: str, on: date) -> AddOnEdits | None:
        """What the add-on code file holds of the code; None where none was imported."""

    def title(self, code: str, on: date) -> Title | None:
        """What a code or HCPCS modifier is called."""

    def diagnosis_code(self, typed: str) -> str | None:
        """The ICD-10-CM code of any edition that was typed with its dot or without, as it is printed, or None."""

    def diagnosis(self, code: str, on: date) -> Diagnosis | None:
        """An ICD-10-CM code, as it is printed."""

    def place(self, code: str) -> Place | None:
        """A place of service by its two digits."""

    def locality(self, key: str, on: date) -> Locality | None:
        """A payment locality's indices."""

    def titled(self, words: Sequence[str], most: int, diagnoses: bool | None) -> list[tuple[str, bool]]:
        """HCPCS and ICD-10-CM codes whose title has all the words, and whether each is a diagnosis; the shortest titles
        first. `diagnoses` asks for those alone (True), for HCPCS codes alone (False), or for either (None)."""
