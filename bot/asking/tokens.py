"""A plain text cut into tokens: words, numbers, and what has the shape of a code or modifier.

Shapes are told apart here; what they mean (modifier or age, code or extension) is decided in `bot.asking.reading`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from bot.asking.near import near_codes


class Shape(Enum):
    """What a token looks like."""

    WORD = auto()
    CODE = auto()
    """Five digits, four digits and a letter, or a letter and four digits."""
    ODD_CODE = auto()
    """Four or six digits, or a code with a letter for a digit or too many: perhaps a mistyped code."""
    PAIR = auto()
    """Two signs that could be a modifier: 26, TC, Q0."""
    NUMBER = auto()
    """A date, time, amount, phone number or any other number."""
    DIAGNOSIS = auto()
    """An ICD-10-CM code."""
    SIGN = auto()
    """Punctuation."""


@dataclass(frozen=True)
class Token:
    """A piece of the text."""

    text: str
    shape: Shape
    gap: str
    """What stands between this token and the one before: spaces, or nothing where they are glued together."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a plain number, and no sign, date or amount."""
        return self.shape is Shape.WORD or self.text.isalnum()

    @property
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()


# "may" is left out: "may 26 be used" is no date.
_MONTH = (
    r"(?:jan|january|feb|february|mar|march|apr|april|jun|june|jul|july|aug|august"
    r"|sep|sept|september|oct|october|nov|november|dec|december)\.?"
)
_PATTERN = re.compile(
    rf"""
    (?P<number>
        \(?\b\d{{3}}\)?[-. ]\d{{3}}[-. ]\d{{4}}\b            # phone number
      | \b\d{{3}}-\d{{2}}-\d{{4}}\b                          # social security number
      | \b\d{{3}}-\d{{4}}\b                                 # local phone number
      | \b\d{{2}}-\d{{2}}-\d{{2}}\b                          # account number
      | \b\d{{4}}-\d{{1,2}}-\d{{1,2}}\b                      # 2026-11-25
      | \b(?:19|20)\d\d[/.]\d{{1,2}}[/.]\d{{1,2}}\b            # 2026/11/25
      | \b\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d\b               # 11.25.2026
      | \b(?:{_MONTH}|may)(?:\ ?\d{{1,2}}(?:st|nd|rd|th)?)?,?\ ?(?:19|20)\d\d\b   # Nov 2026, May 26, 2026
      | \bq[1-4][-/ ]?(?:19|20)\d\d\b                         # Q3 2026
      | \b(?:19|20)\d\d[-/ ]?q[1-4]\b                         # 2026q3
      | (?<!\d-)\b\d{{1,2}}(?:st|nd|rd|th)?[- ](?:{_MONTH}|may),?[- ](?:19|20)\d\d\b   # 25 Nov 2026
      | \b(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b(?![-/]\d)         # 2026-11
      | (?<![\d/-])(?:0?[1-9]|1[0-2])/(?:19|20)\d\d\b         # 11/2026
      | \b(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|[12]\d|3[01])[/-](?:\d{{4}}|\d{{2}})\b   # 11/25/26
      | (?<![\d/-])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])\b(?!/)               # 11/25
      | \b{_MONTH}\ ?\d{{1,2}}(?:st|nd|rd|th)?\b             # Nov 26
      | (?<!\d-)\b\d{{1,2}}\ {_MONTH}(?![a-z])               # 26 Nov, but not in 99213-25 Nov
      | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?\b                   # 10:59
      | \$\ ?\d[\d,]*(?:\.\d+)?                              # $26
      | \b\d+(?:\.\d+)?\ ?%                                  # 26 %
      | \b(?:CO|PR|OA|PI)[- ]?\d{{1,3}}\b                    # claim adjustment reason code CO-97
      | \b24[A-J]\b                                          # a box of the CMS-1500 claim form
      | \b\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?\b                 # 1,250
      | \b\d+(?:st|nd|rd|th)\b                               # 75th
      | \b\d{{1,4}}\.\d+\b                                   # 142.00
      | \bx\ ?\d{{1,3}}\b                                    # x 26
      | \bday\ ?[+-]?\ ?\d+                                 # day +5
    )
  | (?P<diagnosis> \b(?:[A-TV-Z]\d[0-9AB](?:\.[0-9A-Z]{{1,4}})?|(?:U\d|[A-Z]{{2}})\d\.\d[0-9A-Z]{{0,3}})\b(?![-/]) )
  | (?P<special> \bicd-?\ ?10(?:-?\ ?(?:cm|pcs))?\b | \bw/out\b | \bw/o\b | \b[wbcye]/(?:[tom]\b)? | \b[yY]/[oO]\b )
  | (?P<run> [^\W_]+(?:'[^\W\d_]+)? )
  | (?P<sign> [^\w\s] | _ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CODE = re.compile(r"\d{5}|\d{4}[AFMTU]|[A-V]\d{4}", re.IGNORECASE)
_CODE_AND_MODIFIER = re.compile(r"(\d{5}|\d{4}[AFMTU]|[A-V]\d{4})(\d\d|[A-Z][A-Z0-9])", re.IGNORECASE)
_MODIFIER_WORD_AND_MODIFIER = re.compile(r"(mod(?:ifiers?)?s?)(\d\d)", re.IGNORECASE)
_MODIFIER_AND_MODIFIER_WORD = re.compile(r"(\d\d)(mod(?:ifier)?)", re.IGNORECASE)
_CODE_WORD_AND_CODE = re.compile(r"(cpt|hcpcs|code)(\d{5}|\d{4}[AFMTU]|[A-V]\d{4})", re.IGNORECASE)
_CODE_AND_QUANTITY = re.compile(r"(\d{5})(x\d{1,3})", re.IGNORECASE)
_CODES_GENITIVE_OR_PLURAL = re.compile(r"(\d{5}|\d{4}[AFMTU]|[A-V]\d{4})'?s", re.IGNORECASE)
_MODIFIERS_PLURAL = re.compile(r"(\d\d)'?s", re.IGNORECASE)
_GLUED_DAY = re.compile(r"\b(dos)(?=\d)", re.IGNORECASE)
_CODE_AND_WITH = re.compile(r"(\d{5})(w)", re.IGNORECASE)


def tokens(
    text: str, codes: Collection[str], modifiers: Collection[str], imported: Collection[str] = ()
) -> list[Token]:
    """The tokens of a text, in order.

    A run of seven digits such as 3824026 is a code and a modifier only where the modifier exists and the code is one of
    `codes` or one slip away, or one of the `imported` ones: other runs are telephone or record numbers.
    """
    found: list[Token] = []
    end = 0
    text = _GLUED_DAY.sub(r"\1 ", text)
    for match in _PATTERN.finditer(text):
        gap, end = text[end : match.start()], match.end()
        whole = match.group()
        if match.lastgroup == "run":
            found += _parts(whole, gap, codes, modifiers, imported)
        elif match.lastgroup == "special" and whole[0] in "iI":
            found.append(Token("icd-10", Shape.WORD, gap))
        else:
            found.append(Token(whole, _SHAPES[str(match.lastgroup)], gap))
    return found


_SHAPES = {
    "number": Shape.NUMBER,
    "diagnosis": Shape.DIAGNOSIS,
    "special": Shape.WORD,
    "sign": Shape.SIGN,
}


def _parts(
    run: str, gap: str, codes: Collection[str], modifiers: Collection[str], imported: Collection[str]
) -> list[Token]:
    """A run of letters and digits as one token, or as two where a code and a modifier are glued together."""
    if run.isalpha():
        return [Token(run, _shape(run), gap)]
    if split := _glued(run, codes, modifiers, imported):
        (first, shape), (second, other) = split
        return [Token(first, shape, gap), Token(second, other, "")]
    if plural := _CODES_GENITIVE_OR_PLURAL.fullmatch(run) or _MODIFIERS_PLURAL.fullmatch(run):
        run = plural.group(1)
    return [Token(run, _shape(run), gap)]


def _glued(
    run: str, codes: Collection[str], modifiers: Collection[str], imported: Collection[str]
) -> tuple[tuple[str, Shape], tuple[str, Shape]] | None:
    if (both := _CODE_AND_MODIFIER.fullmatch(run)) and both.group(2).upper() in modifiers:
        code = both.group(1)
        if not run.isdigit() or code in imported or near_codes(code, codes):
            return (code, Shape.CODE), (both.group(2), Shape.PAIR)
    if both := _MODIFIER_WORD_AND_MODIFIER.fullmatch(run):
        return (both.group(1), Shape.WORD), (both.group(2), Shape.PAIR)
    if both := _MODIFIER_AND_MODIFIER_WORD.fullmatch(run):
        return (both.group(1), Shape.PAIR), (both.group(2), Shape.WORD)
    if both := _CODE_WORD_AND_CODE.fullmatch(run):
        return (both.group(1), Shape.WORD), (both.group(2), Shape.CODE)
    if both := _CODE_AND_QUANTITY.fullmatch(run):
        return (both.group(1), Shape.CODE), (both.group(2), Shape.NUMBER)
    if both := _CODE_AND_WITH.fullmatch(run):
        return (both.group(1), Shape.CODE), (both.group(2), Shape.WORD)
    return None


def _shape(run: str) -> Shape:
    if not run.isascii():
        return Shape.NUMBER if run.isdigit() else Shape.WORD
    if _CODE.fullmatch(run):
        return Shape.CODE
    if len(run) == 2 and any(map(str.isdigit, run)):
        return Shape.PAIR
    if run.isdigit():
        return Shape.ODD_CODE if len(run) in {4, 6} else Shape.NUMBER
    if re.fullmatch(r"\d{4,5}[A-Za-z]", run):
        return Shape.ODD_CODE
    if len(run) == 2 and run.isalpha():
        return Shape.PAIR
    return Shape.NUMBER if run[0].isdigit() else Shape.WORD
