"""What the words of a question name: topics, codes, modifiers. Words bend; how far, the book's limits say."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.question import Question
from bot.asking.ranking import Match, Ranking
from bot.asking.stems import any_stands_in, stems

MOST_CHOICES = 5
"""Places that are offered at once."""
NO_MATCH = Match("", 0.0, 0.0)
EARLIER_CLAUSE = 0.85
"""Weight of a clause that is not the last."""
LONGEST_ASIDE = 20
"""Words. In a longer story a few words about a claim or the weather are an aside; only its last clause asks."""
LEAST_KNOWN = 0.5
"""A name that several entries share is small: without a topic it only counts where the book knows this share of the
question's other words."""


def entries_named(question: Question, index: Index, kind: str | None = None) -> list[Match]:
    """The entry that the words name, several that they cannot tell apart, or none; of one kind where it is given."""
    limits = index.book.about.limits
    question = _without_denied(question)
    spoken = index.entries.known_stems(question.words)
    ranked = [
        match
        for match in ranked_by(question, index.entries)
        if kind in {None, index.kind_of[match.key]}
        and not is_ruled_out(match.key, question, index)
        and index.shared_names.says_something(match.key, spoken)
    ]
    sharing, members = _sharing(question, index, kind, ranked, spoken)
    if sharing and not _outsider_wins(ranked, sharing, members, limits.words):
        return sharing[:MOST_CHOICES]
    if not ranked or ranked[0].score < limits.words:
        return []
    return within_margin(ranked, limits.margin)[:MOST_CHOICES]


def _sharing(
    question: Question, index: Index, kind: str | None, ranked: Sequence[Match], spoken: Sequence[str]
) -> tuple[list[Match], tuple[str, ...]]:
    """The entries of a name that several share, those that the other words point to, the best first; and all of
    them."""
    of_modifiers = bool(set(question.words) & index.lexicon.modifier_words)
    for one in [kind] if kind else ["code", "modifier"]:
        name = index.shared_names.found(spoken, index.kind_of, one)
        if name is None or (one == "modifier" and not of_modifiers and not name.by_itself):
            continue
        scores = {match.key: match for match in ranked}
        members = [entry for entry in name.entries if not is_ruled_out(entry, question, index)]
        left = [entry for entry in members if entry in index.shared_names.told_apart(name.words, members, spoken)]
        matches = sorted((scores.get(entry, Match(entry, 0.0, 0.0)) for entry in left), key=lambda m: -m.score)
        return _the_best(matches, len(left) < len(members), index), name.entries
    return [], ()


def _the_best(matches: list[Match], are_told: bool, index: Index) -> list[Match]:
    """Of entries that a word told from others, those whose names match closest; else all, as sure as need be."""
    limits = index.book.about.limits
    if are_told and matches:
        matches = within_margin(matches, limits.margin)
    return [Match(match.key, max(match.score, limits.words), match.covered) for match in matches]


def _outsider_wins(ranked: Sequence[Match], sharing: Sequence[Match], members: Sequence[str], least: float) -> bool:
    """Whether an entry that does not share the name matches better than those that do: a boost is no transplant."""
    best = ranked[0] if ranked else None
    return best is not None and best.key not in members and best.score >= max(least, sharing[0].score)


def _without_denied(question: Question) -> Question:
    """The question without the words that are said not to be: "aspirate only, no core" names no core."""
    if not question.denied:
        return question
    clauses = [tuple(word for word in clause if word not in question.denied) for clause in question.clauses]
    words = tuple(word for word in question.words if word not in question.denied)
    return replace(question, words=words, clauses=tuple(clause for clause in clauses if clause))


def is_only_a_name(question: Question, index: Index) -> bool:
    """Whether so much of the question is strange to the entries' names that a name in it proves nothing."""
    silent = index.lexicon.fillers | index.lexicon.modifier_words
    spoken = [word for word in dict.fromkeys(question.words) if word not in silent]
    known = [word for word in spoken if index.entries.knows(word) or index.shared_names.knows(stems([word]))]
    return len(known) < LEAST_KNOWN * len(spoken)


def is_strange(question: Question, index: Index) -> bool:
    """Whether most words that mean anything are strange to modifiers: "flight 59 lands at noon"."""
    spoken = [word for word in dict.fromkeys(question.words) if word not in index.lexicon.fillers]
    known = [word for word in spoken if index.modifier_topics.knows(word) or index.entries.knows(word)]
    if question.compared or len(question.modifiers) > 1:
        return False
    return len(known) < LEAST_KNOWN * len(spoken)


def is_ruled_out(entry: str, question: Question, index: Index) -> bool:
    """Whether the question's words mean something else than the entry: "autologous" is no donor transplant."""
    phrases = index.not_for.get(entry)
    return phrases is not None and any_stands_in(phrases, _without_denied(question).words, index.lexicon.fillers)


def ranked_by(question: Question, ranking: Ranking) -> list[Match]:
    """Sections ranked by the whole question, or by the clause that matches best: stories have the question in one
    clause, as a rule the last. What is apart from the book counts only where that is asked."""
    asking_clauses = [clause for clause in question.clauses if not question.is_condition(clause)]
    last = asking_clauses[-1] if asking_clauses else ()
    whole = tuple(word for clause in asking_clauses for word in clause)
    best: dict[str, Match] = {}
    for words in dict.fromkeys((whole, last, *question.clauses)):
        asking = words in (whole, last)
        short = words == last or len(words) <= LONGEST_ASIDE
        for match in ranking.rank(words):
            score = match.score if asking else match.score * EARLIER_CLAUSE
            if is_apart(match.key) and not (asking and short):
                continue
            if match.key not in best or score > best[match.key].score:
                best[match.key] = replace(match, score=score)
    return sorted(best.values(), key=lambda match: -match.score)


def topics_ranked(question: Question, ranking: Ranking, index: Index) -> list[Match]:
    """The topics of a ranking by the words, first of all what is not held and shows its signs."""
    last = question.clauses[-1] if question.clauses else ()
    asked = question.words if len(question.words) <= LONGEST_ASIDE else last
    signed = [
        Match(key, 1.0, 1.0)
        for key, groups in index.signs.items()
        if any(all(phrases.stands_in(asked) for phrases in group) for group in groups)
    ]
    # "When do I use it" is all small words, and a topic of modifiers all the same.
    always = index.book.topic_ids("modifier") if ranking is index.modifier_topics else ()
    return [
        *signed,
        *(
            match
            for match in ranked_by(question, ranking)
            if match.key in always or is_said(match.key, question, ranking, index)
        ),
    ]


def is_said(topic: str, question: Question, ranking: Ranking, index: Index, besides: Collection[str] = ()) -> bool:
    """Whether a word that means anything names the topic, other than the stems `besides`: "same for" names none."""
    if topic == HELP:
        return True
    meant = [word for word in question.words if word not in index.lexicon.fillers and stems([word]) not in besides]
    return bool(ranking.shared(topic, meant))


def topic_named(question: Question, index: Index) -> str | None:
    """The topic of a code that the words alone name surely, or None."""
    held = [match for match in topics_ranked(question, index.topics, index) if not is_apart(match.key)]
    return held[0].key if held and held[0].score >= index.book.about.limits.words else None


def within_margin(ranked: Sequence[Match], margin: float) -> list[Match]:
    """The best matches, of which none can be told to be the right one."""
    return [match for match in ranked if match.score > ranked[0].score - margin]


def is_apart(key: str) -> bool:
    """Whether the key is the help or something that is not held, and no topic of the book."""
    return key == HELP or key.startswith(NOT_HELD)
