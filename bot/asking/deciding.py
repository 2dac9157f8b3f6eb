"""From a question to the sections that answer it: answer, choose or refuse.

What is exact decides first: an unknown code is refused whatever the words say, and no word widens the entries that
codes and modifiers name. Words choose the topic, and the entry only where none is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.asking.context import Context
from bot.asking.index import HELP, NOT_HELD, Index
from bot.asking.naming import (
    MOST_CHOICES,
    entries_named,
    is_apart,
    is_only_a_name,
    is_ruled_out,
    ranked_by,
    topic_named,
    topics_ranked,
    within_margin,
)
from bot.asking.near import near_codes
from bot.asking.question import Question
from bot.asking.ranking import Match
from bot.asking.reply import Outcome
from bot.book import MODIFIERS_PREFIX

Place = tuple[str, str]
"""An entry and one of its sections."""

GENERAL_TOPICS = ("summary", "modifiers", "prior-authorization", "coverage", "payment")
"""Offered where a code is named and nothing tells which side of it is asked about."""


_NO_MATCH = Match("", 0.0, 0.0)
LEAST_COVERED = 0.5
"""The help is a small word in many sentences: it is only meant where it is most of the question."""


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


def decide(question: Question, index: Index, context: Context) -> Decision:
    """What to show for the question, and what its thread is about from now on."""
    if question.empty:
        return Decision(Outcome.HELP, context=context)
    if question.number and 0 < question.number <= len(context.choices):
        return picked(context.choices[question.number - 1], index, context)
    if question.missing:
        return _missing(question, index, context)
    if question.codes:
        if question.joined and context.codes and not question.modifiers:
            both = tuple(dict.fromkeys((*context.codes, *question.codes)))
            question = replace(question, codes=both, together=True)
        return _of_codes(question, index, context)
    meant = tuple(code for code in context.codes if not is_ruled_out(code, question, index))
    if meant != context.codes:
        # "The auto one" turns a thread away from the donor's transplant.
        context = replace(context, codes=meant, choices=())
    if question.modifiers:
        return _of_modifiers(question, index, context)
    return _of_words(question, index, context)


def picked(place: Place, index: Index, context: Context) -> Decision:
    """What to show for a choice that was offered; the others stay open to the thread that they were offered in."""
    shown = _shown([place], 1.0, index)
    still_open = context.choices if place in context.choices else ()
    return replace(shown, context=replace(shown.context, choices=still_open))


def _missing(question: Question, index: Index, context: Context) -> Decision:
    near = [code for name in question.missing if len(name) != 2 for code in near_codes(name, index.lexicon.codes)]
    topic = topic_named(question, index)
    otherwise = "modifiers" if any(len(name) == 2 for name in question.missing) else "summary"
    known = [(code, topic or otherwise) for code in question.codes if not question.modifiers]
    pairs = [(code, MODIFIERS_PREFIX + modifier) for code in question.codes for modifier, _ in question.modifiers]
    topics = tuple(MODIFIERS_PREFIX + modifier for modifier, _ in question.modifiers) or ((topic,) if topic else ())
    choices = tuple(dict.fromkeys([*known, *pairs, *((code, "summary") for code in near)]))[:MOST_CHOICES]
    return Decision(
        Outcome.UNKNOWN_CODE,
        choices=choices,
        missing=question.missing,
        context=Context(codes=question.codes, topics=topics or context.topics, choices=choices),
    )


def _of_codes(question: Question, index: Index, context: Context) -> Decision:
    """A code is named: its sections by modifiers or by topic."""
    ranked = topics_ranked(question, index.topics, index)
    best = ranked[0] if ranked else _NO_MATCH
    limits = index.book.about.limits
    if _is_not_held(best, index) and not (question.modifiers and _outcome(index, best.key) == "unknown"):
        return Decision(
            Outcome.UNAVAILABLE,
            score=best.score,
            topic=best.key,
            entries=question.codes,
            context=Context(question.codes, context.modifiers, context.topics),
        )
    if question.modifiers:
        places = [
            (code, MODIFIERS_PREFIX + modifier)
            for modifier, tied in question.modifiers
            for code in tied or question.codes
        ]
        return _shown(places, 1.0, index)
    held = [match for match in ranked if not is_apart(match.key)]
    named = entries_named(question, index, "modifier")
    if named and named[0].score >= (held[0].score if held else 0.0):
        places = [(code, MODIFIERS_PREFIX + match.key) for code in question.codes for match in named]
        return _shown(places, named[0].score, index) if len(named) == 1 else _offered(places, index, named[0].score)
    codes = _asked(question, held)
    sure = bool(held) and held[0].score >= limits.topic
    if context.modifiers and not context.codes and (not sure or held[0].key == "modifiers"):
        return _shown([(code, MODIFIERS_PREFIX + name) for name in context.modifiers for code in codes], 1.0, index)
    if sure:
        top = within_margin(held, limits.margin)
        if len(top) > 1 and len(codes) == 1:
            return _offered([(codes[0], match.key) for match in top], index, held[0].score)
        return _shown([(code, held[0].key) for code in codes], held[0].score, index)
    if len(codes) > 1:
        pair = question.together and not question.compared
        return _shown([(code, "reported-with" if pair else "summary") for code in codes], 1.0, index)
    return _of_code_alone(question, codes, held, index, context)


def _of_code_alone(
    question: Question, codes: Sequence[str], held: Sequence[Match], index: Index, context: Context
) -> Decision:
    """A code is named, and no topic: what the thread was about, what it is, or a choice."""
    if question.payers:
        return _shown([(code, "payers") for code in codes], 1.0, index)
    if question.diagnoses:
        return _shown([(code, "diagnoses") for code in codes], 1.0, index)
    meant = [word for word in question.words if word not in index.lexicon.fillers]
    if not meant or (question.corrected and context.topics):
        topics = [topic for topic in context.topics if topic.startswith(MODIFIERS_PREFIX) or _has(index, codes, topic)]
        return _shown([(code, topic) for code in codes for topic in topics or ["summary"]], 1.0, index)
    likely = [match.key for match in held[:3] if match.score >= index.book.about.limits.topic / 2]
    topics = [topic for topic in dict.fromkeys([*likely, *GENERAL_TOPICS]) if _has(index, codes, topic)]
    return _offered([(codes[0], topic) for topic in topics], index, held[0].score if held else 0.0)


def _asked(question: Question, held: Sequence[Match]) -> tuple[str, ...]:
    """The codes that the topic is asked of: those that only set the scene are left out, save for the global period."""
    if not question.background:
        return question.codes
    if held and held[0].key == "global-period":
        return question.background
    return tuple(code for code in question.codes if code not in question.background)


def _of_modifiers(question: Question, index: Index, context: Context) -> Decision:
    """A modifier is named and no code: with the thread's code, with the entry that the words name, or by itself."""
    names = tuple(dict.fromkeys(name for name, _ in question.modifiers))
    limits = index.book.about.limits
    ranked = topics_ranked(question, index.modifier_topics, index)
    best = ranked[0] if ranked else _NO_MATCH
    if _is_not_held(best, index) and _outcome(index, best.key) == "unavailable":
        return Decision(Outcome.UNAVAILABLE, score=best.score, topic=best.key, entries=names, context=context)
    held = [match for match in ranked if not is_apart(match.key)]
    of_itself = bool(held) and held[0].score >= limits.words
    if context.codes and not of_itself:
        places = [(code, MODIFIERS_PREFIX + name) for name in names for code in context.codes]
        return _shown(places, 1.0, index)
    if codes := entries_named(question, index, "code"):
        places = [(match.key, MODIFIERS_PREFIX + name) for name in names for match in codes]
        return _shown(places, 1.0, index) if len(codes) == 1 else _offered(places, index, 1.0)
    if held and held[0].score >= limits.topic:
        return _shown([(name, held[0].key) for name in names], held[0].score, index)
    meant = [
        word
        for word in question.words
        if word not in index.lexicon.fillers and word not in index.lexicon.modifier_words
    ]
    if not meant or question.compared or len(names) > 1:
        return _shown([(name, "meaning") for name in names], 1.0, index)
    if held and held[0].score >= limits.topic / 2:
        return _offered([(names[0], match.key) for match in held[:MOST_CHOICES]], index, held[0].score)
    return Decision(Outcome.UNKNOWN, context=context)


