"""A file of CMS: what it is, for whom and since when, and its records."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Literal

from bot.cms.contents import Progress
from bot.cms.editions import (
    Edition,
    edition_of,
    latest_sensible,
    named_edition,
    named_setting,
    quarter_start,
    titled_edition,
)
from bot.cms.faults import UnreadableFile
from bot.cms.mue import setting_of as mue_setting
from bot.cms.ptp import SAMPLE_ROWS, newest_effective
from bot.cms.ptp import setting_of as ptp_setting
from bot.cms.reading import read_records
from bot.cms.recognition import Table
from bot.cms.records import HcpcsRecord, Kind, PtpRecord, Refusal, Setting
from bot.cms.text import text_blocks

Told = Literal["content", "name", ""]
"""What told a fact of a file; "": nothing did."""

_EFFECTIVE = PtpRecord._fields.index("effective")
_HCPCS_DATES = (HcpcsRecord._fields.index("added"), HcpcsRecord._fields.index("action_effective"))


@dataclass(frozen=True)
class PublishedFile:
    """A file of CMS that can be read."""

    name: str
    """With !member for a file inside a zip."""
    kind: Kind
    setting: Setting
    effective: date | None
    """The first day for which it speaks; None where neither content nor name tells."""
    effective_by: Told
    setting_by: Told
    title: str
    """The edition in words, or nothing."""
    size: int
    """As progress counts: the bytes of the file, or of a zip's member unpacked."""
    notes: tuple[str, ...]
    """What a person should know, such as that name and content disagree."""
    _reader: Callable[[list[Refusal], Progress], Iterator[tuple[Any, ...]]] = field(repr=False, compare=False)

    def records(self, refused: list[Refusal], progress: Progress) -> Iterator[tuple[Any, ...]]:
        """The records in the order of the file, as tuples in the field order of the kind's record type.

        Rows that cannot be used are added to `refused`. `progress` gets the bytes read since it was called last.
        Raises UnreadableFile for what makes the whole file unusable: damaged, cut off, no rows, or too many refused.
        """
        return self._reader(refused, progress)


def published(table: Table) -> PublishedFile:
    """The file that a table is, with all that its content and its name tell about it."""
    notes: list[str] = []
    sample = list(islice(_readable(table), SAMPLE_ROWS)) if table.form.kind is Kind.PTP else []
    edition, edition_by = _edition(table, sample, notes)
    setting, setting_by = _setting(table, sample, notes)
    return PublishedFile(
        name=table.content.name,
        kind=table.form.kind,
        setting=setting,
        effective=edition.day if edition else None,
        effective_by=edition_by,
        setting_by=setting_by,
        title=edition.words if edition else "",
        size=table.content.size,
        notes=tuple(notes),
        _reader=lambda refused, progress: read_records(table, refused, progress),
    )


def _edition(table: Table, sample: Sequence[tuple[str, ...]], notes: list[str]) -> tuple[Edition | None, Told]:
    kind = table.form.kind
    by_name = named_edition(kind, table.content.names)
    by_content = titled_edition(kind, table.heading)
    known = _newest(table) if kind is Kind.HCPCS else _not_before(table, sample, by_name) if kind is Kind.PTP else None
    if known and (not by_name or known.day > by_name.day):
        # What is new begins with an edition, so the newest of it shows the earliest edition that this can be.
        by_content = known
        notes.append(f"its newest row is of {known.words}; the edition may be a later one")
    if by_name and by_content and by_name.day != by_content.day:
        notes.append(f"its name says {by_name.words}, its content {by_content.words}; the content counts")
    if by_content:
        return by_content, "content"
    return by_name, "name" if by_name else ""


def _newest(table: Table) -> Edition | None:
    """The quarter of the newest change to a HCPCS code."""
    latest = latest_sensible().isoformat()
    days = (record[place] for record in _readable(table) for place in _HCPCS_DATES)
    newest = max((day for day in days if day <= latest), default="")
    return edition_of(Kind.HCPCS, quarter_start(date.fromisoformat(newest))) if newest else None


def _not_before(table: Table, sample: Sequence[tuple[str, ...]], by_name: Edition | None) -> Edition | None:
    """The quarter of the newest PTP edit: among the first rows where a name tells the edition, else among all."""
    latest = latest_sensible()
    newest = max((record[_EFFECTIVE] for record in sample if record[_EFFECTIVE] <= latest.isoformat()), default="")
    if not newest:
        return None
    if by_name is None and table.delimiter:
        # A damaged file is refused when its records are read, not here.
        with suppress(UnreadableFile):
            newest = newest_effective(text_blocks(table.content, lambda _: None), latest) or newest
    return edition_of(Kind.PTP, quarter_start(date.fromisoformat(newest)))


def _setting(table: Table, sample: Sequence[tuple[str, ...]], notes: list[str]) -> tuple[Setting, Told]:
    if table.form.kind not in {Kind.PTP, Kind.MUE}:
        return Setting.ANY, ""
    by_name = named_setting(table.content.names)
    if table.form.kind is Kind.MUE:
        assert table.header
        by_content = mue_setting(table.header.labels[1])
    else:
        by_content = ptp_setting(sample)
    if by_name and by_content and by_name is not by_content:
        notes.append(f"its name says {by_name.value}, its content {by_content.value}; the content counts")
    if by_content:
        return by_content, "content"
    return by_name, "name" if by_name else ""


def _readable(table: Table) -> Iterator[tuple[Any, ...]]:
    """The records up to where the file cannot be read further."""
    with suppress(UnreadableFile):
        yield from read_records(table, [], lambda _: None)
