"""From a question that names nothing exact to a decision: by the entry or topic that its words name, or the thread."""

from collections.abc import Sequence
from dataclasses import replace

from bot.asking.context import Context
from bot.asking.decision import NO_MATCH, Decision, is_not_held, offered, outcome_of, shown
from bot.asking.hearing import Heard, held_by, is_apart
from bot.asking.index import HELP, NOT_HELD
from bot.asking.naming import entries_named, is_only_a_name
from bot.asking.ranking import Match
from bot.asking.reply import Outcome
from bot.asking.subject import Place
from bot.book import MODIFIERS_PREFIX

LEAST_COVERED = 0.5
"""The help is a small word in many sentences: it is only meant where it is most of the question."""
CLEARLY = 1.3
"""Where a topic that only codes have is asked about, a modifier's name must score as many times the topic's score."""


def of_words(heard: Heard, context: Context) -> Decision:
    """The help, the thread's entry, the entry that the words name, or nothing."""
    index = heard.index
    best = heard.topics[0] if heard.topics else NO_MATCH
    sure = best.score >= index.book.about.limits.words
    if sure and best.key == HELP and _is_of_help(heard):
        return Decision(Outcome.HELP, score=best.score, topic=HELP, context=context)
    apart = sure and is_apart(best.key)
    entries = _entries(heard, context)
    topic = None if apart else _topic(heard, entries, context)
    entries = _not_of_the_topic(entries, topic, heard, context)
    if places := _goes_on_with(entries, topic, heard, context, apart=apart):
        return shown(places, 1.0, index)
    if entries and is_not_held(best, index):
        outcome = Outcome.UNAVAILABLE if outcome_of(index, best.key) == "unavailable" else Outcome.UNKNOWN
        keys = tuple(match.key for match in entries)
        return Decision(outcome, score=best.score, topic=best.key, entries=keys, context=context)
    if not entries or is_only_a_name(heard, entries, topic):
        return _of_thread(heard, context, best if sure else None, topic)
    return _of_entries(entries, topic, heard, context)


def _entries(heard: Heard, context: Context) -> list[Match]:
    """The entries that the words name. "No, the donor one" after the patient's own cells means the donor's transplant,
    which shares more names with them than the boost does."""
    entries = entries_named(heard)
    if not context.codes or "one" not in heard.question.words:
        return entries
    closest = heard.index.shared_names.closest([match.key for match in entries], context.codes)
    return [match for match in entries if match.key in closest]


def _not_of_the_topic(entries: Sequence[Match], topic: str | None, heard: Heard, context: Context) -> list[Match]:
    """The entries but for those that only the topic's own words name."""
    if context.codes and are_the_topics(entries, topic, heard):
        return []
    if not _codes(entries, heard) and _is_about_a_code(topic, heard, context):
        return [match for match in entries if match.score >= CLEARLY * _best_held(heard)]
    return list(entries)


def _goes_on_with(
    entries: Sequence[Match], topic: str | None, heard: Heard, context: Context, *, apart: bool
) -> list[Place]:
    """Where the thread goes on: with a choice that was offered, or with an entry told from the thread's."""
    surely = _best_held(heard) >= heard.index.book.about.limits.words
    if not surely and (picked := _picked_by_words(entries, context)):
        return [picked]
    if apart or _codes(entries, heard) or not (one := _meant_in_thread(heard, context)):
        return []
    return _places_of(one, topic if surely else None, heard, context)


def _of_entries(entries: Sequence[Match], topic: str | None, heard: Heard, context: Context) -> Decision:
    """The entries' sections: of a code with the modifier that the words name, of the topic, or what the entry is."""
    question, index = heard.question, heard.index
    codes = _codes(entries, heard)
    modifiers = _beyond_codes(entries_named(heard, "modifier"), codes, heard, context)
    if not codes and topic is None and not question.asks_what:
        modifiers = modifiers or [match for match in entries if index.kind_of[match.key] == "modifier"]
    about = tuple(match.key for match in codes) or context.codes
    asks_which = topic == MODIFIERS_PREFIX.removesuffix("/")
    if modifiers and about and (asks_which or modifiers[0].score >= _best_held(heard)):
        places = [(code, MODIFIERS_PREFIX + match.key) for match in modifiers for code in about]
    else:
        if topic is None and codes and ("one" in question.words or (question.asks_same and not question.asks_what)):
            topic = next(iter(context.topics), None)
        places = [(match.key, _section_for(match.key, topic, heard)) for match in entries]
    return shown(places, entries[0].score, index) if len(places) == 1 else offered(places, index, entries[0].score)


def _codes(entries: Sequence[Match], heard: Heard) -> list[Match]:
    return [match for match in entries if heard.index.kind_of[match.key] == "code"]


