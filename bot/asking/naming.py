"""The entries that the words of a question name. Words bend; how far, the book's limits say."""

from collections.abc import Sequence

from bot.asking.hearing import Heard, within_margin
from bot.asking.ranking import Match
from bot.asking.stems import stem

MOST_CHOICES = 5
"""Places that are offered at once."""
LEAST_KNOWN = 0.5
"""A name is small: it only counts where this share of the question's words are names, or name the topic."""


def entries_named(heard: Heard, kind: str | None = None) -> list[Match]:
    """The entry that the words name, several that they cannot tell apart, or none; of one kind where it is given."""
    limits = heard.index.book.about.limits
    ranked = [match for match in heard.entries if kind in {None, heard.index.kind_of[match.key]}]
    sharing, members = _sharing(heard, kind, ranked)
    if sharing and not _outsider_wins(heard, ranked, sharing, members):
        return sharing[:MOST_CHOICES]
    if not ranked or ranked[0].score < limits.words:
        return []
    return within_margin(ranked, limits.margin)[:MOST_CHOICES]


def _sharing(heard: Heard, kind: str | None, ranked: Sequence[Match]) -> tuple[list[Match], tuple[str, ...]]:
    """The entries of a name that several share, those that the other words point to, the best first; and all of
    them."""
    names = heard.index.shared_names
    of_modifiers = not heard.index.lexicon.modifier_words.isdisjoint(heard.question.words)
    for one in [kind] if kind else ["code", "modifier"]:
        name = names.found(heard.stems, heard.index.kind_of, one)
        if name is None or (one == "modifier" and not of_modifiers and not name.by_itself):
            continue
        scores = {match.key: match for match in ranked}
        members = [entry for entry in name.entries if not heard.is_ruled_out(entry)]
        left = names.told_apart(members, heard.telling - set(name.words))
        matches = sorted((scores.get(entry, Match(entry, 0.0)) for entry in left), key=lambda m: -m.score)
        return _the_best(matches, len(left) < len(members), heard), name.entries
    return [], ()


def _the_best(matches: list[Match], are_told: bool, heard: Heard) -> list[Match]:
    """Of entries that a word told from others, those whose names match closest; else all, as sure as need be."""
    limits = heard.index.book.about.limits
    if are_told and matches:
        matches = within_margin(matches, limits.margin)
    return [Match(match.key, max(match.score, limits.words)) for match in matches]


def _outsider_wins(heard: Heard, ranked: Sequence[Match], sharing: Sequence[Match], members: Sequence[str]) -> bool:
    """Whether an entry of the same kind that does not share the name matches better than those that do: a boost is no
    transplant."""
    kind_of = heard.index.kind_of
    best = next((match for match in ranked if kind_of[match.key] == kind_of[sharing[0].key]), None)
    least = max(heard.index.book.about.limits.words, sharing[0].score)
    return best is not None and best.key not in members and best.score >= least


def is_only_a_name(heard: Heard, entries: Sequence[Match], topic: str | None) -> bool:
    """Whether so much of the question is strange to the entries, the modifiers and the topic that it names that a name
    in it proves nothing."""
    names = heard.index.shared_names
    spoken = {stem(word) for word in heard.naming} - names.silent
    named = names.all_stems_of([match.key for match in (*entries, *entries_named(heard, "modifier"))])
    named |= heard.stems_of_topic(topic) if topic else frozenset()
    return len(spoken & named) < LEAST_KNOWN * len(spoken)


def is_strange(heard: Heard) -> bool:
    """Whether most words that mean anything are strange to modifiers: "flight 59 lands at noon"."""
    if heard.question.compared or len(heard.question.modifiers) > 1:
        return False
    index = heard.index
    asked = set(heard.question.clauses[-1]) if heard.question.asks_last and heard.question.clauses else set(heard.meant)
    meant = asked.intersection(heard.meant)
    known = [word for word in meant if index.modifier_topics.knows(word) or index.entries.knows(word)]
    return len(known) < LEAST_KNOWN * len(meant)
