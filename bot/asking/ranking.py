"""Sections ranked by the words of a question.

A score has two halves. The likeness: each section is one vector over the words (stemmed), word pairs and letter
trigrams of its phrases; each kind of feature gives a cosine of its own, and the kinds are mixed. Words that many
sections use weigh little, and words that the book does not know weigh most, in the question's length alone, so that a
question about something else scores low. The evidence: how much of one phrase stands in the question, and how rare its
words are, so that "MUE" in a long story is still heard.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

DAMPING = 0.5
"""A section's summed weight of a feature is taken to this power, so that a word in five phrases counts 2.2 times."""
KINDS = {"word": 0.5, "pair": 0.2, "trigram": 0.3}
"""Kinds of features and their share of the score."""
NEAREST_SIMILARITY = 0.72
"""A word unknown to the book stands for a known one that is at least this similar (optimal string alignment)."""
MISSPELT_WEIGHT = 0.8
EVIDENCE_SHARE = 0.5
"""Share of the evidence in the score; the rest is the likeness."""
COMMON_RARITY = 1.0
"""A phrase whose words' rarities add up to this counts half: "what is it" proves less than "MUE"."""
SHORTEST_MISSPELT = 4
LONG_WORD = 6

_stemmer = Stemmer.Stemmer("english", 0)  # without its cache: no word of a question stays in memory


@dataclass(frozen=True)
class Match:
    """A section and how well the words match it, 0 to 1."""

    key: str
    score: float
    covered: float
    """How much of the question the section's words cover, by the rarity of the words, 0 to 1."""


class Ranking:
    """An index of named sections by their phrases, each phrase already cut into words."""

    def __init__(self, sections: Mapping[str, Iterable[tuple[Sequence[str], float]]]) -> None:
        phrases_of = {key: list(phrases) for key, phrases in sections.items()}
        weights = {key: _section_weights(phrases) for key, phrases in phrases_of.items()}
        count = len(weights)
        spread = Counter(feature for features in weights.values() for feature in features)
        self._rarity = {feature: math.log(1 + count / sections) for feature, sections in spread.items()}
        self._unknown = math.log(1 + count)
        self._postings: dict[str, list[tuple[str, float]]] = {}
        for key, features in weights.items():
            vector = {name: weight**DAMPING * self._rarity[name] for name, weight in features.items()}
            lengths = _lengths(vector)
            for name, weight in vector.items():
                self._postings.setdefault(name, []).append((key, weight / lengths[_kind(name)]))
        self._phrases: list[tuple[str, float]] = []
        self._phrases_with: dict[str, list[int]] = {}
        for key, phrases in phrases_of.items():
            for stems in {tuple(sorted({_stem(word) for word in words})) for words, _ in phrases}:
                for stem in stems:
                    self._phrases_with.setdefault(stem, []).append(len(self._phrases))
                self._phrases.append((key, sum(self._rarity[_WORD + stem] for stem in stems)))
        self._stems_by_letter: dict[str, list[str]] = {}
        for feature in spread:
            if _kind(feature) == "word":
                self._stems_by_letter.setdefault(feature[1], []).append(feature[1:])

    def rank(self, words: Sequence[str]) -> list[Match]:
        """All sections that share a feature with the words, the best first."""
        counts = self._features(words)
        vector = {name: weight * self._rarity.get(name, self._unknown) for name, weight in counts.items()}
        lengths = _lengths(vector)
        words_rarity = sum(weight for name, weight in vector.items() if name[0] == _WORD) or 1.0
        shares = {letter: (1 - EVIDENCE_SHARE) * KINDS[kind] / lengths[kind] for letter, kind in _KIND_NAMES.items()}
        scores = self._evidence(counts)
        covered: dict[str, float] = {}
        for name, weight in vector.items():
            if postings := self._postings.get(name):
                share = shares[name[0]] * weight
                for key, part in postings:
                    scores[key] = scores.get(key, 0.0) + share * part
                if name[0] == _WORD:
                    for key, _ in postings:
                        covered[key] = covered.get(key, 0.0) + weight / words_rarity
        matches = (Match(key, score, covered.get(key, 0.0)) for key, score in scores.items())
        return sorted(matches, key=lambda match: -match.score)

    def shared(self, key: str, words: Sequence[str]) -> list[str]:
        """The words of a question that a section has too, each once; a misspelt one with what it was taken for."""
        found: dict[str, None] = {}
        for word in words:
            stem = self._known(word)
            if any(section == key for section, _ in self._postings.get(_WORD + stem, ())):
                found[word if stem == _stem(word) else f"{word} (as {stem})"] = None
        return list(found)

    def known_stems(self, words: Sequence[str]) -> list[str]:
        """The words as stems, misspelt ones as the known stems that they most likely meant."""
        return [self._known(word) for word in words]

    def knows(self, word: str) -> bool:
        """Whether a section has the word, misspelt or not."""
        return _WORD + self._known(word) in self._rarity

    def _evidence(self, counts: Mapping[str, float]) -> dict[str, float]:
        """For each section its phrase that is best contained in the question, weighted by its share of the score."""
        found: dict[int, float] = {}
        for name in counts:
            if name[0] == _WORD:
                for phrase in self._phrases_with.get(name[1:], ()):
                    found[phrase] = found.get(phrase, 0.0) + min(1.0, counts[name]) * self._rarity[name]
        best: dict[str, float] = {}
        for phrase, rarity in found.items():
            key, whole = self._phrases[phrase]
            evidence = EVIDENCE_SHARE * (rarity / whole) ** 2 * rarity / (rarity + COMMON_RARITY)
            best[key] = max(best.get(key, 0.0), evidence)
        return best

    def _features(self, words: Sequence[str]) -> dict[str, float]:
        features: dict[str, float] = {}
        stems = []
        for word in words:
            stem = self._known(word)
            stems.append(stem)
            _add(features, _WORD + stem, 1.0 if stem == _stem(word) else MISSPELT_WEIGHT)
            for trigram in _trigrams(word):
                _add(features, _TRIGRAM + trigram, 1.0)
        for pair in _pairs(stems):
            _add(features, _PAIR + pair, 1.0)
        return features

    def _known(self, word: str) -> str:
        """The word's stem; of a word that no section has, the known stem that it most likely meant, if there is one."""
        stem = _stem(word)
        if _WORD + stem in self._rarity or len(stem) < SHORTEST_MISSPELT or not stem.isalpha():
            return stem
        return _nearest(stem, self._stems_by_letter.get(stem[0], ())) or stem


