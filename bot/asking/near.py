"""Codes that a typing slip could have meant. They are only ever offered, never answered with."""

from collections.abc import Collection

from rapidfuzz.distance import OSA


def near_codes(typed: str, codes: Collection[str]) -> list[str]:
    """The codes that are equal to what was typed or one slip away: a sign wrong, missing, doubled or two swapped."""
    typed = typed.upper()
    within = [(OSA.distance(typed, code, score_cutoff=1), code) for code in codes]
    return [code for distance, code in sorted(within) if distance <= 1]
