"""Words without their endings."""

from collections.abc import Iterable, Sequence

import Stemmer

_stemmer = Stemmer.Stemmer("english", 0)  # without its cache: no word of a question stays in memory


def stem(word: str) -> str:
    """The word without its ending."""
    return str(_stemmer.stemWord(word))


def stems(words: Sequence[str]) -> str:
    """The words without their endings, in one line."""
    return " ".join(map(stem, words))


def any_stands_in(phrases: Iterable[str], words: Sequence[str]) -> bool:
    """Whether one of the phrases, given as stems, stands in the words."""
    spoken = f" {stems(words)} "
    return any(f" {phrase} " in spoken for phrase in phrases)