def _topic(heard: Heard, entries: Sequence[Match], context: Context) -> str | None:
    """The topic that the words name, other than those that name a code. Where there is an entry, or the thread's goes
    on, less is enough."""
    limits = heard.index.book.about.limits
    codes = [match.key for match in _codes(entries, heard)]
    names = heard.index.shared_names.all_stems_of(codes)
    follows = bool(context.codes) and heard.question.goes_on
    held = next(iter(held_by(heard.topics)), None)
    if held and codes and held.key == "related-codes":
        # "Which code is it for a core and an aspirate" asks for the code that its words name, not for its relatives.
        held = next((match for match in heard.topics if match.key == "summary"), held)
    if held and held.score >= (limits.topic if entries or follows else limits.words) and heard.says(held.key, names):
        return held.key
    besides = next(iter(held_by(heard.topics_besides(names))), None) if codes else None
    return besides.key if besides and besides.score >= limits.words and heard.says(besides.key, names) else None


def _is_about_a_code(topic: str | None, heard: Heard, context: Context) -> bool:
    """Whether a topic is asked of a code, so that a modifier's name among the words is none."""
    if topic is None or not heard.question.words:
        return False
    if context.codes:
        return True
    of_modifiers = not heard.index.lexicon.modifier_words.isdisjoint(heard.question.words)
    return not of_modifiers and topic not in heard.index.book.topic_ids("modifier")


def _is_of_help(heard: Heard) -> bool:
    """Whether the help is most of the question, or all of its words that mean anything."""
    topics, clauses = heard.index.topics, heard.question.clauses
    if any(topics.covered(HELP, words) >= LEAST_COVERED for words in (heard.question.words, *clauses[-1:])):
        return True
    return bool(heard.meant) and len(topics.shared(HELP, heard.meant)) == len(heard.meant)


def are_the_topics(entries: Sequence[Match], topic: str | None, heard: Heard) -> bool:
    """Whether the words that name the entries are the topic's own: "and the global" is no EKG."""
    if topic is None:
        return False
    names = heard.index.shared_names.stems_of
    named = {stem for match in entries for stem in names[match.key]} & heard.telling
    return named <= heard.stems_of_topic(topic)


def _best_held(heard: Heard) -> float:
    return next((match.score for match in held_by(heard.topics)), 0.0)


def _beyond_codes(modifiers: list[Match], codes: Sequence[Match], heard: Heard, context: Context) -> list[Match]:
    """The modifiers that are named by words which no code in question has itself: "interpretation only" is 93010."""
    names = heard.index.shared_names
    about = {*(match.key for match in codes), *names.siblings_of(context.codes)}
    telling = heard.telling.difference(*(names.stems_of.get(code, ()) for code in about))
    return [match for match in modifiers if not telling.isdisjoint(names.stems_of[match.key])]


def _meant_in_thread(heard: Heard, context: Context) -> str | None:
    """The entry that the words tell from those offered last, or from those that share a name with the thread's."""
    names = heard.index.shared_names
    offered_last = tuple(dict.fromkeys(entry for entry, _ in context.choices))
    siblings = offered_last or names.siblings_of((*context.codes, *context.modifiers))
    candidates = [entry for entry in siblings if not heard.is_ruled_out(entry)]
    told = names.told_apart(candidates, heard.telling)
    return told[0] if len(told) == 1 and len(candidates) > 1 else None


def _places_of(entry: str, topic: str | None, heard: Heard, context: Context) -> list[Place]:
    """Where the thread goes on with an entry: a modifier with the thread's codes, else the topic, or the thread's."""
    kind = heard.index.kind(entry)
    if kind == "modifier" and context.codes:
        return [(code, MODIFIERS_PREFIX + entry) for code in context.codes]
    held = heard.index.book.topic_ids(kind)
    section = next((id for id in (topic, *context.topics) if id in held), None)
    return [(entry, section or _section_for(entry, None, heard))]


def _picked_by_words(entries: Sequence[Match], context: Context) -> Place | None:
    """The choice that was offered last whose entry alone the words name."""
    offered_last = [place for place in context.choices if entries and place[0] == entries[0].key]
    return offered_last[0] if len(entries) == 1 and len(offered_last) == 1 else None


def _of_thread(heard: Heard, context: Context, apart: Match | None, topic: str | None) -> Decision:
    """Only the thread can tell what the question is about."""
    index, question = heard.index, heard.question
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
        ranked = held_by(heard.modifier_topics)
        if ranked and ranked[0].score >= index.book.about.limits.words:
            return shown([(name, ranked[0].key) for name in context.modifiers], ranked[0].score, index)
    after = replace(context, topics=(topic,), choices=()) if topic else context
    return Decision(Outcome.UNKNOWN, topic=topic, context=after)


def _section_for(entry: str, topic: str | None, heard: Heard) -> str:
    """The topic where the entry's kind has it, else what the entry is."""
    kind = heard.index.kind(entry)
    if kind in {"diagnosis", "place"}:
        return heard.index.book.first_section(entry)
    if kind == "code":
        return topic or ("payers" if heard.question.payers else "summary")
    held = held_by(heard.modifier_topics if kind == "modifier" else heard.article_topics)
    if held and held[0].score >= heard.index.book.about.limits.words:
        return held[0].key
    return "meaning" if kind == "modifier" else heard.index.book.first_section(entry)
