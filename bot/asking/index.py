"""A book made ready for questions: its lexicon, and its topics and entries ranked by words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.asking.lexicon import Lexicon, phrase_words
from bot.asking.phrases import Words, replaced
from bot.asking.ranking import Ranking
from bot.asking.shared_names import SharedNames
from bot.asking.signs import Signs
from bot.asking.stems import stem, stems
from bot.book import Book

HELP = "help"
"""The key of the help among the topics."""
NOT_HELD = "not-held/"
"""Prefix of the keys of what no code book holds."""

TITLE_WEIGHT, PHRASE_WEIGHT = 2.0, 1.0
TERM_EVIDENCE_SHARE, ARTICLE_EVIDENCE_SHARE = 0.15, 0.0
"""Codes and modifiers are named by terms inside of a question, two of them in one; an article is asked for by a whole
question, in which a single phrase misleads."""


@dataclass(frozen=True)
class Index:
    """A book and what is computed from it once; to be built anew when the book changes."""

    book: Book
    lexicon: Lexicon
    topics: Ranking
    """Topics of codes, what is not held, and the help."""
    modifier_topics: Ranking
    """The same with the topics of modifiers."""
    article_topics: Ranking
    entries: Ranking
    not_for: Mapping[str, tuple[str, ...]]
    """The stems of the words that rule an entry out, by its id."""
    only_for: Mapping[str, tuple[str, ...]]
    """The stems of the words of which an entry needs one, by its id."""
    signs: Signs
    """Of what is not held."""
    shared_names: SharedNames
    kind_of: Mapping[str, str]
    """The kind of each entry of the book, by its id; see `kind` for imported ones."""

    def kind(self, entry: str) -> str:
        """The kind of an entry of the book or of the imported files; "" for one that is gone."""
        found = self.kind_of.get(entry) or getattr(self.book.entry(entry), "kind", "")
        return str(found)

    @classmethod
    def of(cls, book: Book) -> "Index":
        """The index of a book."""
        lexicon = Lexicon.of(book)
        names = SharedNames.of(book, lexicon)

        def ranking(sections: Iterable[tuple[str, list[tuple[Words, float]]]]) -> Ranking:
            return Ranking(dict(sections))

        return cls(
            book=book,
            lexicon=lexicon,
            topics=ranking(_topics(book, lexicon, names, "code")),
            modifier_topics=ranking(_topics(book, lexicon, names, "modifier")),
            article_topics=ranking(_topics(book, lexicon, names, "article")),
            entries=Ranking(
                dict(_entries(book, lexicon)),
                TERM_EVIDENCE_SHARE,
                {id: ARTICLE_EVIDENCE_SHARE for id, entry in book.entries.items() if entry.kind == "article"},
            ),
            not_for={
                id: tuple(stems(_words(phrase, lexicon)) for phrase in entry.not_for)
                for id, entry in book.entries.items()
                if entry.not_for
            },
            only_for={
                id: tuple(stems(_words(phrase, lexicon)) for phrase in entry.only_for)
                for id, entry in book.entries.items()
                if entry.only_for
            },
            signs=Signs.of(
                [
                    (NOT_HELD + id, [[_words(phrase, lexicon) for phrase in phrases] for phrases in group])
                    for id, held in book.topics.not_held.items()
                    for group in held.signs
                ]
            ),
            shared_names=names,
            kind_of={id: entry.kind for id, entry in book.entries.items()},
        )


def _words(phrase: str, lexicon: Lexicon) -> Words:
    return tuple(replaced(phrase_words(phrase), lexicon.same_words, lexicon.same_meanings))


def _besides(words: Words, names: frozenset[str]) -> Words:
    """The words that ask for the topic, without those that name the entry."""
    return tuple(word for word in words if stem(word) not in names)


def _topics(
    book: Book, lexicon: Lexicon, names: SharedNames, kind: str
) -> Iterator[tuple[str, list[tuple[Words, float]]]]:
    for id, topic in book.topics.topics.items():
        if kind in topic.kinds:
            phrases = [(_words(topic.label, lexicon), TITLE_WEIGHT)]
            phrases += [(_words(phrase, lexicon), PHRASE_WEIGHT) for phrase in topic.phrases]
            phrases += [
                (_besides(_words(question, lexicon), names.stems_of[entry.id]), PHRASE_WEIGHT)
                for entry in book.entries.values()
                if entry.kind == kind and id in entry.sections
                for question in entry.sections[id].questions
            ]
            yield id, phrases
    for id, not_held in book.topics.not_held.items():
        yield NOT_HELD + id, [(_words(phrase, lexicon), PHRASE_WEIGHT) for phrase in not_held.phrases]
    yield HELP, [(_words(phrase, lexicon), PHRASE_WEIGHT) for phrase in book.about.help_phrases]


def _entries(book: Book, lexicon: Lexicon) -> Iterator[tuple[str, list[tuple[Words, float]]]]:
    for id, entry in book.entries.items():
        phrases = [(_words(entry.name, lexicon), TITLE_WEIGHT)]
        phrases += [(_words(alias, lexicon), PHRASE_WEIGHT) for alias in entry.aliases]
        yield id, phrases
