"""Words without their endings, and which known word a misspelt one was meant to be."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

NEAREST_SIMILARITY = 0.72
"""A word unknown to the book stands for a known one that is at least this similar (optimal string alignment)."""
SHORTEST_MISSPELT = 4
LONGEST_MISSPELT = 40
"""Longer runs are no words, and would take long to compare."""
LONG_WORD = 6

_stemmer = Stemmer.Stemmer("english", 0)  # without its cache: no word of a question stays in memory


def stem(word: str) -> str:
    """The word without its ending."""
    return str(_stemmer.stemWord(word))


def stems(words: Sequence[str]) -> str:
    """The words without their endings, in one line."""
    return " ".join(map(stem, words))


def any_stands_in(phrases: Iterable[str], words: Sequence[str], never_misspelt: Collection[str] = ()) -> bool:
    """Whether one of the phrases, given as stems, stands in the words. A slip in a long word is forgiven, save in those
    that are `never_misspelt`."""
    spoken = stems(words)
    spelling = Spelling(stem(word) for word in words if word not in never_misspelt)
    return any(
        f" {phrase} " in f" {spoken} " or (len(phrase) >= LONG_WORD and spelling.nearest(phrase) is not None)
        for phrase in phrases
    )


class Spelling:
    """Known stems, to find the one that a misspelt word was meant to be."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._alike: dict[tuple[str, int], list[str]] = {}
        for known in stems:
            self._alike.setdefault((known[0], len(known)), []).append(known)

    def nearest(self, stem: str) -> str | None:
        """The known stem that is most alike, where one is alike enough and begins with the same letter."""
        if not SHORTEST_MISSPELT <= len(stem) <= LONGEST_MISSPELT:
            return None
        # Each letter more or less costs at least one edit, so other lengths cannot be alike enough.
        lengths = range(int(len(stem) * NEAREST_SIMILARITY), int(len(stem) / NEAREST_SIMILARITY) + 2)
        near = list(chain.from_iterable(self._alike.get((stem[0], length), ()) for length in lengths))
        found = process.extractOne(stem, near, scorer=OSA.normalized_similarity, score_cutoff=NEAREST_SIMILARITY)
        return str(found[0]) if found else None
