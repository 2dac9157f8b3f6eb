"""From a question to the sections that answer it: answer, choose or refuse.

What is exact decides first: an unknown code is refused whatever the words say, and no word widens the entries that
codes and modifiers name. Words choose the topic, and the entry only where none is named.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.asking.claim import Claim
from bot.asking.context import Context
from bot.asking.deciding_by_titles import of_lookup, of_titles
from bot.asking.deciding_by_words import are_the_topics, of_words
from bot.asking.deciding_missing import of_missing
from bot.asking.decision import NO_MATCH, Decision, is_not_held, offered, outcome_of, shown
from bot.asking.hearing import Heard, held_by, within_margin
from bot.asking.index import Index
from bot.asking.naming import MOST_CHOICES, entries_named, is_strange
from bot.asking.question import Question
from bot.asking.ranking import Match
from bot.asking.reply import Outcome
from bot.asking.sections import PAYMENT, Asked, answer_with
from bot.asking.subject import Place
from bot.book import MODIFIERS_PREFIX
from bot.book.fields import Verdict

PAIR_TOPIC = "reported-with"
UNITS_TOPIC = "units"
GLOBAL_PERIOD = "global-period"
OF_PAYERS = ("prior-authorization", "coverage", "payers")
"""Topics of which a place is asked, too: "prior auth in Texas"."""
PREFERRED_SHARE = 0.5
"""Two codes together ask for their pair, a code with a quantity for its units, and one that sets the scene for its
global period, where that topic scores as much of the best one's score."""
SURELY_NOT_HELD = 0.5
"""A code with a modifier asks for their section, unless the words ask for what is not held as surely as this."""
SURELY_ANOTHER = 0.5
"""A code with a diagnosis code asks for its diagnoses, and one with a modifier for that, unless the words ask for
another topic as surely as this."""
BOTH_SHOWN = 2
"""Where so many sections of one code match closely, all are shown: the code is sure, and reading two costs less than a
choice."""
GENERAL_TOPICS = ("summary", "modifiers", "prior-authorization", "coverage", "payment")
"""Offered where a code is named and nothing tells which side of it is asked about."""


def decide(question: Question, index: Index, context: Context) -> Decision:
    """What to show for the question, and what its thread is about from now on."""
    if question.empty:
        return Decision(Outcome.HELP, context=context)
    if question.number and 0 < question.number <= len(context.choices):
        return picked(context.choices[question.number - 1], index, context)
    if question.missing:
        return of_missing(Heard(question, index), context)
    if question.codes:
        if question.joined and context.codes and not question.modifiers:
            both = tuple(dict.fromkeys((*context.codes, *question.codes)))
            question = replace(question, codes=both, together=True)
        return _of_codes(Heard(question, index), context)
    heard = Heard(question, index)
    meant = tuple(code for code in context.codes if not heard.is_ruled_out(code))
    if meant != context.codes:
        # "The auto one" turns a thread away from the donor's transplant.
        context = replace(context, codes=meant, choices=())
    if question.modifiers:
        return _of_modifiers(heard, context)
    if looked_up := of_lookup(heard, context):
        return looked_up
    if question.is_located and context.codes:
        return shown([(code, PAYMENT) for code in context.codes], 1.0, index)
    decision = of_words(heard, context)
    # A title is looked at only where nothing of the book answers.
    return (decision.outcome is Outcome.UNKNOWN and of_titles(heard, context)) or decision


def picked(place: Place, index: Index, context: Context) -> Decision:
    """What to show for a choice that was offered; the others stay open to the thread that they were offered in."""
    decision = shown([place], 1.0, index)
    still_open = context.choices if place in context.choices else ()
    return replace(decision, context=replace(decision.context, choices=still_open))


