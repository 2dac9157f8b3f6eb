"""From a question that names nothing exact to a decision: by the entry or topic that its words name, or the thread."""

from collections.abc import Sequence
from dataclasses import replace

from bot.asking.context import Context
from bot.asking.decision import Decision, offered, shown
from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.naming import (
    NO_MATCH,
    entries_named,
    is_apart,
    is_only_a_name,
    is_ruled_out,
    is_said,
    topics_ranked,
)
from bot.asking.question import Question
from bot.asking.ranking import Match
from bot.asking.reply import Outcome
from bot.asking.stems import stems
from bot.book import MODIFIERS_PREFIX

LEAST_COVERED = 0.5
"""The help is a small word in many sentences: it is only meant where it is most of the question."""


def of_words(question: Question, index: Index, context: Context) -> Decision:
    """The help, the thread's entry, the entry that the words name, or nothing."""
    limits = index.book.about.limits
    ranked = topics_ranked(question, index.topics, index)
    best = ranked[0] if ranked else NO_MATCH
    sure = best.score >= limits.words
    if sure and best.key == HELP and (best.covered >= LEAST_COVERED or _is_all_said(HELP, question, index)):
        return Decision(Outcome.HELP, score=best.score, topic=HELP, context=context)
    entries = entries_named(question, index)
    topic = None if sure and is_apart(best.key) else _topic(question, ranked, entries, index, context)
    codes = [match for match in entries if index.kind_of[match.key] == "code"]
    if context.codes and is_the_topics(entries, topic, question, index):
        entries, codes = [], []
    if not codes and _is_about_a_code(topic, question, index, context):
        entries = [match for match in entries if match.score >= _best_held(ranked)]
    if not codes and not (sure and is_apart(best.key)) and (one := _meant_in_thread(question, index, context)):
        section = topic or next(iter(context.topics), None)
        return shown([(one, section or _section_for(index, question, one, None))], 1.0, index)
    if not entries or (topic is None and is_only_a_name(question, index)):
        return _of_thread(question, index, context, best if sure else None, topic)
    keys = tuple(match.key for match in entries)
    if sure and best.key.startswith(NOT_HELD):
        outcome = Outcome.UNAVAILABLE if outcome_of(index, best.key) == "unavailable" else Outcome.UNKNOWN
        return Decision(outcome, score=best.score, topic=best.key, entries=keys, context=context)
    modifiers = _beyond_codes(entries_named(question, index, "modifier"), codes, question, index, context)
    about = tuple(match.key for match in codes) or context.codes
    if modifiers and about and modifiers[0].score >= _best_held(ranked):
        places = [(code, MODIFIERS_PREFIX + match.key) for match in modifiers for code in about]
    else:
        if topic is None and codes and "one" in question.words:
            topic = next(iter(context.topics), None)
        places = [(entry, _section_for(index, question, entry, topic)) for entry in keys]
    score = entries[0].score
    return shown(places, score, index) if len(places) == 1 else offered(places, index, score)


def _topic(
    question: Question, ranked: Sequence[Match], entries: Sequence[Match], index: Index, context: Context
) -> str | None:
    """The topic that the words name, other than those that name an entry. Where there is an entry, or the thread's goes
    on, less is enough."""
    held = next((match for match in ranked if not is_apart(match.key)), None)
    limits = index.book.about.limits
    follows = bool(context.codes) and question.goes_on
    if held is None or held.score < (limits.topic if entries or follows else limits.words):
        return None
    codes = [match.key for match in entries if index.kind_of[match.key] == "code"]
    names = {stem for code in codes for stem in index.shared_names.stems_of[code]}
    return held.key if is_said(held.key, question, index.topics, index, names) else None


def _is_about_a_code(topic: str | None, question: Question, index: Index, context: Context) -> bool:
    """Whether a topic is asked of a code, so that a modifier's name among the words is none."""
    if topic is None or not question.words:
        return False
    if context.codes:
        return True
    of_modifiers = not index.lexicon.modifier_words.isdisjoint(question.words)
    return not of_modifiers and topic not in index.book.topic_ids("modifier")


