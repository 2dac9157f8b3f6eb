"""The editions that are imported, and which of them are in force on a day."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from pydantic import HttpUrl

from bot.book.fields import Standing
from bot.book.reference import Edition
from bot.book.schema import Source, next_edition
from bot.cms import Kind
from bot.reference.publications import PUBLICATIONS, label_of


@dataclass(frozen=True)
class EditionRow:
    """An edition as it is stored."""

    id: int
    kind: str
    setting: str
    effective: date
    title: str
    is_partial: bool
    """It holds only some of the codes: one that it lacks is looked up in the edition before."""
    files: tuple[str, ...]
    rows: int
    ranges: tuple[tuple[str, str], ...]
    """The first and the last key of each file."""

    @property
    def source_id(self) -> str:
        """The id by which statements name it."""
        return "/".join(part for part in ("imported", self.kind, self.setting, self.effective.isoformat()) if part)

    def covers(self, key: str) -> bool:
        """Whether the edition would have the key, a column 1 code, if it existed."""
        return not self.is_partial or any(first <= key <= last for first, last in self.ranges)


def read_editions(connection: sqlite3.Connection) -> tuple[EditionRow, ...]:
    """All editions, by kind and setting, the oldest first."""
    files: dict[int, list[tuple[str, int, str, str]]] = {}
    for edition, name, rows, first, last in connection.execute(
        "SELECT edition, name, rows, first_key, last_key FROM file ORDER BY edition, first_key, name"
    ):
        files.setdefault(edition, []).append((name, rows, first, last))
    return tuple(
        EditionRow(
            id=id,
            kind=kind,
            setting=setting,
            effective=date.fromisoformat(effective),
            title=title,
            is_partial=bool(is_partial),
            files=tuple(name for name, *_ in files.get(id, ())),
            rows=sum(rows for _, rows, *_ in files.get(id, ())),
            ranges=tuple((first, last) for _, _, first, last in files.get(id, ())),
        )
        for id, kind, setting, effective, title, is_partial in connection.execute(
            "SELECT id, kind, setting, effective, title, is_partial FROM edition ORDER BY kind, setting, effective"
        )
    )


def in_force(editions: Sequence[EditionRow], kind: Kind, setting: str, on: date) -> list[EditionRow]:
    """The editions in which a code is looked up, one after the other: the one in force on the day, and those before it
    for as long as one is partial; the earliest where all began later."""
    found = [edition for edition in editions if edition.kind == kind and edition.setting == setting]
    begun = [edition for edition in found if edition.effective <= on] or found[:1]
    order: list[EditionRow] = []
    for edition in reversed(begun):
        order.append(edition)
        if not edition.is_partial:
            break
    return order


def source_of(edition: EditionRow) -> Source:
    """The edition as a source of the book."""
    publication = PUBLICATIONS[Kind(edition.kind)]
    first, *more = [PurePath(name.rpartition("!")[2]).name for name in edition.files]
    files = f"{first} and {len(more)} more" if more else first
    return Source.model_construct(
        title=f"{label_of(edition.kind, edition.setting)} ({files})",
        url=HttpUrl(publication.url),
        edition=edition.title,
        as_of=edition.effective,
        standing=Standing.OFFICIAL,
        published=publication.published,
    )


def as_shown(edition: EditionRow) -> Edition:
    """The edition as the help names it."""
    publication = PUBLICATIONS[Kind(edition.kind)]
    published = publication.published
    return Edition(
        kind=edition.kind,
        label=label_of(edition.kind, edition.setting),
        short=publication.short,
        title=f"{edition.title}, in part" if edition.is_partial else edition.title,
        is_partial=edition.is_partial,
        effective=edition.effective,
        rows=edition.rows,
        outdated_from=next_edition(edition.effective, published) if published else None,
        published=published,
    )