def stems(words: Sequence[str]) -> str:
    """The words without their endings, in one line."""
    return " ".join(_stem(word) for word in words)


def any_stands_in(phrases: Iterable[str], words: Sequence[str], never_misspelt: Collection[str] = ()) -> bool:
    """Whether one of the phrases, given as stems, stands in the words. A slip in a long word is forgiven, save in those
    that are `never_misspelt`."""
    spoken = stems(words)
    doubtful = stems([word for word in words if word not in never_misspelt]).split()
    return any(
        f" {phrase} " in f" {spoken} " or (len(phrase) >= LONG_WORD and _nearest(phrase, doubtful) is not None)
        for phrase in phrases
    )


def _nearest(stem: str, stems: Iterable[str]) -> str | None:
    """The stem that is most alike, where one is alike enough and begins with the same letter."""
    candidates = [other for other in stems if other[0] == stem[0] and abs(len(other) - len(stem)) <= 2]
    found = process.extractOne(stem, candidates, scorer=OSA.normalized_similarity, score_cutoff=NEAREST_SIMILARITY)
    return str(found[0]) if found else None


_WORD, _PAIR, _TRIGRAM = "w", "p", "t"
_KIND_NAMES = {_WORD: "word", _PAIR: "pair", _TRIGRAM: "trigram"}


def _kind(feature: str) -> str:
    return _KIND_NAMES[feature[0]]


def _section_weights(phrases: Iterable[tuple[Sequence[str], float]]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for words, weight in phrases:
        stems = [_stem(word) for word in words]
        names = [_WORD + stem for stem in stems]
        names += [_PAIR + pair for pair in _pairs(stems)]
        names += [_TRIGRAM + trigram for word in words for trigram in _trigrams(word)]
        for name in names:
            _add(weights, name, weight)
    return weights


def _add(weights: dict[str, float], name: str, weight: float) -> None:
    weights[name] = weights.get(name, 0.0) + weight


def _lengths(vector: Mapping[str, float]) -> dict[str, float]:
    squares = dict.fromkeys(_KIND_NAMES, 0.0)
    for name, weight in vector.items():
        squares[name[0]] += weight * weight
    return {_KIND_NAMES[letter]: math.sqrt(square) or 1.0 for letter, square in squares.items()}


def _pairs(stems: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(stems)]


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word))


def _trigrams(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(padded[n : n + 3] for n in range(len(padded) - 2))