def _of_codes(heard: Heard, context: Context) -> Decision:
    """A code is named: its sections by modifiers or by topic."""
    heard = _after_paste(heard)
    question, index = heard.question, heard.index
    best = heard.topics[0] if heard.topics else NO_MATCH
    if _is_beyond_the_book(best, question, index):
        return Decision(
            # The number of a lock or a room is no code, though it looks like one.
            Outcome.UNKNOWN
            if best in heard.signed and outcome_of(index, best.key) == "unknown"
            else Outcome.UNAVAILABLE,
            score=best.score,
            topic=best.key,
            entries=question.codes,
            context=Context(question.codes, context.modifiers, context.topics),
        )
    if question.modifiers:
        places = [
            (code, MODIFIERS_PREFIX + modifier)
            for modifier, tied in question.modifiers
            for code in tied or _taking(modifier, question.codes, question.claim, index)
        ]
        if question.is_located or _asks_the_amount(heard):
            places += [(code, PAYMENT) for code in dict.fromkeys(code for code, _ in places)]
        return shown(places, 1.0, index)
    held: Sequence[Match] = held_by(heard.topics)
    named = [] if question.is_located else entries_named(heard, "modifier")
    if held and are_the_topics(named, held[0].key, heard):
        named = []
    asks_which = bool(held) and held[0].key == "modifiers"
    if named and (asks_which or named[0].score >= (held[0].score if held else 0.0)):
        places = [(code, MODIFIERS_PREFIX + match.key) for code in question.codes for match in named]
        return shown(places, named[0].score, index) if len(named) == 1 else offered(places, index, named[0].score)
    codes, held = _asked(question, held)
    if topic := _topic_of_rule(heard, codes, held, context):
        return shown([(code, id) for id in topic for code in codes], held[0].score if held else 1.0, index)
    if held and held[0].score >= index.book.about.limits.topic:
        return _of_topics(codes, held, index)
    if len(codes) > 1:
        pair = not question.compared and (question.together or not set(codes) <= set(index.lexicon.codes))
        return shown([(code, PAIR_TOPIC if pair else "summary") for code in codes], 1.0, index)
    return _of_code_alone(heard, codes, held, context)


def _asks_the_amount(heard: Heard) -> bool:
    """Whether a payment is asked for beside a modifier: "how much is 88305-26"."""
    held = held_by(heard.topics)
    return bool(held) and held[0].key == PAYMENT and held[0].score >= heard.index.book.about.limits.words


def _after_paste(heard: Heard) -> Heard:
    """The question after a pasted line with modifiers, where that is surely of a topic, and not of them."""
    if not heard.question.after_modifiers:
        return heard
    last = Heard(replace(heard.question, modifiers=(), clauses=heard.question.after_modifiers), heard.index)
    held = held_by(last.topics)
    asks_a_topic = bool(held) and held[0].key != "modifiers" and held[0].score >= SURELY_ANOTHER
    return last if asks_a_topic else heard


def _topic_of_rule(heard: Heard, codes: Sequence[str], held: Sequence[Match], context: Context) -> list[str]:
    """The topic that something exact beside the codes asks for, unless the words are sure of another: a modifier in the
    thread, a diagnosis code, a quantity, a second code."""
    question, limits = heard.question, heard.index.book.about.limits
    score = held[0].score if held else 0.0
    if context.modifiers and not context.codes and (score < limits.words or held[0].key == "modifiers"):
        return [MODIFIERS_PREFIX + name for name in context.modifiers]
    if question.diagnoses and score < SURELY_ANOTHER:
        return ["diagnoses"]
    if question.is_located and not (score >= SURELY_ANOTHER and held[0].key in OF_PAYERS):
        return [PAYMENT]
    if question.all_denied and score < limits.words:
        return ["related-codes"]
    pair = len(codes) > 1 and question.together and not question.compared
    for topic, asked in ((PAIR_TOPIC, pair), (UNITS_TOPIC, question.counted and not pair)):
        if asked and (not heard.meant or (bool(held) and _preferred(topic, held) == topic)):
            return [topic]
    return []


def _of_topics(codes: Sequence[str], held: Sequence[Match], index: Index) -> Decision:
    """Words name topics of the codes: the best one; those that match as closely, too, where there is one code."""
    top = within_margin(held, index.book.about.limits.margin)
    if len(codes) > 1:
        return shown([(code, held[0].key) for code in codes], held[0].score, index)
    if len(top) > BOTH_SHOWN:
        return offered([(codes[0], match.key) for match in top], index, held[0].score)
    return shown([(codes[0], match.key) for match in top], held[0].score, index)


def _preferred(topic: str, held: Sequence[Match]) -> str:
    """The topic, where it scores as much of the best one's score as need be; else the best one."""
    scores = {match.key: match.score for match in held}
    return topic if scores.get(topic, 0.0) >= PREFERRED_SHARE * held[0].score else held[0].key


def _taking(modifier: str, codes: Sequence[str], claim: Claim, index: Index) -> Sequence[str]:
    """Those of several codes that may take the modifier, or all where none may: of a visit and a film, 25 is the
    visit's."""
    if len(codes) == 1:
        return codes
    answers = [
        answer_with(index.book, code, MODIFIERS_PREFIX + modifier, 1.0, Asked(claim, tuple(codes))) for code in codes
    ]
    return [answer.entry for answer in answers if answer.verdict is not Verdict.NO] or codes


