"""Which codes stand in one list, and which of them a modifier is asked about with."""

from collections.abc import Sequence
from itertools import pairwise

from bot.asking.code_mentions import Mention
from bot.asking.lexicon import Lexicon
from bot.asking.tokens import Token

WIDEST_RANGE = 100
"""38240-38243 is a range of codes; two codes further apart than this with a hyphen between are two codes."""

_JOINING = frozenset({",", "and", "&", "or", "/", "both", "+", "plus", "vs", "versus", "all", "also", "then"})
_RANGE = frozenset({"-", "to", "thru", "through"})
_ONTO = frozenset({"on", "with", "to", "for", "w/", "w", "onto", "by"})


def groups_of(codes: Sequence[Mention], words: Sequence[str]) -> list[list[Mention]]:
    """Codes that stand in one list: "38240, 38241 and 38242", "38240-38243"."""
    groups: list[list[Mention]] = []
    for code in codes:
        between = words[groups[-1][-1].end : code.start] if groups else []
        if groups and _joins(between):
            groups[-1].append(code)
        else:
            groups.append([code])
    return groups


def _joins(between: Sequence[str]) -> bool:
    """Whether the words between two codes make a list of them: "71046 or on 93010"."""
    if not all(word in _JOINING or word in _RANGE or word in _ONTO for word in between):
        return False
    return not between or any(word in _JOINING or word in _RANGE for word in between)


def expanded(
    groups: Sequence[Sequence[Mention]], wanted: Sequence[Mention], tokens: Sequence[Token], lexicon: Lexicon
) -> list[str]:
    """The codes' names in order, a range with all of the book's codes in it."""
    names: list[str] = []
    chosen = frozenset(wanted)
    for group in groups:
        members = [code for code in group if code in chosen]
        names += [code.name for code in members]
        for first, last in pairwise(members):
            names += _between(first, last, tokens, lexicon)
    order = {name: place for place, name in enumerate(sorted(set(names)))}
    is_range = len(names) > len({code.name for code in wanted})
    return sorted(dict.fromkeys(names), key=order.__getitem__) if is_range else names


def _between(first: Mention, last: Mention, tokens: Sequence[Token], lexicon: Lexicon) -> list[str]:
    joint = [token.lower for token in tokens[first.end : last.start]]
    both_numbers = first.name.isdigit() and last.name.isdigit() and len(first.name) == len(last.name) == 5
    if len(joint) != 1 or joint[0] not in _RANGE or not both_numbers:
        return []
    if not 0 < int(last.name) - int(first.name) <= WIDEST_RANGE:
        return []
    between = (f"{number:05}" for number in range(int(first.name) + 1, int(last.name)))
    return [code for code in between if lexicon.knows(code)]


def tied_codes(
    modifier: Mention,
    codes: Sequence[Mention],
    groups: Sequence[Sequence[Mention]],
    clause_of: Sequence[int],
    tokens: Sequence[Token],
    lexicon: Lexicon,
) -> tuple[str, ...]:
    """The codes that a modifier is tied to: those of its clause, by the words and signs between; none where it may
    belong to any of them."""
    if len({code.name for code in codes}) < 2:
        return ()
    before = [code for code in codes if code.end <= modifier.start]
    following = [code for code in codes if code.start >= modifier.end]
    if modifier.glued and before:
        return (before[-1].name,) if before[-1].known else ()
    next_code = following[0] if following else None
    if next_code and any(token.lower in _ONTO for token in tokens[modifier.end : next_code.start]):
        chosen = next_code
    elif before:
        chosen = before[-1]
        between = tokens[chosen.end : modifier.start]
        if clause_of[chosen.start] < clause_of[modifier.start] and any(token.text.isalnum() for token in between):
            return ()
    elif next_code:
        chosen = next_code
    else:
        return ()
    group = next(group for group in groups if chosen in group)
    names = expanded([group], [code for code in group if code in codes], tokens, lexicon)
    return tuple(name for name in names if lexicon.knows(name))
