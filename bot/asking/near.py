"""Codes that a typing slip could have meant. They are only ever offered, never answered with."""

from collections.abc import Collection, Iterator
from string import ascii_uppercase, digits

from rapidfuzz.distance import OSA

FEW = 200
"""Of so many codes each is compared; of more, each slip is looked up."""


def near_codes(typed: str, codes: Collection[str]) -> list[str]:
    """The codes that are equal to what was typed or one slip away: a sign wrong, missing, doubled or two swapped."""
    typed = typed.upper()
    candidates = codes if len(codes) <= FEW else set(_slips(typed)).intersection(codes)
    within = [(OSA.distance(typed, code, score_cutoff=1), code) for code in candidates]
    return [code for distance, code in sorted(within) if distance <= 1]


def _slips(typed: str) -> Iterator[str]:
    """What was typed and all that lies one slip away."""
    yield typed
    for place in range(len(typed) + 1):
        before, after = typed[:place], typed[place:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        yield before + after[1:]
        for sign in digits + ascii_uppercase:
            yield before + sign + after
            yield before + sign + after[1:]
