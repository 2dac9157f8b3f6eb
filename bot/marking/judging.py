"""Whether a reply is right for a labelled question."""

from dataclasses import dataclass

from bot.asking import Outcome, Reply
from bot.marking.labelled import Labelled

Place = tuple[str, str | None]

MOST_CHOICES = 8
_NOTHING_TO_SHOW = {"unknown", "unknown-code", "help"}


@dataclass(frozen=True)
class Mark:
    """What a reply is worth."""

    right: bool
    wrong_code: bool
    """A section of a code was shown that the question does not ask about."""
    false_answer: bool
    """A section was shown where there is none to show."""


def judge(question: Labelled, reply: Reply) -> Mark:
    """The mark of a reply. A reply with a wrong code or a false answer is never right."""
    expected = [gold.place for gold in question.labels.expected]
    accepted = [gold.place for gold in question.labels.accept]
    entries = {entry for entry, _ in expected + accepted}
    shown: list[Place] = [(answer.entry, answer.section) for answer in reply.answers]
    wrong_code = any(_is_code(entry) and entry not in entries for entry, _ in shown)
    false_answer = question.outcome in _NOTHING_TO_SHOW and any(
        place not in accepted and (_is_code(place[0]) or question.outcome != "unknown-code") for place in shown
    )
    right = _as_wanted(question, reply, shown, expected, accepted) or _as_well(
        question, reply, shown, expected + accepted
    )
    return Mark(right and not wrong_code and not false_answer, wrong_code, false_answer)


def _is_code(entry: str) -> bool:
    return len(entry) >= 5


def _as_wanted(
    question: Labelled, reply: Reply, shown: list[Place], expected: list[Place], accepted: list[Place]
) -> bool:
    outcome = reply.outcome
    match question.outcome:
        case "answer":
            answered = outcome in {Outcome.ANSWER, Outcome.UNAVAILABLE}
            return answered and _covers(question, shown, expected, accepted)
        case "unavailable":
            entries = {entry for entry, _ in expected + accepted}
            return outcome is Outcome.UNAVAILABLE and all(entry in entries for entry, _ in shown)
        case "unknown-code":
            named = {name.upper() for name in reply.missing}
            return outcome is Outcome.UNKNOWN_CODE and named >= {str(name).upper() for name in question.labels.missing}
        case "choose":
            return outcome is Outcome.CHOOSE and len(reply.choices) <= MOST_CHOICES and _offers(reply, expected)
        case _:
            return outcome == question.outcome and not shown


def _covers(question: Labelled, shown: list[Place], expected: list[Place], accepted: list[Place]) -> bool:
    """Whether all that is expected is shown, and at most one section more."""
    if not shown or len(shown) > len(expected) + 1:
        return False
    if question.labels.match == "any":
        return shown[0] in expected + accepted
    return all(
        place in shown or any(other in shown for other in accepted if other[0] == place[0]) for place in expected
    )


def _offers(reply: Reply, expected: list[Place]) -> bool:
    """Whether all that is expected is offered. Where one topic is asked of several entries, the doubt is about the
    entry, and any of its sections will do."""
    offered: set[Place] = {(choice.entry, choice.section) for choice in reply.choices}
    if len({section for _, section in expected}) == 1:
        return {entry for entry, _ in offered} >= {entry for entry, _ in expected}
    return offered >= set(expected)


def _as_well(question: Labelled, reply: Reply, shown: list[Place], allowed: list[Place]) -> bool:
    """Whether the reply has one of the other outcomes that are right, too."""
    if reply.outcome not in question.labels.accept_outcomes:
        return False
    match reply.outcome:
        case Outcome.CHOOSE:
            return bool(reply.choices) and not shown
        case Outcome.ANSWER | Outcome.UNAVAILABLE:
            return bool(shown) and shown[0] in allowed
        case _:
            return not shown
