"""Files put together by edition: parts of one table, and a fee schedule for qualifying participants apart."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from bot.cms import Kind, PublishedFile, Setting, UnreadableFile, open_publications
from bot.cms.editions import edition_of
from bot.reference.outcomes import Imported, Wanted
from bot.reference.publications import PUBLICATIONS, label_of
from bot.reference.qualifying import settings_of

Opened = tuple[Path, PublishedFile]
"""A path, and a file that it is or holds."""
_FORMS = {".csv": 1, ".txt": 2, ".xlsx": 3}
"""The forms of a table, the quickest to read first."""


@dataclass(frozen=True)
class Group:
    """The files of one edition."""

    kind: Kind
    setting: str
    effective: date
    files: tuple[Opened, ...]
    left_out: tuple[str, ...] = ()
    """Files that hold the same again, in another form."""
    shows_stored_as_qualifying: bool = False
    """The fee schedule of that day that is stored turns out to be that for qualifying participants."""

    @property
    def label(self) -> str:
        """What it is, in words."""
        return label_of(self.kind, self.setting)

    @property
    def title(self) -> str:
        """The edition in words."""
        return self.files[0][1].title or edition_of(self.kind, self.effective).words

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files."""
        return tuple(file.name for _, file in self.files)


def opened_files(paths: Sequence[Path]) -> tuple[list[Opened], list[Imported]]:
    """The files of CMS in the paths, and those that cannot be read."""
    found: list[Opened] = []
    faults = []
    for path in _each_file(paths):
        try:
            found += [(path, file) for file in open_publications(path)]
        except UnreadableFile as error:
            faults.append(Imported((str(path),), "", fault=str(error)))
    return found, faults


def _each_file(paths: Sequence[Path]) -> Iterator[Path]:
    """The paths, and of folders the files in them."""
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))
            yield from found or [path]  # the readers say that it is empty
        else:
            yield path


def grouped(
    connection: sqlite3.Connection, opened: Sequence[Opened], wanted: Wanted
) -> tuple[list[Group], list[Imported]]:
    """The files by edition, and those of which nobody says which it is."""
    groups: dict[tuple[Kind, str, date], list[Opened]] = {}
    unclear = []
    for path, file in opened:
        setting, effective = file.setting or wanted.setting or Setting.ANY, file.effective or wanted.effective
        if fault := _unclear(file, setting, effective) or _unreadable_at_once(file):
            unclear.append(Imported((file.name,), label_of(file.kind, file.setting), fault=fault))
        elif effective:
            groups.setdefault((file.kind, setting, effective), []).append((path, file))
    found = [Group(*key, tuple(files)) for key, files in groups.items()]
    parts = [part for group in found for part in _by_factor(connection, group)]
    return [_each_once(group) for group in parts], unclear


def _unclear(file: PublishedFile, setting: Setting, effective: date | None) -> str | None:
    """What neither the file nor the user says, and how to say it."""
    if file.kind in {Kind.PTP, Kind.MUE} and setting is Setting.ANY:
        return f"{file.name}: does not say for whom it is; add --setting practitioner or --setting outpatient-hospital"
    if effective is None:
        return f"{file.name}: does not say its edition; add its first day, such as --effective 2026-07-01"
    return None


def _unreadable_at_once(file: PublishedFile) -> str | None:
    """Why not even the first row of a fee schedule can be read, by which it is told for whom it is."""
    if file.kind is Kind.FEE_SCHEDULE:
        try:
            next(file.records([], lambda done: None), None)
        except UnreadableFile as error:
            return str(error)
    return None


def _by_factor(connection: sqlite3.Connection, group: Group) -> list[Group]:
    """The fee schedules of a day, those for qualifying participants apart."""
    if group.kind is not Kind.FEE_SCHEDULE:
        return [group]
    told = settings_of(connection, [file for _, file in group.files], group.effective)
    return [
        replace(
            group,
            setting=one,
            files=tuple(file for file, setting in zip(group.files, told.settings, strict=True) if setting == one),
            shows_stored_as_qualifying=told.stored_is_qualifying and not one,
        )
        for one in dict.fromkeys(told.settings)
    ]


def _each_once(group: Group) -> Group:
    """The group without other files of the same: CMS's archives have a table as text, as CSV and as XLSX. Of two of one
    form the larger is kept."""
    kept: dict[str, Opened] = {}
    for path, file in sorted(group.files, key=_form_and_size):
        part = PurePath(file.name).stem.lower() if PUBLICATIONS[group.kind].in_parts else ""
        kept.setdefault(part.removesuffix(".txt"), (path, file))
    names = {file.name for _, file in kept.values()}
    left_out = tuple(file.name for _, file in group.files if file.name not in names)
    return replace(group, files=tuple(kept.values()), left_out=left_out)


def _form_and_size(opened: Opened) -> tuple[int, int]:
    _, file = opened
    return _FORMS.get(PurePath(file.name).suffix.lower(), 0), -file.size
