"""What is asked of an import, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cms import Refusal, Setting
from bot.reference.changes_counted import Changed


class ImportFaults(Exception):
    """Why nothing could be imported, each as one plain line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Wanted:
    """What the user says of the files beyond what they say themselves."""

    effective: date | None = None
    setting: Setting | None = None
    with_descriptions: bool = False
    partial: bool = False
    """Whether a file with fewer rows than a whole one is meant."""


@dataclass(frozen=True)
class Imported:
    """What became of one edition, or of one file that could not be read."""

    files: tuple[str, ...]
    label: str
    """Such as "Medically unlikely edits, practitioner"; empty where the file is not known."""
    title: str = ""
    """The edition in words."""
    effective: date | None = None
    rows: int = 0
    refused: tuple[tuple[str, Refusal], ...] = ()
    """Rows that could not be used, each with its file."""
    changed: Changed | None = None
    """What differs from the edition before; None for the first one."""
    notes: tuple[str, ...] = ()
    is_partial: bool = False
    unchanged: bool = False
    """The same files were imported before."""
    fault: str | None = None
    """Why nothing of it was imported."""
