"""What a book's vocabulary knows, compiled once for reading questions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.asking.localities import locality_names, state_names
from bot.asking.phrases import PhraseBook, Words
from bot.asking.plain_text import plain_text
from bot.asking.spelling import Spelling
from bot.asking.tokens import Shape, tokens
from bot.book import Book


@dataclass(frozen=True)
class Lexicon:
    """Codes and modifiers of the book, and the phrases by which they are told from other numbers and words."""

    codes: tuple[str, ...]
    """Those of the book's entries."""
    imported_codes: frozenset[str]
    """Those of the imported files."""
    modifiers: frozenset[str]
    imported_modifiers: frozenset[str]
    all_modifiers: frozenset[str]
    """Those of the book, and those that only exist elsewhere."""
    only_in_capitals: frozenset[str]
    modifier_words: frozenset[str]
    identifiers: PhraseBook
    number_before: PhraseBook
    number_after: PhraseBook
    not_words: PhraseBook
    correction_words: PhraseBook
    background_words: PhraseBook
    comparison_words: PhraseBook
    together_words: PhraseBook
    fillers: frozenset[str]
    """Words that ask for nothing by themselves ("please")."""
    payers: PhraseBook
    localities: PhraseBook
    states: Mapping[str, str]
    """Keys of a state's payment localities in a row, by its two letters."""
    diagnosis: Callable[[str], str | None]
    """The ICD-10-CM code that was typed, as it is printed, or None where it is not on file."""
    same_words: PhraseBook
    same_meanings: Mapping[str, Words]
    spelling: Spelling
    """Every word of the book's topics, names and vocabulary."""

    @classmethod
    def of(cls, book: Book) -> "Lexicon":
        """The lexicon of a book."""
        words = book.vocabulary
        modifiers, reference = frozenset(book.modifiers), book.reference
        localities = reference.localities if reference else ()
        return cls(
            codes=book.codes,
            imported_codes=reference.codes if reference else frozenset(),
            modifiers=modifiers,
            imported_modifiers=frozenset(reference.modifiers) if reference else frozenset(),
            all_modifiers=modifiers | frozenset(words.other_modifiers),
            only_in_capitals=frozenset(words.only_in_capitals),
            modifier_words=frozenset(word.casefold() for word in words.modifier_words),
            identifiers=_phrases(words.identifiers),
            number_before=_phrases(words.number_before),
            number_after=_phrases(words.number_after),
            not_words=_phrases(words.not_words),
            correction_words=_phrases(words.correction_words),
            background_words=_phrases(words.background_words),
            comparison_words=_phrases(words.comparison_words),
            together_words=_phrases(words.together_words),
            fillers=frozenset(word for phrase in words.filler_words for word in phrase_words(phrase)),
            payers=PhraseBook(
                (phrase_words(name), id) for id, payer in book.payers.items() for name in (payer.name, *payer.aliases)
            ),
            localities=locality_names(localities),
            states=state_names(localities),
            diagnosis=reference.diagnosis_code if reference else _no_diagnosis,
            same_words=_phrases(words.same_words),
            same_meanings={typed: phrase_words(meaning) for typed, meaning in words.same_words.items()},
            spelling=Spelling(
                (word for phrase in _all_phrases(book) for word in phrase_words(phrase)), words.ordinary_words
            ),
        )

    def knows(self, code: str) -> bool:
        """Whether the book or the imported files have the code."""
        return code in self.codes or code in self.imported_codes


def _no_diagnosis(typed: str) -> None:
    return None


def _all_phrases(book: Book) -> Iterator[str]:
    words = book.vocabulary
    yield from (*words.same_words, *words.same_words.values(), *words.filler_words)
    for topic in book.topics.topics.values():
        yield from topic.phrases
    for not_held in book.topics.not_held.values():
        yield from not_held.phrases
    for entry in book.entries.values():
        yield from (entry.name, *entry.aliases, *entry.not_for)
        for section in entry.sections.values():
            yield from section.questions
    yield from book.about.help_phrases


def phrase_words(phrase: str) -> Words:
    """The words of a phrase as a question's words are read: in small letters, without signs."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():  # nothing to be told apart: most phrases of a book
        return tuple(phrase.lower().split())
    return tuple(token.lower for token in tokens(plain_text(phrase), (), ()) if token.shape is not Shape.SIGN) or tuple(
        re.findall(r"\S", phrase)
    )


def _phrases(phrases: Iterable[str]) -> PhraseBook:
    return PhraseBook((phrase_words(phrase), phrase) for phrase in phrases)
