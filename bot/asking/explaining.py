"""How a question was read, and which sections its words came close to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.asking.context import NO_CONTEXT, Context
from bot.asking.hearing import Heard
from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.ranking import Match, Ranking
from bot.asking.reading import read

MOST_CANDIDATES = 5


@dataclass(frozen=True)
class Candidate:
    """A topic or an entry that the words came close to."""

    key: str
    """A topic, an entry, "help", or "not-held/..." for what no book holds."""
    score: float
    """0 to 1."""
    words: tuple[str, ...]
    """The question's words that it has, too."""
    ruled_out: bool = False
    """The words mean something else by the entry's not_for."""


@dataclass(frozen=True)
class Explanation:
    """What decided a reply."""

    question: Question
    topics: tuple[Candidate, ...]
    """The best first."""
    entries: tuple[Candidate, ...]
    """The entries that the words name; they count only where no code is given."""
    topic_limit: float
    """The least score of a topic where a code or modifier is named."""
    words_limit: float
    """The least score where words alone decide."""
    margin: float
    """Two that lie closer than this are offered as a choice."""


def explain(text: str, index: Index, context: Context = NO_CONTEXT) -> Explanation:
    """How a text was read, and its best candidates. Like `ask`, it accepts any text."""
    question = read(text, index.lexicon, date.today())
    of_modifiers = bool(question.modifiers or context.modifiers) and not (question.codes or context.codes)
    limits = index.book.about.limits
    heard = Heard(question, index)
    topics, ranking = (heard.modifier_topics, index.modifier_topics) if of_modifiers else (heard.topics, index.topics)
    return Explanation(
        question=question,
        topics=_candidates(topics, ranking, heard),
        entries=_candidates(index.entries.rank(heard.naming), index.entries, heard),
        topic_limit=limits.topic,
        words_limit=limits.words,
        margin=limits.margin,
    )


def name_of(candidate: Candidate, index: Index) -> str:
    """A candidate as a person would call it."""
    key = candidate.key
    if key == HELP:
        return "what the bot can do"
    if key.startswith(NOT_HELD):
        return f"not held: {index.book.topics.not_held[key.removeprefix(NOT_HELD)].label}"
    if entry := index.book.entries.get(key):
        return f"{key}: {entry.name}"
    return index.book.topics.topics[key].label


def _candidates(matches: Sequence[Match], ranking: Ranking, heard: Heard) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            match.key,
            round(match.score, 3),
            tuple(ranking.shared(match.key, heard.question.words)),
            heard.is_ruled_out(match.key),
        )
        for match in matches[:MOST_CANDIDATES]
    )
