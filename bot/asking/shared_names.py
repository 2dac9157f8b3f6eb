"""Names that several entries share ("EKG"), and the words that tell the entries apart."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from bot.asking.lexicon import Lexicon, phrase_words
from bot.asking.phrases import replaced
from bot.asking.stems import stems
from bot.book import Book


@dataclass(frozen=True)
class SharedName:
    """A name in stems, and the entries that have it."""

    words: tuple[str, ...]
    entries: tuple[str, ...]
    by_itself: bool


def _said(phrase: str, lexicon: Lexicon) -> str:
    """The phrase up to what it denies: "core without aspirate" names no aspirate."""
    spoken = phrase_words(phrase)
    end = next((place for place in range(len(spoken)) if lexicon.not_words.at(spoken, place)), len(spoken))
    return " ".join(spoken[:end])


@dataclass(frozen=True)
class SharedNames:
    """All names of a book that name entries wherever they stand, and the stems of each entry's own names."""

    names: tuple[SharedName, ...]
    by_first: Mapping[str, tuple[SharedName, ...]]
    """The names by their first stem."""
    stems_of: Mapping[str, frozenset[str]]
    silent: frozenset[str]
    """Stems that tell nothing apart: fillers, the words that announce a modifier, and those that deny."""

    @classmethod
    def of(cls, book: Book, lexicon: Lexicon) -> "SharedNames":
        """The shared names of a book."""

        def words(phrase: str) -> list[str]:
            said = stems(replaced(phrase_words(phrase), lexicon.same_words, lexicon.same_meanings)).split()
            return [intern(word) for word in said]  # each stem is kept once, however many entries have it

        names = [
            SharedName(tuple(words(name)), shared.entries, shared.by_itself)
            for shared in book.vocabulary.shared_names
            for name in shared.names
        ]
        names += [
            SharedName(tuple(words(alias)), (entry.id,), by_itself=False)
            for entry in book.entries.values()
            if entry.kind == "code"
            for alias in entry.aliases
        ]
        by_first: dict[str, list[SharedName]] = {}
        for name in names:
            by_first.setdefault(name.words[0], []).append(name)
        return cls(
            names=tuple(names),
            by_first={first: tuple(found) for first, found in by_first.items()},
            stems_of={
                id: frozenset(
                    word
                    for phrase in (entry.name, *entry.aliases)
                    for word in words(_said(phrase, lexicon) if entry.kind == "code" else phrase)
                )
                for id, entry in book.entries.items()
            },
            silent=frozenset(
                stems([*lexicon.fillers, *lexicon.modifier_words, *" ".join(book.vocabulary.not_words).split()]).split()
            ),
        )

    def found(self, stems: Sequence[str], kind_of: Mapping[str, str], kind: str) -> SharedName | None:
        """The longest shared name of entries of a kind that stands in the words, given as stems."""
        standing = [
            name
            for place, first in enumerate(stems)
            for name in self.by_first.get(first, ())
            if kind_of[name.entries[0]] == kind and tuple(stems[place : place + len(name.words)]) == name.words
        ]
        return max(standing, key=lambda name: len(name.words), default=None)

    def all_stems_of(self, entries: Collection[str]) -> frozenset[str]:
        """The stems of the entries' own names and of those that they share."""
        shared = (name.words for name in self.names if not set(entries).isdisjoint(name.entries))
        return frozenset().union(*shared, *(self.stems_of.get(entry, frozenset()) for entry in entries))

    def says_something(self, entry: str, spoken: Iterable[str]) -> bool:
        """Whether a word, given as stem, that means anything is in the entry's names: "right" alone is no side."""
        return not self.stems_of.get(entry, frozenset()).isdisjoint(set(spoken) - self.silent)

    def siblings_of(self, entries: Sequence[str]) -> tuple[str, ...]:
        """The entries that share a name with one of these, themselves included."""
        found = (name.entries for name in self.names if not set(entries).isdisjoint(name.entries))
        return tuple(dict.fromkeys(entry for shared in found for entry in shared))

    def closest(self, entries: Sequence[str], others: Collection[str]) -> list[str]:
        """Those of the entries that share the most names with one of the others."""
        shared = {
            entry: sum(entry in name.entries and not set(others).isdisjoint(name.entries) for name in self.names)
            for entry in entries
        }
        return [entry for entry, count in shared.items() if count == max(shared.values())]

    def told_apart(self, entries: Sequence[str], telling: Collection[str]) -> list[str]:
        """The entries that the telling words, given as stems, point to; all of them where no word tells them apart."""
        weights = dict.fromkeys(entries, 0.0)
        for word in telling:
            having = [entry for entry in entries if word in self.stems_of.get(entry, frozenset())]
            if 0 < len(having) < len(entries):
                for entry in having:
                    weights[entry] += 1 / len(having)
        best = max(weights.values(), default=0.0)
        return [entry for entry, weight in weights.items() if weight > best - 1e-9]
