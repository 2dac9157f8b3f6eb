"""Phrases found in a text, token by token."""

from collections.abc import Iterable, Mapping, Sequence

Words = tuple[str, ...]


class PhraseBook:
    """Phrases, each with what it stands for, to be found at a place in a text: the longest first."""

    def __init__(self, phrases: Iterable[tuple[Words, str]]) -> None:
        self._by_first: dict[str, list[tuple[Words, str]]] = {}
        self._by_last: dict[str, list[tuple[Words, str]]] = {}
        for words, meaning in sorted(phrases, key=lambda item: -len(item[0])):
            if words:
                self._by_first.setdefault(words[0], []).append((words, meaning))
                self._by_last.setdefault(words[-1], []).append((words, meaning))

    def at(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """Length and meaning of the longest phrase that begins at `start`, or None."""
        if not 0 <= start < len(words):
            return None
        for phrase, meaning in self._by_first.get(words[start], ()):
            if tuple(words[start : start + len(phrase)]) == phrase:
                return len(phrase), meaning
        return None

    def stands_in(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands anywhere in the words."""
        return any(self.at(words, start) for start in range(len(words)))

    def before(self, words: Sequence[str], end: int) -> tuple[int, str] | None:
        """Length and meaning of the longest phrase that ends just before `end`, or None."""
        if not 0 < end <= len(words):
            return None
        for phrase, meaning in self._by_last.get(words[end - 1], ()):
            if len(phrase) <= end and tuple(words[end - len(phrase) : end]) == phrase:
                return len(phrase), meaning
        return None


def replaced(words: Sequence[str], same: PhraseBook, meanings: Mapping[str, Words]) -> list[str]:
    """The words with each phrase of `same` put as the words that it means."""
    out: list[str] = []
    place = 0
    while place < len(words):
        if found := same.at(words, place):
            length, meaning = found
            out += meanings[meaning]
            place += length
        else:
            out.append(words[place])
            place += 1
    return out
