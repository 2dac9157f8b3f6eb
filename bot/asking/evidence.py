"""How well one phrase of a section stands in a question, so that "MUE" in a long story is still heard."""

import numpy as np
from numpy.typing import NDArray

from bot.asking.postings import Entries, Ids, Postings, Weights

COMMON_RARITY = 1.0
"""A phrase whose words' rarities add up to this counts half: "what is it" proves less than "MUE"."""


class Evidence:
    """The phrases of a book by their words."""

    def __init__(self, words: Entries, rarity: Weights, section_of_phrase: Ids) -> None:
        self._section_of = section_of_phrase
        self._postings = Postings.of(words, len(section_of_phrase), len(rarity))
        self._rarity = rarity
        owners = self._postings.owners
        self._whole = np.bincount(owners, self._postings.of_features(rarity), len(section_of_phrase))

    def of(self, words: Ids, counts: Weights, section_count: int, most: int) -> NDArray[np.float64]:
        """For each section the evidence of its phrase that is best contained in the words, 0 to 1."""
        values = np.minimum(counts, 1.0) * self._rarity[words]
        within = self._postings.rarest(words, most)
        said = self._postings.present(words[within], values[within], len(self._section_of))
        phrases = np.flatnonzero(said > 0)
        rarity = said[phrases]
        best = np.zeros(section_count)
        evidence = (rarity / self._whole[phrases]) ** 2 * rarity / (rarity + COMMON_RARITY)
        np.maximum.at(best, self._section_of[phrases], evidence)
        return best
