"""A loaded book: everything that its files say, checked and frozen, and the imported files beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from bot.book.reference import DIAGNOSIS_CODE, PLACE_OF_SERVICE, Reference
from bot.book.schema import (
    ArticleEntry,
    BookFile,
    CodeEntry,
    DiagnosisEntry,
    Entry,
    ModifierEntry,
    Payer,
    PlaceEntry,
    Source,
    TopicsFile,
)
from bot.book.services import ServiceRanges
from bot.book.tables import CorrectCodingEdit, Service
from bot.book.vocabulary import VocabularyFile as Vocabulary

_ONLY_SECTIONS = {"diagnosis": DIAGNOSIS_CODE, "place": PLACE_OF_SERVICE}
MODIFIERS_PREFIX = "modifiers/"
"""The section `modifiers/26` of a code says whether the code takes modifier 26."""


@lru_cache(4096)  # one question asks for the same code many times
def _imported_code(id: str) -> CodeEntry:
    return CodeEntry.model_construct(kind="code", id=id, name=id, sections={})


@lru_cache(4096)
def _imported_modifier(id: str) -> ModifierEntry:
    return ModifierEntry.model_construct(kind="modifier", id=id, name=id, sections={})


@dataclass(frozen=True)
class Book:
    """The whole book. Mappings keep the order of the files and must not be changed."""

    about: BookFile
    topics: TopicsFile
    sources: Mapping[str, Source]
    payers: Mapping[str, Payer]
    vocabulary: Vocabulary
    entries: Mapping[str, Entry]
    """By id; a code, a modifier or an article's name. Imported codes are not among them: see `entry`."""
    reference: Reference | None = None
    """The imported files; None where there are none."""
    files: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The file of each entry, as "codes/38240.yaml"; also of entries that are left out without imported files."""

    @cached_property
    def computed(self) -> dict[Callable[..., Any], Callable[..., Any]]:
        """Functions of the book with what they gave: see `bot.book.once`."""
        return {}

    def entry(self, id: str) -> Entry | None:
        """The entry, or one without sections for an imported code or modifier."""
        if found := self.entries.get(id):
            return found
        if self.reference is None:
            return None
        if id in self.reference.codes:
            return _imported_code(id)
        if id in self.reference.modifiers:
            return _imported_modifier(id)
        if place := self.reference.place(id):
            return PlaceEntry.model_construct(kind="place", id=id, name=place.name, sections={})
        if diagnosis := self.reference.diagnosis(id, date.max):
            return DiagnosisEntry.model_construct(kind="diagnosis", id=id, name=diagnosis.title, sections={})
        return None

    def knows_code(self, id: str) -> bool:
        """Whether the book or the imported files have the code."""
        return id in self.codes or (self.reference is not None and id in self.reference.codes)

    def knows_modifier(self, id: str) -> bool:
        """Whether the book or the imported files have the modifier."""
        return id in self.modifiers or (self.reference is not None and id in self.reference.modifiers)

    def service_of(self, code: str) -> Service | None:
        """The kind of service that a code is, as its entry says or by the ranges of codes; None where neither tells."""
        entry = self.entries.get(code)
        if isinstance(entry, CodeEntry) and entry.service:
            return entry.service
        return found.service if (found := self.service_ranges.of(code)) else None

    @cached_property
    def service_ranges(self) -> ServiceRanges:
        """Kinds of service by ranges of codes."""
        return ServiceRanges(self.about.service_ranges)

    def source(self, id: str) -> Source:
        """A source of the book, or one of the imported files."""
        found = self.sources.get(id)
        if found is None and self.reference:
            return self.reference.source(id)
        return self.sources[id] if found is None else found

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Ids of the codes, in order."""
        return tuple(id for id, entry in self.entries.items() if isinstance(entry, CodeEntry))

    @cached_property
    def modifiers(self) -> tuple[str, ...]:
        """Ids of the modifiers, in order."""
        return tuple(id for id, entry in self.entries.items() if isinstance(entry, ModifierEntry))

    @cached_property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles, in order."""
        return tuple(id for id, entry in self.entries.items() if isinstance(entry, ArticleEntry))

    def topic_ids(self, kind: str) -> tuple[str, ...]:
        """Topics that an entry of this kind may have, in order."""
        return self._topic_ids.get(kind, ())

    @cached_property
    def _topic_ids(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for id, topic in self.topics.topics.items():
            for kind in topic.kinds:
                found.setdefault(kind, []).append(id)
        only = {kind: (section,) for kind, section in _ONLY_SECTIONS.items()}
        return {**{kind: tuple(ids) for kind, ids in found.items()}, **only}

    def first_section(self, entry_id: str) -> str:
        """The first section of an entry: the only one of a diagnosis or a place of service."""
        entry = self.entry(entry_id)
        if entry is None:
            raise KeyError(entry_id)
        return _ONLY_SECTIONS.get(entry.kind) or next(iter(entry.sections))

    def edition(self, source_id: str) -> str:
        """The edition of a source, or its date where it has none."""
        source = self.source(source_id)
        return source.edition or source.as_of.isoformat()

    def edits_of(self, code: str) -> tuple[CorrectCodingEdit, ...]:
        """The NCCI edits on file in which the code stands in either column, whichever entry holds them."""
        return self._edits.get(code, ())

    @cached_property
    def _edits(self) -> Mapping[str, tuple[CorrectCodingEdit, ...]]:
        found: dict[str, dict[CorrectCodingEdit, None]] = {}
        for entry in self.entries.values():
            if isinstance(entry, CodeEntry) and entry.correct_coding_edits:
                for edit in entry.correct_coding_edits.edits:
                    found.setdefault(edit.column_1, {})[edit] = None
                    found.setdefault(edit.column_2, {})[edit] = None
        return {code: tuple(edits) for code, edits in found.items()}
