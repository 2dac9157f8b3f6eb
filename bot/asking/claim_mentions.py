"""What a text says of the claim: payment localities, places of service and diagnoses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.lexicon import Lexicon
from bot.asking.tokens import Shape, Token

_UNDOTTED = re.compile(r"[A-Z][0-9A-Z]\d[0-9A-Z]{1,4}|[A-Z]\d[AB][0-9A-Z]{1,4}", re.IGNORECASE)
_PLACE_WORDS = (("pos",), ("place", "of", "service"), ("pos", "code"), ("place", "of", "service", "code"))
_BEFORE_STATE = frozenset({"in", ",", "for"})


@dataclass(frozen=True)
class Located:
    """Payment localities that are named, and where."""

    keys: tuple[str, ...]
    """Of places that are one locality."""
    several: tuple[str, ...]
    """Of a state that has several localities."""
    taken: frozenset[int]
    """The places of the tokens that name them."""


def find_localities(tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> Located:
    """The localities that a text names: a city, a state, or a state's two letters after "in" or a comma."""
    keys: list[str] = []
    several: list[str] = []
    taken: set[int] = set()
    place = 0
    while place < len(words):
        found = lexicon.localities.at(words, place)
        if found is None and _may_be_state(tokens, place) and tokens[place].text in lexicon.states:
            found = 1, lexicon.states[tokens[place].text]
        if found is None:
            place += 1
            continue
        length, meant = found
        (keys if " " not in meant else several).extend(meant.split())
        taken |= set(range(place, place + length))
        place += length
    if keys:
        several = []  # "Los Angeles, California" is one place
    return Located(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(several)), frozenset(taken))


def _may_be_state(tokens: Sequence[Token], place: int) -> bool:
    """Whether two letters stand where a state does: in capitals after "in", "for" or a comma, or last of all after a
    number."""
    before = tokens[place - 1] if place else None
    if before is None:
        return False
    is_last_of_all = place == len(tokens) - 1 and before.text[:1].isdigit()
    return tokens[place].text.isupper() and (before.lower in _BEFORE_STATE or is_last_of_all)


def find_diagnoses(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The ICD-10-CM codes of a text; without a dot only those that are on file and no CPT or HCPCS codes."""
    found = []
    for token in tokens:
        if token.shape is Shape.DIAGNOSIS:
            found.append(lexicon.diagnosis(token.text) or token.text.upper())
        elif (
            _UNDOTTED.fullmatch(token.text)
            and not lexicon.knows(token.text.upper())
            and (diagnosis := lexicon.diagnosis(token.text))
        ):
            found.append(diagnosis)
    return tuple(dict.fromkeys(found))


def find_places(tokens: Sequence[Token], words: Sequence[str]) -> tuple[str, ...]:
    """The places of service of a text: two digits after "POS"."""
    found = []
    for place, token in enumerate(tokens):
        if len(token.text) == 2 and token.text.isdigit():
            before = tuple(words[max(0, place - 4) : place])
            if any(before[-len(phrase) :] == phrase for phrase in _PLACE_WORDS):
                found.append(f"POS {token.text}")
    return tuple(dict.fromkeys(found))
