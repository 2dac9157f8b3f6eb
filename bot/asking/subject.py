"""What a question was about, without its words: what a record or a button may hold of it."""

from dataclasses import dataclass

from bot.book import MODIFIERS_PREFIX, Book

Place = tuple[str, str]
"""An entry and one of its sections."""


@dataclass(frozen=True)
class Subject:
    """The parts of a question that the book knows. From them the same answers can be composed again (`recall`)."""

    codes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Ids of topics, and of what no code book holds."""
    places: tuple[Place, ...] = ()
    """The sections that were shown."""
    missing: tuple[str, ...] = ()
    """Codes and modifiers that were asked about and are not in the book."""
    diagnoses: tuple[str, ...] = ()
    localities: tuple[str, ...] = ()
    several_localities: tuple[str, ...] = ()
    quarter: str = ""
    """The first day of the quarter of the day of service; "" where none was named."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the question was understood."""
        return not (self.codes or self.modifiers or self.topics or self.missing)


NO_SUBJECT = Subject()


def topic_label(topic: str, book: Book) -> str:
    """The name that readers know a topic by, such as "prior authorization"; the id where the book has it no more."""
    if topic in book.topics.topics:
        return book.topics.topics[topic].label
    if topic in book.topics.not_held:
        return book.topics.not_held[topic].label
    return topic.removeprefix(MODIFIERS_PREFIX)


def subject_line(subject: Subject, book: Book) -> str:
    """The subject in a line, such as "38240 · modifier 26 · payment"; empty where nothing was understood."""
    codes = dict.fromkeys((*subject.codes, *(name for name in subject.missing if len(name) != 2)))
    modifiers = dict.fromkeys((*subject.modifiers, *(name for name in subject.missing if len(name) == 2)))
    topics = dict.fromkeys(topic_label(topic, book) for topic in subject.topics)
    word = "modifier" if len(modifiers) == 1 else "modifiers"
    parts = [", ".join(codes), f"{word} {', '.join(modifiers)}" if modifiers else "", ", ".join(topics)]
    return " · ".join(part for part in parts if part)
