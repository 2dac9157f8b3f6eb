"""What the words of a question name: topics, codes, modifiers. Words bend; how far, the book's limits say."""

from collections.abc import Sequence

from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.ranking import Match, Ranking
from bot.asking.stems import any_stands_in

MOST_CHOICES = 5
"""Places that are offered at once."""


def entries_ranked(question: Question, index: Index) -> list[Match]:
    """The entries by the words, the best first, without those that the words rule out."""
    ranked = ranked_by(question, index.entries)
    if not ranked or ranked[0].score < index.book.about.limits.words:
        return []
    return [match for match in ranked if not is_ruled_out(match.key, question, index)]


def entries_named(ranked: Sequence[Match], index: Index) -> tuple[str, ...]:
    """The entry that the words name, several that lie close together, or none."""
    return tuple(match.key for match in _named(ranked, index))


def codes_named(ranked: Sequence[Match], index: Index) -> tuple[str, ...]:
    """The code that the words name, several that lie close together, or none."""
    return tuple(match.key for match in _named([match for match in ranked if match.key in index.book.codes], index))


def modifiers_named(ranked: Sequence[Match], index: Index, topics: Sequence[Match]) -> list[Match]:
    """The modifiers that the words name better than any topic: "the professional component of 38240"."""
    named = _named([match for match in ranked if match.key in index.book.modifiers], index)
    return named if named and named[0].score >= (topics[0].score if topics else 0.0) else []


def _named(ranked: Sequence[Match], index: Index) -> list[Match]:
    limits = index.book.about.limits
    if not ranked or ranked[0].score < limits.words:
        return []
    return within_margin(ranked, limits.margin)[:MOST_CHOICES]


def is_ruled_out(entry: str, question: Question, index: Index) -> bool:
    """Whether the question's words mean something else than the entry: "autologous" is no donor transplant."""
    phrases = index.not_for.get(entry)
    return phrases is not None and any_stands_in(phrases, question.words)


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
