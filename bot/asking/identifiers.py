"""Signs that a text holds what identifies a patient, by rules.

Why rules: presidio-analyzer's patterns (2.2.366, without spaCy's model) see 31 of the 120 texts of
tests/asking/identifier_samples.py and alarm at 16 of its 219 of coders, at 0.8 ms each, and fetch a list from the
network; datafog 4.9.0 sees 117 and alarms at 137; scrubadub has had no release since 2023.

These rules miss 7 of the 120 (6 %: names without title or day of birth, and numbers spelled in words) and alarm at none
of the 219. Rules and sample have one author. Of 52 more texts, written after the rules, they missed 2 (4 %).
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.asking.plain_text import plain_text


class Identifier(StrEnum):
    """What a patient can be told by."""

    SSN = "ssn"
    """A social security number, or its end where the text calls it one."""
    PHONE = "phone"
    RECORD_NUMBER = "record-number"
    """The number of a chart, an account or an encounter."""
    CLAIM_NUMBER = "claim-number"
    """The number of a claim or of an authorization."""
    DATE_OF_BIRTH = "date-of-birth"
    NAME_WITH_BIRTH_DATE = "name-with-birth-date"
    ADDRESS = "address"
    EMAIL = "email"
    MEMBER_ID = "member-id"
    NAME = "name"
    """A name after a title or the word patient; no other name is told from the words of a question."""


def identifiers_in(text: str) -> frozenset[Identifier]:
    """The kinds of identifiers that a text, as Slack delivers it or as it was typed, seems to hold. Any text is
    accepted."""
    plain = text if text.isascii() and _MARKED.search(text) is None else plain_text(text)
    found = frozenset(_found(plain))
    if found >= {Identifier.NAME, Identifier.DATE_OF_BIRTH}:
        return found | {Identifier.NAME_WITH_BIRTH_DATE}
    return found


_MARKED = re.compile(r"[<>&*`~_\x00-\x1f]| {2}")
"""What `plain_text` changes in ASCII that matters here. It takes longer than all the rules together."""


_IS = r"(?:[ :#=(-]|\b(?:is|was|no\.?|number|num|id|ending|ends|in)\b){0,8}"
"""What may stand between a label and its number."""
_NUMBERED = r"(?: ?#| ?(?:\bnumber|\bnum|\bno|\bid)\b\.?){1,2}"
"""What makes an ordinary word the label of a number."""
_TOKEN = r"([a-z]{0,4}-?\d[a-z\d]*(?:-[a-z\d]+|(?<=[a-z]\d{4}) \d{5})*)(?![\w/]|\.\d)"
_YEAR = r"(?:19\d\d|20\d\d|\d\d)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = (
    rf"(?:(?:0?[1-9]|1[0-2])[-/.]{_DAY}[-/.]{_YEAR}|(?:19|20)\d\d-\d\d?-{_DAY}"
    rf"|{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}|{_DAY}(?:st|nd|rd|th)? (?:of )?{_MONTH},? {_YEAR})(?![\d/-])"
)
_LONG_AGO = (
    rf"(?:(?:0?[1-9]|1[0-2])[-/.]{_DAY}[-/.](?:19\d\d|200\d|201[0-5]|[3-9]\d)|(?:19\d\d|200\d|201[0-5])-\d\d?-{_DAY}"
    r")(?![\d/-])"
)
"""A day that no claim of today is about."""
_BIRTH = r"(?:\bdob|\bd\.o\.b\.?|\b(?:date of birth|birth ?date|birthday|b-?day)|\bborn)"

_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+%-]+ ?@ ?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")
_SSN = re.compile(
    r"(?<![\w$/.-])(?!\d{3} \d\d (?:19|20)\d\d)\d{3}([-. ])\d\d\1\d{4}[a-z]?\d?(?![\w/-]|\.\d)"
    rf"|\b(?:ssn|ss ?#|social(?: security)?|soc\.? sec\.?){_IS}(?:\d{{3}}[-. ]?\d\d[-. ]?)?\d{{4}}(?![\d/-])"
    r"|\bssn\d{9}\b"
)
_NINE_DIGITS = re.compile(r"(?<![\w$/.-])\d{9}(?![\w/-]|\.\d)")
_NO_PATIENT = re.compile(
    r"\b(?:npi|tin|ein|tax|clia|ndc|nct|zip|taxonomy|trial|locality|transmittal|upin|ptan|dea)\b[^\d]{0,12}$"
)
"""What makes the number after it one of a provider, a drug, a study or a place."""
_NO_TOLL_FREE = r"(?!8(?:00|33|44|55|66|77|88))"
"""Such numbers are payers'."""
_AREA = rf"{_NO_TOLL_FREE}[2-9]\d\d"
_PHONE = re.compile(
    rf"(?<![\w$/.-])(?:\+?1[-. ]?)?(?:\({_AREA}\) ?|{_AREA}[-./])"
    r"[2-9]\d\d[-./ ]\d{4}(?![\w/-]|\.\d)"
    r"|(?<![\w.])\+1 ?[2-9]\d\d ?[2-9]\d\d ?\d{4}(?![\w/-])"
    r"|\b(?:phone|tel|cell|mobile|telephone|fax|call(?:back)?|reach|contact|ph)\b[^\d\n]{0,14}"
    rf"(?:\+?1[-. ]?)?{_NO_TOLL_FREE}"
    r"(?:[2-9]\d\d[-. ]?[2-9]\d\d[-. ]?\d{4}|(?:\d{3}[-.])?[2-9]\d\d[-.]\d{4})(?![\w/-]|\.\d)"
)
_RECORD = re.compile(
    rf"\b(?:mrn|m\.r\.n\.?|mr ?#|med(?:ical)?\.? rec(?:ord)?s?\b|csn|har|fin){_IS}{_TOKEN}"
    rf"|\b(?:chart|patient|pt|acct|account|visit|encounter|case|hospital|epic){_NUMBERED}{_IS}{_TOKEN}"
    rf"|\b(?:acct|account)[ :]{_TOKEN}"
    r"|(?<![\w-])([a-z]{0,3}\d{4,})\W{1,3}(?:is )?(?:the |his |her |pt )?mrn\b"
)
_CLAIM = re.compile(
    rf"\b(?:icn|dcn|tcn|claims? control number){_IS}{_TOKEN}"
    rf"|\b(?:claim|auth(?:orization)?|pre-?cert(?:ification)?|ref(?:erence)?|referral){_NUMBERED}{_IS}{_TOKEN}"
)
_BARE_CLAIM = re.compile(r"\bclaim ([a-z]{0,3}\d{9,})(?![\w/-])")
_MEMBER = re.compile(
    rf"\b(?:mbi|hicn?){_IS}{_TOKEN}"
    rf"|\b(?:mem(?:ber)?|subscriber|policy|insured|insurance|beneficiary|medicaid|medicare|recipient|enrollee)"
    rf"{_NUMBERED}{_IS}{_TOKEN}"
    r"|(?<![\w-])([1-9][ac-hj-km-np-rt-y][ac-hj-km-np-rt-y\d]\d-?[ac-hj-km-np-rt-y][ac-hj-km-np-rt-y\d]\d"
    r"-?[ac-hj-km-np-rt-y]{2}\d\d)(?![\w-])"
)
"""The last is the form of Medicare's beneficiary identifier (cms.gov, Understanding the MBI format)."""
_BORN = re.compile(
    rf"{_BIRTH}(?:[ :=,(-]|\b(?:is|was|on)\b){{0,6}}(?:the )?(?:{_DATE}|\d{{8}}(?!\d))"
    rf"|(?<![\d/.-]){_DATE}\W{{0,3}}(?:is |= ?)?(?:the |his |her )?(?:dob|d\.o\.b|date of birth|birth)"
)
_OLD_DAY = re.compile(rf"(?<![\d/.$-]){_LONG_AGO}")
_CURRENT = re.compile(
    r"\b(?:eff(?:ective)?|since|as of|from|deleted|added|released|updated|published|until|through|dos|service|"
    r"before|after|retired|began|started|valid|dated?|of)\b[^\d\n]{0,12}$"
)
_STREET = re.compile(
    r"(?<![\w.$/-])(\d{1,5}) ((?:[nsew]\.? )?(?:[a-z]+ ){1,3})"
    r"(?:(street|avenue|ave|road|rd|lane|ln|blvd|boulevard|parkway|pkwy|terrace|highway|hwy)"
    r"|(?:st|dr|ct|drive|court|way|circle|cir|place|pl)(?=\.? ?(?:[,;]|apt|unit|#|\d{5}\b)))(?![a-z])"
)
_NO_STREET_WORDS = """
a an and any at by code down for from in is it line near no not of off on one or per same than the this to two with x
min minute minutes mile miles units unit days day up across home same dr doctor chest head
"""
_NO_STREET = frozenset(_NO_STREET_WORDS.split())
_BOX = re.compile(r"\bp\.? ?o\.? ?box \d")
_NAME_AND_DAY = re.compile(
    rf"(?:\b[A-Z][a-zA-Z'-]+,? (?:[A-Z]\.? )?[A-Z][a-zA-Z'-]+(?: [A-Z]\.?)?|\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]+"
    rf"|\b(?:[Pp]t|[Pp]atient):? [a-zA-Z'-]+,? [a-zA-Z'-]+)[ ,(]{{1,3}}(?:{_LONG_AGO})"
)
_NAME_AND_BIRTH = re.compile(
    rf"\b[a-zA-Z'-]{{2,}},? (?:[a-zA-Z]\.? )?([a-zA-Z'-]{{2,}})[ ,(]{{1,3}}(?:mrn \d+ )?(?i:{_BIRTH})\W{{0,3}}(?:on )?"
    rf"(?i:{_DATE})"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss)\.? [A-Z][a-z]{2,}\b"
    r"|\b(?:[Pp]t|PT|[Pp]atient):? ([A-Z][a-z]+),? ([A-Z][a-z]+)\b(?! [A-Z][a-z])"
)
_NO_NAME_WORDS = """
Medicare Medicaid Blue Cross Total Knee Status Portion Access Care Financial Responsibility Services Has Had Is Was
Home Needs Who With Under Advocate Assistance Safety Protection Relations Centered And For Of The In Getting
"""
_NO_NAME = frozenset(_NO_NAME_WORDS.split())
_LIKE_CODES = re.compile(
    r"(?:\d{5}|[a-z]\d{4}|\d{4}[a-z])(?:-[a-z]?\d{4,5}|-\w\w)*|[la]\d{5}|\d{4}t\d{4}[a-z]{0,2}|nct\d+"
)
"""Codes with modifiers, ranges of codes, coverage articles and payers' policies."""


