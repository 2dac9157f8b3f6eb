"""The names by which people call Medicare's payment localities, made from the names in the GPCI file."""

import re
from collections.abc import Iterator, Sequence

from bot.asking.phrases import PhraseBook, Words
from bot.book.reference import Locality

_LEFT_OUT = frozenset({"metropolitan", "southern", "northern"})
"""Words of a locality's name without which people say it, too."""


def locality_names(localities: Sequence[Locality]) -> PhraseBook:
    """Names, each standing for the keys of the localities that it may mean, in a row. A state's name means all of its
    localities."""
    of_state = state_names(localities)
    keys: dict[Words, dict[str, None]] = {}
    for locality in localities:
        for words in _names(locality.name):
            keys.setdefault(words, {})[locality.key] = None
    meant = {words: " ".join(found) for words, found in keys.items()}
    for locality in localities:
        if state := _state_of_rest(locality.name):
            # "Rest of Texas" tells the name of a state whose cities have localities of their own.
            meant[state] = of_state[locality.state]
    return PhraseBook(meant.items())


def _names(name: str) -> Iterator[Words]:
    plain = name.lower().replace("*", "").replace("cntys", "").replace("cnty", "county").replace("surr.", "")
    for part in re.split(r"[-/()+,.]", plain.replace("st. ", "st ")):
        words = tuple(part.split())
        if len("".join(words)) > 2:  # "MD" is a physician far more often than Maryland
            yield words
            if shorter := tuple(word for word in words if word not in _LEFT_OUT):
                yield shorter


def _state_of_rest(name: str) -> Words | None:
    words = tuple(name.lower().replace("*", "").split())
    return words[2:] if words[:2] == ("rest", "of") and len(words) > 2 else None


def state_names(localities: Sequence[Locality]) -> dict[str, str]:
    """Keys of a state's localities in a row, by its two letters."""
    found: dict[str, list[str]] = {}
    for locality in localities:
        found.setdefault(locality.state, []).append(locality.key)
    return {state: " ".join(keys) for state, keys in found.items()}
