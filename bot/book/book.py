"""A loaded book: everything that its files say, checked and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.book.schema import ArticleEntry, BookFile, CodeEntry, Entry, ModifierEntry, Payer, Source, TopicsFile
from bot.book.tables import CorrectCodingEdit
from bot.book.vocabulary import VocabularyFile as Vocabulary

MODIFIERS_PREFIX = "modifiers/"
"""The section `modifiers/26` of a code says whether the code takes modifier 26."""


@dataclass(frozen=True)
class Book:
    """The whole book. Mappings keep the order of the files and must not be changed."""

    about: BookFile
    topics: TopicsFile
    sources: Mapping[str, Source]
    payers: Mapping[str, Payer]
    vocabulary: Vocabulary
    entries: Mapping[str, Entry]
    """By id; a code, a modifier or an article's name."""

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
        return tuple(id for id, topic in self.topics.topics.items() if kind in topic.kinds)

    def edition(self, source_id: str) -> str:
        """The edition of a source, or its date where it has none."""
        source = self.sources[source_id]
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
