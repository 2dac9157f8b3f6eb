"""A question beside a book: which topics and entries its words come close to, each computed once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.ranking import Match, Ranking
from bot.asking.stems import any_stands_in, stem, stems

LONGEST_ASIDE = 20
"""Words. In a longer story a few words about a claim or the weather are an aside; only its last clause asks."""


@dataclass(frozen=True)
class Heard:
    """A question and the index of the book that it is asked of."""

    question: Question
    index: Index

    @cached_property
    def topics(self) -> list[Match]:
        """Topics of codes and what is apart from the book, the best first; what shows its signs before all else."""
        said = self.index.topics.having(self.meant) - {match.key for match in self.signed}
        ranked = ranked_by(self.question, self.index.topics)
        return [*self.signed, *(match for match in ranked if match.key == HELP or match.key in said)]

    def topics_besides(self, names: Collection[str]) -> list[Match]:
        """Topics of codes by the words other than those that name a code, given as stems."""
        return ranked_by(_with_words(self.question, lambda word: stem(word) not in names), self.index.topics)

    @cached_property
    def modifier_topics(self) -> list[Match]:
        """The same with the topics of modifiers; those are asked for by small words, too ("when do I use it")."""
        ranking = self.index.modifier_topics
        said = {HELP, *ranking.having(self.meant), *self.index.book.topic_ids("modifier")}
        said -= {match.key for match in self.signed}
        return [*self.signed, *(match for match in ranked_by(self.question, ranking) if match.key in said)]

    @cached_property
    def article_topics(self) -> list[Match]:
        """Topics of articles, the best first."""
        return ranked_by(self.question, self.index.article_topics)

    @cached_property
    def entries(self) -> list[Match]:
        """The entries whose names a word that means anything comes close to, and no word rules out, the best first."""
        names = self.index.shared_names
        return [
            match
            for match in self.index.entries.rank(self.naming)
            if names.says_something(match.key, self.stems) and not self.is_ruled_out(match.key)
        ]

    @cached_property
    def meant(self) -> tuple[str, ...]:
        """The words that mean something, each once."""
        return tuple(word for word in dict.fromkeys(self.question.words) if word not in self.index.lexicon.fillers)

    @cached_property
    def naming(self) -> tuple[str, ...]:
        """The words without those that are said not to be: "aspirate only, no core" names no core."""
        return tuple(word for word in self.question.words if word not in self.question.denied)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words that may name an entry, as stems."""
        return tuple(map(stem, self.naming))

    @cached_property
    def telling(self) -> frozenset[str]:
        """Those of the stems that mean something."""
        return frozenset(self.stems) - self.index.shared_names.silent

    def is_ruled_out(self, entry: str) -> bool:
        """Whether the words mean something else than the entry: "autologous" is no donor transplant, and who assists
        at no surgery needs no modifier for it."""
        phrases, needed = self.index.not_for.get(entry), self.index.only_for.get(entry)
        if phrases is not None and any_stands_in(phrases, self.naming):
            return True
        return needed is not None and not any_stands_in(needed, self.naming)

    def says(self, topic: str, besides: Collection[str] = ()) -> bool:
        """Whether a word that means anything names the topic of a code, other than the stems `besides`."""
        return topic in self.index.topics.having([word for word in self.meant if stem(word) not in besides])

    def stems_of_topic(self, topic: str) -> frozenset[str]:
        """The stems of the words that a topic of codes has, too."""
        return frozenset(stems([word for word in self.meant if topic in self.index.topics.having([word])]).split())

    @cached_property
    def signed(self) -> list[Match]:
        """What is apart from the book and shows its signs."""
        words = self.question.words
        may_be_aside = len(words) > LONGEST_ASIDE or (self.question.asks_last and bool(words))
        asked = self.question.asking if may_be_aside else words
        return [Match(key, 1.0) for key in self.index.signs.shown(asked)]


def _with_words(question: Question, kept: Callable[[str], bool]) -> Question:
    clauses = [tuple(filter(kept, clause)) for clause in question.clauses]
    return replace(
        question,
        words=tuple(filter(kept, question.words)),
        clauses=tuple(clause for clause in clauses if clause),
        conditions=tuple(tuple(filter(kept, clause)) for clause in question.conditions),
    )


def ranked_by(question: Question, ranking: Ranking) -> list[Match]:
    """Sections ranked by the whole question, or by the clause that asks where that matches better. What is apart from
    the book counts only where that is asked."""
    asking = [clause for clause in question.clauses if not question.is_condition(clause)]
    last = question.asking if question.asking in asking else asking[-1] if asking else ()
    whole = tuple(word for clause in asking for word in clause)
    best: dict[str, Match] = {}
    for words in dict.fromkeys((whole, last)):
        may_be_apart = words == last or (len(words) <= LONGEST_ASIDE and not question.asks_last)
        for match in ranking.rank(words):
            found = best.get(match.key)
            if (found is None or match.score > found.score) and (may_be_apart or not is_apart(match.key)):
                best[match.key] = match
    return sorted(best.values(), key=lambda match: -match.score)


def within_margin(ranked: Sequence[Match], margin: float) -> list[Match]:
    """The best matches, of which none can be told to be the right one."""
    return [match for match in ranked if match.score > ranked[0].score - margin]


def held_by(ranked: Sequence[Match]) -> list[Match]:
    """The topics of the book alone, without what is apart from it."""
    return [match for match in ranked if not is_apart(match.key)]


def is_apart(key: str) -> bool:
    """Whether the key is the help or something that is not held, and no topic of the book."""
    return key == HELP or key.startswith(NOT_HELD)
