"""What is compared of phrases and questions: words by their stems, pairs of neighbouring words, trigrams of letters.

Features are numbers, given by a vocabulary that only the book's phrases make. A question's word that the book does
not have stands for the known one that it most likely meant.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.asking.postings import Entries, Ids, Weights
from bot.asking.stems import Spelling, stem

KINDS = ("word", "pair", "trigram")
MISSPELT_WEIGHT = 0.8


@dataclass(frozen=True)
class Spoken:
    """A question's features of one kind."""

    features: Ids
    """Those that the book has, each once."""
    counts: Weights
    unknown: tuple[float, ...]
    """The counts of those that the book does not have."""


class Vocabulary:
    """The features of a book's phrases by number."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        spelt: dict[str, int] = {}
        flat: list[int] = []
        lengths: list[int] = []
        for words in phrases:
            flat += [spelt.setdefault(word, len(spelt)) for word in words]
            lengths.append(len(words))
        self._stems: dict[str, int] = {}
        self._trigrams: dict[str, int] = {}
        self._stem_of = np.array([_number(stem(word), self._stems) for word in spelt], np.int64)
        trigrams = [[_number(trigram, self._trigrams) for trigram in _trigrams(word)] for word in spelt]
        self._trigrams_of = np.array([number for numbers in trigrams for number in numbers], np.int64)
        self._trigram_counts = np.array([len(numbers) for numbers in trigrams], np.int64)
        self._words = np.array(flat, np.int64)
        self._phrase_of = np.repeat(np.arange(len(lengths)), np.array(lengths, np.int64))
        self._pair_keys = np.unique(self._pairs_in_order()[0])
        self._spelling = Spelling(known for known in self._stems if known)

    @property
    def word_count(self) -> int:
        """How many words the phrases have together."""
        return len(self._words)

    def size(self, kind: str) -> int:
        """How many features of a kind there are."""
        return {"word": len(self._stems), "pair": len(self._pair_keys), "trigram": len(self._trigrams)}[kind]

    def entries(self, kind: str, owner_of_phrase: Ids, weight_of_phrase: Weights) -> Entries:
        """The features of one kind of all phrases, as those of the phrases' owners."""
        owners, weights = owner_of_phrase[self._phrase_of], weight_of_phrase[self._phrase_of]
        if kind == "word":
            return Entries(owners, self._stem_of[self._words], weights)
        if kind == "pair":
            keys, second = self._pairs_in_order()
            return Entries(owners[second], np.searchsorted(self._pair_keys, keys), weights[second])
        counts = self._trigram_counts[self._words]
        before = np.cumsum(counts) - counts
        first = np.append(0, np.cumsum(self._trigram_counts))[self._words]
        places = np.repeat(first - before, counts) + np.arange(counts.sum())
        return Entries(np.repeat(owners, counts), self._trigrams_of[places], np.repeat(weights, counts))

    def known(self, word: str) -> str:
        """The word's stem; of a word that no phrase has, the known stem that it most likely meant, if there is one."""
        said = stem(word)
        if said in self._stems or not said.isalpha():
            return said
        return self._spelling.nearest(said) or said

    def number_of(self, stem: str) -> int | None:
        """The number of a stem among the words."""
        return self._stems.get(stem)

    def spoken(self, words: Sequence[str]) -> dict[str, Spoken]:
        """A question's features by kind."""
        found: list[dict[int, float]] = [{}, {}, {}]
        unknown: list[dict[str, float]] = [{}, {}, {}]
        stems = [self.known(word) for word in words]
        numbers = [self._stems.get(stem, -1) for stem in stems]
        for word, said, number in zip(words, stems, numbers, strict=True):
            weight = 1.0 if said == stem(word) else MISSPELT_WEIGHT
            _count(found[0], unknown[0], number, said, weight)
            for trigram in _trigrams(word):
                _count(found[2], unknown[2], self._trigrams.get(trigram, -1), trigram, 1.0)
        for (first, second), spelt in zip(pairwise(numbers), pairwise(stems), strict=True):
            place = -1
            if first >= 0 and second >= 0:
                key = first * len(self._stems) + second
                place = int(np.searchsorted(self._pair_keys, key))
                if place == len(self._pair_keys) or self._pair_keys[place] != key:
                    place = -1
            _count(found[1], unknown[1], place, " ".join(spelt), 1.0)
        return {
            kind: Spoken(
                np.fromiter(counts, np.int64, len(counts)),
                np.fromiter(counts.values(), np.float32, len(counts)),
                tuple(others.values()),
            )
            for kind, counts, others in zip(KINDS, found, unknown, strict=True)
        }

    def _pairs_in_order(self) -> tuple[Ids, Ids]:
        """Each pair of neighbours in a phrase, as one number, and the place of its second word."""
        stems = self._stem_of[self._words]
        second = np.flatnonzero(np.diff(self._phrase_of) == 0) + 1
        return stems[second - 1] * len(self._stems) + stems[second], second


def _count(found: dict[int, float], unknown: dict[str, float], number: int, name: str, weight: float) -> None:
    if number >= 0:
        found[number] = found.get(number, 0.0) + weight
    else:
        unknown[name] = unknown.get(name, 0.0) + weight


def _number(name: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(name, len(numbers))


def _trigrams(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(padded[n : n + 3] for n in range(len(padded) - 2))