def _of_words(question: Question, index: Index, context: Context) -> Decision:
    """Nothing exact is named: the thread's entry, the entry that the words name, the help, or nothing."""
    limits = index.book.about.limits
    ranked = topics_ranked(question, index.topics, index)
    best = ranked[0] if ranked else _NO_MATCH
    sure = best.score >= limits.words
    if sure and best.key == HELP and best.covered >= LEAST_COVERED:
        return Decision(Outcome.HELP, score=best.score, topic=HELP, context=context)
    held = [match for match in ranked if not is_apart(match.key)]
    goes_on = bool(context.codes) and question.goes_on
    enough = bool(held) and held[0].score >= (limits.topic if goes_on else limits.words)
    topic = held[0].key if enough and not (sure and is_apart(best.key)) else None
    entries = entries_named(question, index)
    codes = [match for match in entries if index.kind_of[match.key] == "code"]
    if topic and context.codes and not codes:
        entries = []
    if not entries or (topic is None and is_only_a_name(question, index)):
        if one := _meant_in_thread(question, index, context):
            section = topic or next(iter(context.topics), None) or _section_for(index, question, one, None)
            return _shown([(one, section)], 1.0, index)
        return _of_thread(question, index, context, best if sure else None, topic)
    keys = tuple(match.key for match in entries)
    if sure and best.key.startswith(NOT_HELD):
        outcome = Outcome.UNAVAILABLE if _outcome(index, best.key) == "unavailable" else Outcome.UNKNOWN
        return Decision(outcome, score=best.score, topic=best.key, entries=keys, context=context)
    modifiers = _beyond_codes(entries_named(question, index, "modifier"), codes, question, index, context)
    about = tuple(match.key for match in entries_named(question, index, "code")) or context.codes
    if modifiers and about and modifiers[0].score >= (held[0].score if held else 0.0) and (codes or context.codes):
        places = [(code, MODIFIERS_PREFIX + match.key) for match in modifiers for code in about]
    else:
        places = [(entry, _section_for(index, question, entry, topic)) for entry in keys]
    score = entries[0].score
    return _shown(places, score, index) if len(places) == 1 else _offered(places, index, score)


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
        if known and _outcome(index, apart.key) == "unavailable":
            return Decision(Outcome.UNAVAILABLE, score=apart.score, topic=apart.key, entries=known, context=context)
        return Decision(Outcome.UNKNOWN, score=apart.score, topic=apart.key, context=context)
    if context.codes:
        if topic:
            return _shown([(code, topic) for code in context.codes], 1.0, index)
        if question.payers:
            return _shown([(code, "payers") for code in context.codes], 1.0, index)
        if question.diagnoses:
            return _shown([(code, "diagnoses") for code in context.codes], 1.0, index)
    elif context.modifiers:
        ranked = [match for match in topics_ranked(question, index.modifier_topics, index) if not is_apart(match.key)]
        if ranked and ranked[0].score >= index.book.about.limits.words:
            return _shown([(name, ranked[0].key) for name in context.modifiers], ranked[0].score, index)
    after = replace(context, topics=(topic,), choices=()) if topic else context
    return Decision(Outcome.UNKNOWN, topic=topic, context=after)