def _is_beyond_the_book(best: Match, question: Question, index: Index) -> bool:
    """Whether the words ask for what no book holds. With a modifier, or where that is no matter of codes at all, they
    must be surer: a claim's story has such words, too."""
    if not is_not_held(best, index):
        return False
    doubtful = bool(question.modifiers) or outcome_of(index, best.key) == "unknown"
    return not doubtful or best.score >= SURELY_NOT_HELD


def _of_code_alone(heard: Heard, codes: Sequence[str], held: Sequence[Match], context: Context) -> Decision:
    """A code is named, and no topic: what the thread was about, what it is, or a choice."""
    question, index = heard.question, heard.index
    if question.payers:
        return shown([(code, "payers") for code in codes], 1.0, index)
    if question.diagnoses:
        return shown([(code, "diagnoses") for code in codes], 1.0, index)
    if not heard.meant and question.asks_what and not question.corrected:
        return shown([(code, "summary") for code in codes], 1.0, index)
    if not heard.meant or (question.corrected and context.topics):
        topics = [topic for topic in context.topics if topic.startswith(MODIFIERS_PREFIX) or _has(index, codes, topic)]
        return shown([(code, topic) for code in codes for topic in topics or ["summary"]], 1.0, index)
    likely = [match.key for match in held[:3] if match.score >= index.book.about.limits.topic / 2]
    topics = [topic for topic in dict.fromkeys([*likely, *GENERAL_TOPICS]) if _has(index, codes, topic)]
    return offered([(codes[0], topic) for topic in topics], index, held[0].score if held else 0.0)


def _asked(question: Question, held: Sequence[Match]) -> tuple[tuple[str, ...], Sequence[Match]]:
    """The codes that the topics are asked of: those that only set the scene are left out, save for the global period,
    which is asked of them."""
    if not question.background:
        return question.codes, held
    if held and _preferred(GLOBAL_PERIOD, held) == GLOBAL_PERIOD:
        return question.background, [match for match in held if match.key == GLOBAL_PERIOD]
    return tuple(code for code in question.codes if code not in question.background), held


def _is_of_itself(topic: Match, heard: Heard) -> bool:
    """Whether a modifier is asked about by itself, and not with the thread's code: "when do I use 25", "what is 25"."""
    by_words = topic.key in heard.index.modifier_topics.having(heard.meant)
    return by_words or heard.question.asks_what or "when" in heard.question.words


def _of_modifiers(heard: Heard, context: Context) -> Decision:
    """A modifier is named and no code: with the thread's code, with the entry that the words name, or by itself."""
    question, index = heard.question, heard.index
    names = tuple(dict.fromkeys(name for name, _ in question.modifiers))
    limits = index.book.about.limits
    best = heard.modifier_topics[0] if heard.modifier_topics else NO_MATCH
    if _is_beyond_the_book(best, question, index):
        is_own = not question.is_bare or outcome_of(index, best.key) == "unavailable"
        outcome = Outcome.UNAVAILABLE if is_own else Outcome.UNKNOWN
        return Decision(outcome, score=best.score, topic=best.key, entries=names, context=context)
    if question.is_bare and not context.codes and not context.modifiers and is_strange(heard):
        return Decision(Outcome.UNKNOWN, context=context)
    held = held_by(heard.modifier_topics)
    of_itself = bool(held) and held[0].score >= limits.words and _is_of_itself(held[0], heard)
    if context.codes and not of_itself:
        places = [
            (code, MODIFIERS_PREFIX + name)
            for name in names
            for code in _taking(name, context.codes, question.claim, index)
        ]
        return shown(places, 1.0, index)
    if codes := entries_named(heard, "code"):
        places = [(match.key, MODIFIERS_PREFIX + name) for name in names for match in codes]
        return shown(places, 1.0, index) if len(codes) == 1 else offered(places, index, 1.0)
    meant = [word for word in heard.meant if word not in index.lexicon.modifier_words]
    asked_before = [topic for topic in context.topics if topic in index.book.topic_ids("modifier")]
    if asked_before and not meant and not question.asks_what and not question.compared:
        return shown([(name, asked_before[0]) for name in names], 1.0, index)
    if held and held[0].score >= limits.topic:
        return shown([(name, held[0].key) for name in names], held[0].score, index)
    if not meant or question.compared or len(names) > 1:
        return shown([(name, "meaning") for name in names], 1.0, index)
    if held and held[0].score >= limits.topic / 2:
        return offered([(names[0], match.key) for match in held[:MOST_CHOICES]], index, held[0].score)
    return Decision(Outcome.UNKNOWN, context=context)


def _has(index: Index, codes: Sequence[str], topic: str) -> bool:
    """Whether there are codes, and codes have the topic in this book."""
    return bool(codes) and topic in index.book.topic_ids("code")
