"""Words that surely mean together what no code book holds: "how many" with "last month"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.asking.phrases import Words

LONGEST_WITHOUT_PLURAL = 3
"""Letters; "is" and "was" are no plurals."""

Group = Sequence[Sequence[Words]]
"""Lists of phrases; one of each list means it."""


@dataclass(frozen=True)
class Signs:
    """The groups of all that is not held, so that one pass over a question finds all that stand in it."""

    keys: tuple[str, ...]
    """By group what it means."""
    sizes: tuple[int, ...]
    """By group how many lists it has."""
    phrases: Mapping[str, tuple[tuple[Words, int, int], ...]]
    """By first word the phrases, each with its group and list; all words in the singular."""

    @classmethod
    def of(cls, groups: Sequence[tuple[str, Group]]) -> "Signs":
        """The signs of groups, each with the key of what it means."""
        by_first: dict[str, list[tuple[Words, int, int]]] = {}
        for group, (_, lists) in enumerate(groups):
            for number, phrases in enumerate(lists):
                for words in (tuple(map(_singular, phrase)) for phrase in phrases if phrase):
                    by_first.setdefault(words[0], []).append((words, group, number))
        return cls(
            keys=tuple(key for key, _ in groups),
            sizes=tuple(len(lists) for _, lists in groups),
            phrases={first: tuple(found) for first, found in by_first.items()},
        )

    def shown(self, words: Sequence[str]) -> Iterator[str]:
        """The keys whose signs stand in the words, each once."""
        said = tuple(map(_singular, words))
        found = {
            (group, number)
            for place, first in enumerate(said)
            for phrase, group, number in self.phrases.get(first, ())
            if said[place : place + len(phrase)] == phrase
        }
        lists = [group for group, _ in found]
        yield from dict.fromkeys(
            self.keys[group] for group in sorted(set(lists)) if lists.count(group) == self.sizes[group]
        )


def _singular(word: str) -> str:
    """The word without a plural's s. A stem would be too short: what was approved is not an approval."""
    return word.removesuffix("s") if len(word) > LONGEST_WITHOUT_PLURAL else word
