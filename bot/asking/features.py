"""What is compared of phrases and questions: words by their stems, pairs of neighbouring words, trigrams of letters.

Features are numbers, given by a vocabulary that only the book's phrases make. A question's word that the book does
not have stands for the known one that it most likely meant.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np

from bot.asking.postings import Entries, Ids, Weights
from bot.asking.stems import stem

Name = TypeVar("Name", str, tuple[str, str])

KINDS = ("word", "pair", "trigram")
MOST_WORDS = 300_000
"""A book of more words goes without trigrams: they take six times the room of words."""


@dataclass(frozen=True)
class Spoken:
    """A question's features of one kind, and no word of it."""

    features: tuple[int, ...]
    """Those that the book has, each once."""
    counts: tuple[float, ...]
    unknown: tuple[float, ...]
    """The counts of those that the book does not have."""


class Phrases:
    """A book's phrases in numbers; only needed while a ranking is built."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        numbers = _Numbers()
        flat: list[int] = []
        lengths: list[int] = []
        for words in phrases:
            flat.extend(map(numbers.__getitem__, words))
            lengths.append(len(words))
        self._spelt = list(numbers)
        self._words = np.array(flat, np.int64)
        self._phrase_of = np.repeat(np.arange(len(lengths)), np.array(lengths, np.int64))
        self._has_trigrams = len(flat) <= MOST_WORDS
        stems = _Numbers()
        self._stem_of = np.array([stems[stem(word)] for word in self._spelt], np.int64)
        self._trigrams: list[list[int]] = []
        trigrams = _Numbers()
        if self._has_trigrams:
            self._trigrams = [[trigrams[trigram] for trigram in _trigrams(word)] for word in self._spelt]
        self._stem_count = len(stems)
        keys = np.sort(self._pairs_in_order()[0])
        pairs = keys[np.diff(keys, prepend=-1) > 0]
        self.vocabulary = Vocabulary(dict(stems), pairs, dict(trigrams))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of features that the phrases are compared by."""
        return KINDS if self._has_trigrams else KINDS[:2]

    def entries(self, kind: str, owner_of_phrase: Ids, weight_of_phrase: Weights) -> Entries:
        """The features of one kind of all phrases, as those of the phrases' owners."""
        owners, weights = owner_of_phrase[self._phrase_of], weight_of_phrase[self._phrase_of]
        if kind == "word":
            return Entries(owners, self._stem_of[self._words], weights)
        if kind == "pair":
            keys, second = self._pairs_in_order()
            return Entries(owners[second], np.searchsorted(self.vocabulary.pairs, keys), weights[second])
        of_spelt = np.array([len(numbers) for numbers in self._trigrams], np.int64)
        every = np.array([number for numbers in self._trigrams for number in numbers], np.int64)
        counts = of_spelt[self._words]
        first = np.append(0, np.cumsum(of_spelt))[self._words]
        places = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        return Entries(np.repeat(owners, counts), every[places], np.repeat(weights, counts))

    def _pairs_in_order(self) -> tuple[Ids, Ids]:
        """Each pair of neighbours in a phrase, as one number, and the place of its second word."""
        stems = self._stem_of[self._words]
        second = np.flatnonzero(np.diff(self._phrase_of) == 0) + 1
        return stems[second - 1] * self._stem_count + stems[second], second


class Vocabulary:
    """The features of a book's phrases by number."""

    def __init__(self, stems: Mapping[str, int], pairs: Ids, trigrams: Mapping[str, int]) -> None:
        self._stems = stems
        self.pairs = pairs
        """Each pair as one number: its first stem times their count, and its second."""
        self._trigrams = trigrams

    def size(self, kind: str) -> int:
        """How many features of a kind there are."""
        return {"word": len(self._stems), "pair": len(self.pairs), "trigram": len(self._trigrams)}[kind]

    def number_of(self, stem: str) -> int | None:
        """The number of a stem among the words."""
        return self._stems.get(stem)

    def spoken(self, words: Sequence[str]) -> tuple[Spoken, ...]:
        """A question's features, those of each kind in the order of KINDS."""
        stems = list(map(stem, words))
        said = Counter(stems)
        trigrams = Counter(chain.from_iterable(map(_trigrams, words)))
        pairs = Counter(pairwise(stems))
        numbers = dict(zip(pairs, self._numbers_of(pairs), strict=True))
        return (
            _spoken(said, self._stems),
            _spoken(pairs, {pair: number for pair, number in numbers.items() if number >= 0}),
            _spoken(trigrams, self._trigrams),
        )

    def _numbers_of(self, pairs: Iterable[tuple[str, str]]) -> list[int]:
        """The number of each pair; of one that no phrase has, -1."""
        none = len(self._stems) ** 2  # the key of no pair
        stems = ((self._stems.get(first), self._stems.get(second)) for first, second in pairs)
        keys = np.array(
            [none if first is None or second is None else first * len(self._stems) + second for first, second in stems],
            np.int64,
        )
        if not len(self.pairs):
            return [-1] * len(keys)
        places = np.minimum(np.searchsorted(self.pairs, keys), len(self.pairs) - 1)
        return [int(place) for place in np.where(self.pairs[places] == keys, places, -1)]


class _Numbers(dict[str, int]):
    """Gives each new name the next number."""

    def __missing__(self, name: str) -> int:
        return self.setdefault(name, len(self))


def _spoken(counts: Mapping[Name, float], numbers: Mapping[Name, int]) -> Spoken:
    known = [(numbers[name], count) for name, count in counts.items() if name in numbers]
    return Spoken(
        tuple(number for number, _ in known),
        tuple(count for _, count in known),
        tuple(count for name, count in counts.items() if name not in numbers),
    )


def _trigrams(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[n : n + 3] for n in range(len(word))]
