"""What was decided about a question: its outcome, and the places in the book that it shows or offers."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.asking.context import Context
from bot.asking.index import NOT_HELD, Index
from bot.asking.naming import MOST_CHOICES
from bot.asking.ranking import Match
from bot.asking.reply import Outcome
from bot.asking.subject import Place

NO_MATCH = Match("", 0.0)


@dataclass(frozen=True)
class Decision:
    """The outcome, and the places in the book that it shows or offers."""

    outcome: Outcome
    sections: tuple[Place, ...] = ()
    choices: tuple[Place, ...] = ()
    missing: tuple[str, ...] = ()
    score: float = 0.0
    topic: str | None = None
    """The topic that was understood; of what is not held, its key; "help"."""
    entries: tuple[str, ...] = ()
    """Entries that the question concerns."""
    context: Context = field(default_factory=Context)
    """What the thread is about after this question."""


def shown(places: Sequence[Place], score: float, index: Index) -> Decision:
    """These sections answer."""
    places = tuple(dict.fromkeys(places))
    entries = tuple(dict.fromkeys(entry for entry, _ in places))
    return Decision(
        Outcome.ANSWER, sections=places, score=score, entries=entries, context=_context_of(places, index, ())
    )


def offered(places: Sequence[Place], index: Index, score: float) -> Decision:
    """One of these sections may answer."""
    kept = tuple(dict.fromkeys(places))[:MOST_CHOICES]
    entries = tuple(dict.fromkeys(entry for entry, _ in kept))
    return Decision(Outcome.CHOOSE, choices=kept, score=score, entries=entries, context=_context_of(kept, index, kept))


def _context_of(places: Sequence[Place], index: Index, choices: tuple[Place, ...]) -> Context:
    kinds = {id: entry.kind for id, _ in places if (entry := index.book.entry(id))}
    return Context(
        codes=tuple(entry for entry, kind in kinds.items() if kind == "code"),
        modifiers=tuple(entry for entry, kind in kinds.items() if kind == "modifier"),
        topics=tuple(dict.fromkeys(section for _, section in places)),
        choices=choices,
    )


def is_not_held(best: Match, index: Index) -> bool:
    """Whether the words surely ask for what no code book holds."""
    return best.key.startswith(NOT_HELD) and best.score >= index.book.about.limits.words


def outcome_of(index: Index, key: str) -> str:
    """The outcome of something that is not held."""
    return index.book.topics.not_held[key.removeprefix(NOT_HELD)].outcome