def _found(text: str) -> Iterator[Identifier]:
    lower = text.lower()
    if _TITLED.search(text) and _is_titled(text):
        yield Identifier.NAME
    if "@" in lower and _EMAIL.search(lower):
        yield Identifier.EMAIL
    if _DIGIT.search(lower) is None:
        return
    if _SSN.search(lower) or _is_nine_digits(lower):
        yield Identifier.SSN
    if _PHONE.search(lower):
        yield Identifier.PHONE
    if _is_number(_RECORD, lower, 6):
        yield Identifier.RECORD_NUMBER
    if _is_number(_CLAIM, lower, 6) or _is_number(_BARE_CLAIM, lower, 9):
        yield Identifier.CLAIM_NUMBER
    if _is_number(_MEMBER, lower, 5):
        yield Identifier.MEMBER_ID
    if _BORN.search(lower) or _is_old_day(lower):
        yield Identifier.DATE_OF_BIRTH
    if _NAME_AND_DAY.search(text) or _NAME_AND_BIRTH.search(text):
        yield Identifier.NAME_WITH_BIRTH_DATE
    if _BOX.search(lower) or _is_street(lower):
        yield Identifier.ADDRESS


def _is_titled(text: str) -> bool:
    return any(not _NO_NAME & set(found.groups()) for found in _TITLED.finditer(text))


def _is_nine_digits(lower: str) -> bool:
    return any(_NO_PATIENT.search(lower, 0, found.start()) is None for found in _NINE_DIGITS.finditer(lower))


def _is_number(label: re.Pattern[str], lower: str, digits: int) -> bool:
    """True where a number of at least so many digits, which is no code, stands after the label. After MRN four digits
    are enough, whatever they look like."""
    for found in label.finditer(lower):
        number = next(group for group in found.groups() if group)
        least, code = (4, False) if "mrn" in found[0] else (digits, _LIKE_CODES.fullmatch(number) is not None)
        if sum(map(str.isdigit, number)) >= least and not code:
            return True
    return False


def _is_old_day(lower: str) -> bool:
    return any(_CURRENT.search(lower, 0, found.start()) is None for found in _OLD_DAY.finditer(lower))


def _is_street(lower: str) -> bool:
    return any(_NO_STREET.isdisjoint(found[2].split()) for found in _STREET.finditer(lower))
