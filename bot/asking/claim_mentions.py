"""What a text says of the claim: payment localities, places of service and diagnoses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.asking.lexicon import Lexicon
from bot.asking.tokens import Shape, Token

_UNDOTTED = re.compile(r"[A-Z][0-9A-Z]\d[0-9A-Z]{1,4}|[A-Z]\d[AB][0-9A-Z]{1,4}", re.IGNORECASE)
_PLACE_WORDS = (("pos",), ("place", "of", "service"), ("pos", "code"), ("place", "of", "service", "code"))
_BEFORE_STATE = frozenset({"in", ",", "for"})
_OTHERWISE_TOO = "AL AR CA CO CT DE GA HI IA ID IN LA MA MD ME MI MO MS MT NC ND NE OH OK OR PA PR SC SD VA VI"
"""States whose two letters mean something else in the field, too: a state only after "in", a comma or a city."""


@dataclass(frozen=True)
class Located:
    """Payment localities that are named, and where."""

    keys: tuple[str, ...]
    """Of places that are one locality."""
    several: tuple[str, ...]
    """Of a state that has several localities."""
    taken: frozenset[int]
    """The places of the tokens that name them."""


NOWHERE = Located((), (), frozenset())


def find_localities(tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> Located:
    """The localities that a text names: a city or a state. A state beside a city tells which city is meant: Portland in
    Maine is not the one that has a locality of its own."""
    if not lexicon.states:
        return NOWHERE
    named: list[tuple[int, int, frozenset[str]]] = []
    place = 0
    while place < len(words):
        after_name = bool(named) and place - named[-1][1] <= 1
        found = _at(tokens, words, place, lexicon, after_name=after_name)
        if found is None:
            place += 1
            continue
        length, meant = found
        if after_name and (place == named[-1][1] or words[place - 1] == ","):
            start, _, before = named.pop()
            named.append((start, place + length, before & meant or meant))
        else:
            named.append((place, place + length, meant))
        place += length
    single = [key for *_, meant in named if len(meant) == 1 for key in meant]
    several = [key for *_, meant in named if len(meant) > 1 for key in sorted(meant)]
    taken = frozenset(place for start, end, _ in named for place in range(start, end))
    return Located(tuple(dict.fromkeys(single)), () if single else tuple(dict.fromkeys(several)), taken)


def _at(
    tokens: Sequence[Token], words: Sequence[str], place: int, lexicon: Lexicon, *, after_name: bool
) -> tuple[int, frozenset[str]] | None:
    """How many tokens name a place here, and the keys of its localities."""
    if found := lexicon.localities.at(words, place):
        return found[0], frozenset(found[1].split())
    letters = tokens[place].text.upper()
    if letters not in lexicon.states:
        return None
    in_capitals = tokens[place].text.isupper()
    before = tokens[place - 1].lower if place else ""
    is_state = (
        after_name
        or (in_capitals and before in _BEFORE_STATE)
        or (in_capitals and letters not in _OTHERWISE_TOO.split() and letters not in lexicon.all_modifiers)
    )
    return (1, frozenset(lexicon.states[letters].split())) if is_state else None


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
