"""Sections ranked by the words of a question.

A score has two parts. The likeness: each section is a vector over the words (stemmed), word pairs and letter trigrams
of its phrases; each kind of feature gives a cosine of its own, and the kinds are mixed. Features that many sections
have weigh little, and those that the book does not know weigh most, in the question's length alone, so that a question
about something else scores low. Where the book is small enough, half of the likeness is learned from its phrases
(`learning`). The evidence: how much of one phrase stands in the question (`evidence`).
"""

import math
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.asking.evidence import Evidence
from bot.asking.features import Phrases, Spoken
from bot.asking.learning import can_learn, learned
from bot.asking.postings import Entries, Ids, Postings, Weights
from bot.asking.stems import stem

DAMPING = 0.5
"""A section's summed weight of a feature is taken to this power, so that a word in five phrases counts 2.2 times."""
RARITY_POWER = 0.7
SHARES = {"word": 0.4, "pair": 0.2, "trigram": 0.4}
"""The kinds of features and their shares of the likeness."""
LEARNED_SHARE = 0.5
"""What is learned, as a share of the likeness; the rest is the sections' vectors."""
UNKNOWN_WEIGHT = 1.5
"""How much more a feature that no section has weighs in a question's length than one that a single section has."""
EVIDENCE_SHARE = 0.3
"""The evidence's share of a score where nothing else is said; the rest is the likeness."""
MOST_POSTINGS = 50_000
"""Sections of features that are looked at for one question, those of rare features first."""
MOST_MATCHES = 100
MOST_KEPT = 256
"""Questions whose ranking is kept, by their features."""


@dataclass(frozen=True, slots=True)
class Match:
    """A section and how well the words match it, 0 to 1."""

    key: str
    score: float


