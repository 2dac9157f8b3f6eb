"""Questions that name nothing of the book: a diagnosis or a place of service by its code, or an imported title's words.

No code is named in them, so that a title never answers a question about another code.
"""

from collections.abc import Sequence

from bot.asking.context import Context
from bot.asking.decision import Decision, offered, shown
from bot.asking.hearing import Heard
from bot.asking.imported import title_of
from bot.asking.lexicon import phrase_words
from bot.asking.naming import MOST_CHOICES
from bot.asking.question import Question
from bot.asking.reply import Outcome
from bot.asking.stems import stem
from bot.asking.subject import Place
from bot.book import Book
from bot.book.reference import DIAGNOSIS_CODE, PLACE_OF_SERVICE

_OF_DIAGNOSES = frozenset({"icd", "icd-10", "icd10", "dx", "diagnosis", "diagnoses"})
_OF_HCPCS = frozenset({"hcpcs", "jcode", "dme", "supply"})
_ASKING = _OF_DIAGNOSES | _OF_HCPCS | frozenset({"code", "codes", "cm", "level", "ii", "billable", "lookup", "bill"})
"""Words that ask for a code and stand in no title."""
_SIDES = frozenset({"right", "left"})
_OF_VALIDITY = _OF_DIAGNOSES | {"billable", "valid", "invalid", "active", "specific", "code"}
"""Words that ask of a diagnosis whether it is one."""
LEAST_WORDS = 2
"""Words of a title that must be given where none asks for a code."""


def of_lookup(heard: Heard, context: Context) -> Decision | None:
    """The diagnoses or places that are named; None where there are none, or where the thread is about a code."""
    question, reference = heard.question, heard.index.book.reference
    if reference is None or (context.codes and not _asks_of_itself(question)):
        return None
    known = [(code, DIAGNOSIS_CODE) for code in question.diagnoses if reference.diagnosis_code(code)]
    known += [(place, PLACE_OF_SERVICE) for place in question.places if reference.place(place)]
    if known:
        return shown(known, 1.0, heard.index)
    has_diagnoses = any(edition.kind == "icd-10-cm" for edition in reference.editions)
    if question.diagnoses and has_diagnoses:
        return Decision(Outcome.UNKNOWN_CODE, missing=question.diagnoses, context=context)
    return None


def _asks_of_itself(question: Question) -> bool:
    """Whether a diagnosis or place is asked about by itself, though the thread is about a code: "is D71 billable"."""
    return question.asks_what if question.places else not _OF_VALIDITY.isdisjoint(question.typed)


def of_titles(heard: Heard, context: Context) -> Decision | None:
    """The HCPCS and ICD-10-CM codes whose title has all words of the question, among those offered last where one of
    them does; None where there are none."""
    reference = heard.index.book.reference
    if reference is None:
        return None
    said = set(heard.question.typed)
    fillers = heard.index.lexicon.fillers - _SIDES
    words = [word for word in dict.fromkeys(heard.question.typed) if word not in fillers and word not in _ASKING]
    words = [word for word in words if word.isalnum() and (len(word) > 1 or word.isdigit())]
    if words and len(told := _offered_with(words, context, heard.index.book)) == 1:
        return shown(told, 1.0, heard.index)
    if len(words) < (1 if said & (_OF_DIAGNOSES | _OF_HCPCS) else LEAST_WORDS):
        return None
    found = reference.titled(words, MOST_CHOICES + 1, _wanted(said))
    places: list[Place] = [(code, DIAGNOSIS_CODE if is_diagnosis else "summary") for code, is_diagnosis in found]
    if not places:
        return None
    return shown(places, 1.0, heard.index) if len(places) == 1 else offered(places, heard.index, 1.0)


def _offered_with(words: Sequence[str], context: Context, book: Book) -> list[Place]:
    """The choices offered last whose imported title has all the words."""
    titles = [(place, title_of(book, place[0])) for place in context.choices]
    wanted = {stem(word) for word in words}
    return [place for place, title in titles if title and wanted <= {stem(w) for w in phrase_words(title)}]


def _wanted(said: set[str]) -> bool | None:
    """Whether diagnoses alone are asked for (True), HCPCS codes alone (False), or either."""
    if said & _OF_DIAGNOSES:
        return True
    return False if said & _OF_HCPCS else None