def _is_all_said(topic: str, question: Question, index: Index) -> bool:
    """Whether all words that mean anything belong to the topic."""
    meant = [word for word in dict.fromkeys(question.words) if word not in index.lexicon.fillers]
    return bool(meant) and len(index.topics.shared(topic, meant)) == len(meant)


def is_the_topics(entries: Sequence[Match], topic: str | None, question: Question, index: Index) -> bool:
    """Whether the words that name the entries are the topic's own: "and the global" is no EKG."""
    if topic is None:
        return False
    silent = index.shared_names.silent
    spoken = set(index.entries.known_stems(question.words)) - silent
    of_topic = {stem for word in question.words if index.topics.shared(topic, [word]) for stem in stems([word]).split()}
    named = {stem for match in entries for stem in index.shared_names.stems_of[match.key]} & spoken
    return named <= of_topic


def _best_held(ranked: Sequence[Match]) -> float:
    return next((match.score for match in ranked if not is_apart(match.key)), 0.0)


def _beyond_codes(
    modifiers: list[Match], codes: Sequence[Match], question: Question, index: Index, context: Context
) -> list[Match]:
    """The modifiers that are named by words which no code in question has itself: "interpretation only" is 93010."""
    names = index.shared_names
    about = {*(match.key for match in codes), *names.siblings_of(context.codes)}
    own = {stem for code in about for stem in names.stems_of[code]}
    spoken = set(index.entries.known_stems(question.words)) - names.silent - own
    return [match for match in modifiers if not spoken.isdisjoint(names.stems_of[match.key])]


def _meant_in_thread(question: Question, index: Index, context: Context) -> str | None:
    """The entry that the words tell from those offered last, or from those that share a name with the thread's."""
    offered = tuple(dict.fromkeys(entry for entry, _ in context.choices))
    siblings = offered or index.shared_names.siblings_of((*context.codes, *context.modifiers))
    candidates = [entry for entry in siblings if not is_ruled_out(entry, question, index)]
    told = index.shared_names.told_apart((), candidates, index.entries.known_stems(question.words))
    return told[0] if len(told) == 1 and len(candidates) > 1 else None


def _of_thread(question: Question, index: Index, context: Context, apart: Match | None, topic: str | None) -> Decision:
    """Only the thread can tell what the question is about."""
    if apart and apart.key.startswith(NOT_HELD):
        known = context.codes or context.modifiers
        if known and outcome_of(index, apart.key) == "unavailable":
            return Decision(Outcome.UNAVAILABLE, score=apart.score, topic=apart.key, entries=known, context=context)
        return Decision(Outcome.UNKNOWN, score=apart.score, topic=apart.key, context=context)
    if context.codes:
        if topic:
            return shown([(code, topic) for code in context.codes], 1.0, index)
        if question.payers:
            return shown([(code, "payers") for code in context.codes], 1.0, index)
        if question.diagnoses:
            return shown([(code, "diagnoses") for code in context.codes], 1.0, index)
    elif context.modifiers:
        ranked = [match for match in topics_ranked(question, index.modifier_topics, index) if not is_apart(match.key)]
        if ranked and ranked[0].score >= index.book.about.limits.words:
            return shown([(name, ranked[0].key) for name in context.modifiers], ranked[0].score, index)
    after = replace(context, topics=(topic,), choices=()) if topic else context
    return Decision(Outcome.UNKNOWN, topic=topic, context=after)


def _section_for(index: Index, question: Question, entry: str, topic: str | None) -> str:
    """The topic where the entry's kind has it, else what the entry is."""
    kind = index.book.entries[entry].kind
    if kind == "code":
        return topic or ("payers" if question.payers else "summary")
    ranking = index.modifier_topics if kind == "modifier" else index.article_topics
    held = [match for match in topics_ranked(question, ranking, index) if not is_apart(match.key)]
    if held and held[0].score >= index.book.about.limits.words:
        return held[0].key
    return "meaning" if kind == "modifier" else next(iter(index.book.entries[entry].sections))


def is_not_held(best: Match, index: Index) -> bool:
    """Whether the words surely ask for what no code book holds."""
    return best.key.startswith(NOT_HELD) and best.score >= index.book.about.limits.words


def outcome_of(index: Index, key: str) -> str:
    """The outcome of something that is not held."""
    return index.book.topics.not_held[key.removeprefix(NOT_HELD)].outcome