class Ranking:
    """An index of named sections by their phrases, each phrase already cut into words."""

    def __init__(
        self,
        sections: Mapping[str, Iterable[tuple[Sequence[str], float]]],
        evidence_share: float = EVIDENCE_SHARE,
        evidence_shares: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """Sections that are named in another way than the others have an evidence share of their own."""
        self._keys = list(sections)
        self._evidence_shares = np.array([evidence_shares.get(key, evidence_share) for key in sections])
        phrases = [
            (number, words, weight)
            for number, named in enumerate(sections.values())
            for words, weight in named
            if words
        ]
        section_of = np.array([number for number, _, _ in phrases], np.int64)
        weight_of = np.array([weight for _, _, weight in phrases], np.float32)
        numbered = Phrases(words for _, words, _ in phrases)
        self._vocabulary = numbered.vocabulary
        whole = sum(SHARES[kind] for kind in numbered.kinds)
        self._shares = {kind: SHARES[kind] / whole for kind in numbered.kinds}
        self._rarity: dict[str, Weights] = {}
        self._vectors = {kind: self._section_vectors(kind, numbered, section_of, weight_of) for kind in self._shares}
        self._weight = {kind: rarity**RARITY_POWER for kind, rarity in self._rarity.items()}
        self._evidence = Evidence(_by_phrase(numbered, "word", len(phrases)), self._rarity["word"], section_of)
        self._learned = (
            self._learned_weights(numbered, section_of) if can_learn(len(phrases), len(self._keys)) else None
        )
        # By a weak reference, so that an index that was replaced goes at once.
        self._ranked = lru_cache(MOST_KEPT)(partial(_rank, weakref.ref(self)))

    def rank(self, words: Sequence[str]) -> tuple[Match, ...]:
        """The sections that are most like the words, the best first, as many as are worth a look."""
        # "Can I use 26 with 38240" has the words of many other questions; what is kept is numbers, and no word.
        return self._ranked(self._vocabulary.spoken(words))

    def _rank(self, spoken: tuple[Spoken, ...]) -> tuple[Match, ...]:
        evidence = self._evidence.of(*_arrays(spoken[0]), len(self._keys), MOST_POSTINGS)
        scores = (1 - self._evidence_shares) * self._likeness(spoken) + self._evidence_shares * evidence
        best = np.flatnonzero(scores > 0)
        if len(best) > MOST_MATCHES:
            best = best[np.argpartition(-scores[best], MOST_MATCHES)[:MOST_MATCHES]]
        best = best[np.lexsort((best, -scores[best]))]
        return tuple(
            Match(self._keys[section], min(score, 1.0))
            for section, score in zip(best.tolist(), scores[best].tolist(), strict=True)
        )

    def covered(self, key: str, words: Sequence[str]) -> float:
        """How much of the words the section has, by the rarity of the words, 0 to 1."""
        said = self._vocabulary.spoken(words)[0]
        features, counts = _arrays(said)
        rarity = counts * self._rarity["word"][features]
        section = self._keys.index(key)
        owned = [section in self._vectors["word"].owners_of(feature) for feature in said.features]
        whole = float(rarity.sum()) + sum(said.unknown) * self._most_rare
        return float(rarity[owned].sum()) / whole if whole else 0.0

    def shared(self, key: str, words: Iterable[str]) -> list[str]:
        """The words of a question that a section has too, each once."""
        section = self._keys.index(key)
        return [word for word in dict.fromkeys(words) if section in self._owners_of(word)]

    def having(self, words: Iterable[str]) -> set[str]:
        """The sections that have one of the words."""
        return {self._keys[owner] for word in words for owner in self._owners_of(word)}

    def knows(self, word: str) -> bool:
        """Whether a section has the word."""
        return self._vocabulary.number_of(stem(word)) is not None

    def _owners_of(self, word: str) -> list[int]:
        number = self._vocabulary.number_of(stem(word))
        return [] if number is None else self._vectors["word"].owners_of(number).tolist()

    def _section_vectors(self, kind: str, phrases: Phrases, section_of: Ids, weight_of: Weights) -> Postings:
        count = len(self._keys)
        entries = phrases.entries(kind, section_of, weight_of)
        postings = Postings.of(entries, count, self._vocabulary.size(kind))
        self._rarity[kind] = np.log1p(count / postings.counts).astype(np.float32)
        rarity = postings.of_features(self._rarity[kind] ** RARITY_POWER)
        return postings.in_unit_length(postings.weights**DAMPING * rarity, count)

    def _learned_weights(self, phrases: Phrases, section_of: Ids) -> dict[str, Weights]:
        """What is learned and the sections' vectors, half and half, each kind by its share."""
        count = len(section_of)
        vectors = {}
        for kind in self._shares:
            postings = Postings.of(_by_phrase(phrases, kind, count), count, self._vocabulary.size(kind))
            rarity = postings.of_features(self._rarity[kind] ** RARITY_POWER)
            vectors[kind] = postings.in_unit_length(postings.weights * rarity, count)
        weights = learned(vectors, self._shares, section_of, len(self._keys))
        for kind, share in self._shares.items():
            summed = self._vectors[kind].block(0, self._vocabulary.size(kind), len(self._keys))
            weights[kind] = LEARNED_SHARE * weights[kind] + (1 - LEARNED_SHARE) * share * summed
        return weights

    def _likeness(self, spoken: Sequence[Spoken]) -> NDArray[np.float64]:
        scores = np.zeros(len(self._keys))
        unknown = UNKNOWN_WEIGHT * self._most_rare**RARITY_POWER
        for (kind, share), of_kind in zip(self._shares.items(), spoken, strict=False):
            if not of_kind.features:
                continue
            features, counts = _arrays(of_kind)
            values = counts * self._weight[kind][features]
            values /= math.sqrt(float(values @ values) + sum((unknown * count) ** 2 for count in of_kind.unknown))
            if self._learned:
                scores += values @ self._learned[kind][features]
            else:
                postings = self._vectors[kind]
                within = postings.rarest(features, MOST_POSTINGS)
                scores += share * postings.added(features[within], values[within], len(scores))
        return scores

    @property
    def _most_rare(self) -> float:
        """The rarity of what a single section has."""
        return float(np.log1p(len(self._keys)))


def _rank(ranking: "weakref.ref[Ranking]", spoken: tuple[Spoken, ...]) -> tuple[Match, ...]:
    held = ranking()
    assert held is not None  # whoever asks it holds it
    return held._rank(spoken)


def _arrays(spoken: Spoken) -> tuple[Ids, Weights]:
    return np.array(spoken.features, np.int64), np.array(spoken.counts, np.float32)


def _by_phrase(phrases: Phrases, kind: str, count: int) -> Entries:
    """The features of each phrase by itself."""
    return phrases.entries(kind, np.arange(count), np.ones(count, np.float32))
