"""What the words of a question name: topics, codes, modifiers. Words bend; how far, the book's limits say."""

from collections.abc import Sequence

from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.ranking import Match, Ranking

MOST_CHOICES = 5
"""Places that are offered at once."""


def codes_named(question: Question, index: Index) -> tuple[str, ...]:
    """The code that the words name, several that lie close together, or none."""
    limits = index.book.about.limits
    ranked = [match for match in ranked_by(question, index.entries) if match.key in index.book.codes]
    sure = [match for match in ranked if match.score >= limits.words]
    return tuple(match.key for match in within_margin(sure, limits.margin))[:MOST_CHOICES]


def entries_named(question: Question, index: Index) -> tuple[str, ...]:
    """The entries that the words name: one, several that lie close together, or none."""
    limits = index.book.about.limits
    ranked = ranked_by(question, index.entries)
    if not ranked or ranked[0].score < limits.words:
        return ()
    return tuple(match.key for match in within_margin(ranked, limits.margin))[:MOST_CHOICES]


def ranked_by(question: Question, ranking: Ranking) -> list[Match]:
    """Sections ranked by the whole question, or by the clause that matches best: stories have the question last."""
    best: dict[str, Match] = {}
    for words in dict.fromkeys((question.words, *question.clauses)):
        for match in ranking.rank(words):
            if match.key not in best or match.score > best[match.key].score:
                best[match.key] = match
    return sorted(best.values(), key=lambda match: -match.score)


def topic_named(question: Question, ranking: Ranking, index: Index) -> str | None:
    """The topic that the words alone name surely, or None."""
    held = [match for match in ranked_by(question, ranking) if not is_apart(match.key)]
    return held[0].key if held and held[0].score >= index.book.about.limits.words else None


def within_margin(ranked: Sequence[Match], margin: float) -> list[Match]:
    """The best matches, of which none can be told to be the right one."""
    return [match for match in ranked if match.score > ranked[0].score - margin]


def is_apart(key: str) -> bool:
    """Whether the key is the help or something that is not held, and no topic of the book."""
    return key == HELP or key.startswith(NOT_HELD)


def modifiers_named(question: Question, index: Index, topics: Sequence[Match]) -> list[Match]:
    """The modifiers that the words name better than any topic: "the professional component of 38240"."""
    limits = index.book.about.limits
    ranked = [match for match in ranked_by(question, index.entries) if match.key in index.book.modifiers]
    if not ranked or ranked[0].score < max(limits.words, topics[0].score if topics else 0.0):
        return []
    return within_margin(ranked, limits.margin)
