"""Which word of the book a misspelt one was meant to be."""

from collections.abc import Iterable
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_MISSPELT = 4
"""Letters; in shorter words every slip makes another word."""
LONGEST_SHORT = 5
"""Letters; in a word no longer than this, another letter makes another word ("lean" is no "lead"): only a letter too
many, too few or out of order is a slip."""
LONG_WORD = 8
"""Letters; a word as long as this may have two slips."""
LONGEST_MISSPELT = 40
"""Letters; longer runs are no words, and would take long to compare."""


class Spelling:
    """The words of a book, by first letter and length: a slip seldom changes the first letter."""

    def __init__(self, words: Iterable[str], others: Iterable[str] = ()) -> None:
        """`others` are words that are well spelt, too, and that no slip is taken for."""
        known = frozenset(words)
        self._words = known | frozenset(others)
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in sorted(known):
            if len(word) >= SHORTEST_MISSPELT and word.isalpha():
                self._alike.setdefault((word[0], len(word)), []).append(word)

    def meant(self, word: str) -> str:
        """The word, or the word of the book that a slip or two in it most likely meant: "auht" for "auth"."""
        if word in self._words or not word.isalpha() or not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT:
            return word
        if word.endswith("s") and word[:-1] in self._words:
            return word[:-1]
        slips = 1 if len(word) < LONG_WORD else 2
        lengths = range(len(word) - slips, len(word) + slips + 1)
        near = list(chain.from_iterable(self._alike.get((word[0], length), ()) for length in lengths))
        if len(word) <= LONGEST_SHORT:
            near = [known for known in near if len(known) != len(word) or sorted(known) == sorted(word)]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return str(found[0]) if found else word