def _section_for(index: Index, question: Question, entry: str, topic: str | None) -> str:
    """The topic where the entry's kind has it, else what the entry is."""
    kind = index.book.entries[entry].kind
    if kind == "code":
        return topic or ("payers" if question.payers else "summary")
    ranking = index.modifier_topics if kind == "modifier" else index.article_topics
    held = [match for match in ranked_by(question, ranking) if not is_apart(match.key)]
    if held and held[0].score >= index.book.about.limits.words:
        return held[0].key
    return "meaning" if kind == "modifier" else next(iter(index.book.entries[entry].sections))


def _is_not_held(best: Match, index: Index) -> bool:
    """Whether the words surely ask for what no code book holds."""
    return best.key.startswith(NOT_HELD) and best.score >= index.book.about.limits.words


def _outcome(index: Index, key: str) -> str:
    return index.book.topics.not_held[key.removeprefix(NOT_HELD)].outcome


def _has(index: Index, codes: Sequence[str], topic: str) -> bool:
    """Whether the codes' kind has the topic in this book."""
    return bool(codes) and topic in index.book.topic_ids(index.book.entries[codes[0]].kind)


def _shown(places: Sequence[Place], score: float, index: Index) -> Decision:
    places = tuple(dict.fromkeys(places))
    entries = tuple(dict.fromkeys(entry for entry, _ in places))
    return Decision(
        Outcome.ANSWER, sections=places, score=score, entries=entries, context=_context_of(places, index, ())
    )


def _offered(places: Sequence[Place], index: Index, score: float) -> Decision:
    offered = tuple(dict.fromkeys(places))[:MOST_CHOICES]
    entries = tuple(dict.fromkeys(entry for entry, _ in offered))
    return Decision(
        Outcome.CHOOSE, choices=offered, score=score, entries=entries, context=_context_of(offered, index, offered)
    )


def _context_of(places: Sequence[Place], index: Index, choices: tuple[Place, ...]) -> Context:
    kinds = {entry: index.book.entries[entry].kind for entry, _ in places}
    return Context(
        codes=tuple(entry for entry, kind in kinds.items() if kind == "code"),
        modifiers=tuple(entry for entry, kind in kinds.items() if kind == "modifier"),
        topics=tuple(dict.fromkeys(section for _, section in places)),
        choices=choices,
    )
