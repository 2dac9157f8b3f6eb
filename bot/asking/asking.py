"""The whole way from a text, or from a choice that was picked, to a reply."""

from dataclasses import replace
from datetime import date

from bot.asking import wording
from bot.asking.claim import Claim
from bot.asking.context import NO_CONTEXT, Context
from bot.asking.deciding import decide, picked
from bot.asking.decision import Decision, shown
from bot.asking.holding import holds, still_held
from bot.asking.index import Index
from bot.asking.question import Question
from bot.asking.reading import read
from bot.asking.reply import Outcome, Reply
from bot.asking.replying import compose
from bot.asking.subject import Place, Subject


def ask(text: str, index: Index, context: Context = NO_CONTEXT, today: date | None = None) -> tuple[Reply, Context]:
    """Answer a text, as Slack delivers it or as it was typed, from the book.

    `context` is what the thread was about; the second value is what it is about after this question. `today` is the day
    on which it is asked, this day where it is left out: it tells which editions are in force. The same text, index,
    context and day give the same reply. Any text is accepted.
    """
    question = _in_thread(read(text, index.lexicon, today or date.today()), context)
    decision = decide(question, index, still_held(context, index.book))
    return compose(decision, question, index), replace(decision.context, quarter=question.claim.quarter)


def _in_thread(question: Question, context: Context) -> Question:
    """The question with the thread's quarter, where it names neither a day nor a code of its own."""
    if question.claim.is_dated or question.codes or question.diagnoses or not context.quarter:
        return question
    claim = replace(question.claim, on=date.fromisoformat(context.quarter), is_dated=True)
    return replace(question, claim=claim)


def pick(
    entry: str, section: str, index: Index, context: Context = NO_CONTEXT, today: date | None = None
) -> tuple[Reply, Context]:
    """Answer a choice that was offered, by its entry and section, as `ask` does for a text.

    Any names are accepted: where the book has no such section, or none any more, the reply says so.
    """
    context = still_held(context, index.book)
    if not holds(index.book, entry, section):
        return Reply(Outcome.UNKNOWN, wording.no_longer_held(), restated=""), context
    decision = picked((entry, section), index, context)
    question = _in_thread(Question(claim=Claim(today or date.today())), context)
    return compose(decision, question, index), replace(decision.context, quarter=context.quarter)


def recall(subject: Subject, index: Index, today: date | None = None) -> Reply:
    """Compose once more what was answered about a subject.

    Where the book holds none of its sections any more, the reply says so. Of a day of service the quarter decides.
    """
    book = index.book
    places = _still_held(subject, index)
    if not places:
        return Reply(Outcome.UNKNOWN, wording.no_longer_held(), restated="")
    is_dated = bool(subject.quarter)
    on = date.fromisoformat(subject.quarter) if is_dated else today or date.today()
    question = Question(
        codes=tuple(code for code in subject.codes if book.knows_code(code)),
        modifiers=tuple((name, ()) for name in subject.modifiers if book.knows_modifier(name)),
        diagnoses=subject.diagnoses,
        claim=Claim(on, is_dated, subject.localities),
        several_localities=subject.several_localities,
    )
    outcome = Outcome.UNKNOWN_CODE if subject.missing else Outcome.ANSWER
    entries = tuple(dict.fromkeys(entry for entry, _ in places))
    reply = compose(Decision(outcome, places, missing=subject.missing, score=1.0, entries=entries), question, index)
    # The day itself is not known, and each statement names its edition.
    return replace(reply, message="") if is_dated and not subject.missing else reply


def context_of(subject: Subject, index: Index) -> Context:
    """What a thread is about that begins with the answers about a subject."""
    places = _still_held(subject, index)
    return replace(shown(places, 1.0, index).context, quarter=subject.quarter) if places else NO_CONTEXT


def _still_held(subject: Subject, index: Index) -> tuple[Place, ...]:
    return tuple(place for place in subject.places if holds(index.book, *place))
