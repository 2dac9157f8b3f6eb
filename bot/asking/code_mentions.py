"""Codes that a text mentions, told from phone numbers, dates, identifiers and other numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.asking.lexicon import Lexicon
from bot.asking.near import near_codes
from bot.asking.small_words import APPENDING, ARTICLES, GLUE, ONTO, WITH
from bot.asking.tokens import Shape, Token

_COPULAS = frozenset({"is", ":", "no", "number", ".", "=", "#"})


@dataclass(frozen=True)
class Mention:
    """A code or modifier at a place in the text."""

    name: str
    """The code or modifier in capitals."""
    start: int
    """Index of its first token."""
    end: int
    """Index after its last token."""
    known: bool
    """Whether the book has it."""
    certain: bool = True
    """False: two signs that could be something else, were it not for the rest of the question."""
    glued: bool = False
    """Typed in one piece with what stands before it: 38240-26."""


def find_codes(tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    """The codes that are mentioned; `words` are the tokens in small letters."""
    found = []
    for place, token in enumerate(tokens):
        name = token.text.upper()
        if token.shape is Shape.CODE:
            is_diagnosis = not lexicon.knows(name) and lexicon.diagnosis(name) is not None
            is_code = not is_diagnosis and not after_identifier(words, place, lexicon)
        elif token.shape is Shape.ODD_CODE:
            is_code = not after_identifier(words, place, lexicon) and (
                _looks_mistyped(name, lexicon) or _takes_modifier(place, tokens, words, lexicon)
            )
        else:
            is_code = False
        if is_code:
            found.append(Mention(name, place, place + 1, lexicon.knows(name)))
    return found


def _looks_mistyped(name: str, lexicon: Lexicon) -> bool:
    """Whether digits that are no code stand for one: five and a letter do, others where one of the book is close, and
    a year does not."""
    if len(name) == 6 and not name.isdigit():
        return True
    return not _is_year(name) and bool(near_codes(name, lexicon.codes))


def _is_year(name: str) -> bool:
    return len(name) == 4 and "1900" <= name <= "2099"


def _takes_modifier(place: int, tokens: Sequence[Token], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a modifier is joined to the number at `place`, as in "8305 w 26"."""
    after = place + 1
    while after < len(words) and words[after] in WITH | GLUE:
        after += 1
    joined = place + 1 < after < len(words) and tokens[after].text.upper() in lexicon.all_modifiers
    return joined and not _is_year(tokens[place].text) and not lexicon.number_after.at(words, after + 1)


def is_counted(code: Mention, tokens: Sequence[Token], taken: Collection[int]) -> bool:
    """Whether a quantity stands beside the code, other than what is `taken` for a modifier: "88305 x 12"."""
    after = tokens[code.end].lower if code.end < len(tokens) else ""
    before = tokens[code.start - 1].text if code.start and code.start - 1 not in taken else ""
    return (after.startswith("x") and any(map(str.isdigit, after))) or (before.isdigit() and len(before) <= 2)


def after_identifier(words: Sequence[str], place: int, lexicon: Lexicon) -> bool:
    """Whether an identifier stands before the number, with or without "is" or "number" in between."""
    end = place
    while not (found := lexicon.identifiers.before(words, end)):
        if end == 0 or words[end - 1] not in _COPULAS:
            return False
        end -= 1
    return found[1] != "#" or _is_numbered(words, end - 1, lexicon)


def _is_numbered(words: Sequence[str], sign: int, lexicon: Lexicon) -> bool:
    """Whether the "#" at this place numbers a thing: it does in "order #38240", not in "CPT #38240"."""
    before = words[sign - 1] if sign else ""
    return before.isalpha() and before not in (ARTICLES | ONTO | WITH | APPENDING | lexicon.modifier_words)
