"""What a reader may do with a reply: share it, ask an expert, say whether it was of use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.asking.reply import Outcome, Reply
from bot.asking.subject import NO_SUBJECT, Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.message import Block, Part, actions, context
from bot.slack.blocks.mrkdwn import length

SHARE_ACTION_ID = "share_in_channel"
EXPERT_ACTION_ID = "ask_an_expert"
FEEDBACK_ACTION_ID = "feedback"

LACKING = {Outcome.UNKNOWN, Outcome.UNKNOWN_CODE, Outcome.UNAVAILABLE}
"""Outcomes of a question that the book had no answer to."""

MOST = 8
"""Of each kind of name, how many a button holds of a subject that is too long for it."""


@dataclass(frozen=True)
class Offers:
    """What is offered below a reply, where it fits the outcome."""

    request: str = ""
    """The number of the answer."""
    share: bool = False
    is_shared: bool = False
    """It was shared: a line says so in the place of the button."""
    thread_ts: str = ""
    """The thread where a share goes; "" is the channel itself."""
    expert: bool = False
    feedback: bool = False


@dataclass(frozen=True)
class Offered:
    """What the value of a button says."""

    subject: Subject = NO_SUBJECT
    request: str = ""
    thread_ts: str = ""
    is_positive: bool = False
    """Of a feedback button."""
    outcome: str = ""
    """How the question ended, of a button by which it is handed to the experts."""


NO_OFFERS = Offers()
NO_OFFER = Offered()


def offers_part(reply: Reply, offers: Offers) -> Part:
    """The buttons, which as text are nothing, for they need blocks; and whether the reply was shared."""
    buttons, lines = [], []
    said = Offered(reply.subject, offers.request, offers.thread_ts)
    if offers.is_shared:
        lines.append(words.SHARED_IN_THREAD if offers.thread_ts else words.SHARED_HERE)
    if offers.share and reply.answers:
        buttons.append(_button(SHARE_ACTION_ID, words.SHARE, said))
    if offers.expert and reply.outcome in LACKING:
        buttons.append(expert_button(replace(said, outcome=str(reply.outcome))))
    blocks = [*map(context, lines), *([actions(buttons)] if buttons else [])]
    if offers.feedback and reply.answers:
        blocks.append(_feedback(said))
    return Part("\n".join(lines), tuple(blocks))


def expert_button(said: Offered) -> Block:
    """The button that hands a subject to the experts."""
    return _button(EXPERT_ACTION_ID, words.ASK_AN_EXPERT, said)


def _button(action_id: str, text: str, said: Offered) -> Block:
    return {"type": "button", "action_id": action_id, "text": _plain(text), "value": write_offered(said)}


def _feedback(said: Offered) -> Block:
    """docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element"""
    element: Block = {"type": "feedback_buttons", "action_id": FEEDBACK_ACTION_ID}
    for name, text, is_positive in (
        ("positive_button", words.HELPFUL, True),
        ("negative_button", words.NOT_HELPFUL, False),
    ):
        value = write_offered(replace(said, is_positive=is_positive))
        element[name] = {"text": _plain(text), "value": value, "accessibility_label": text}
    return {"type": "context_actions", "elements": [element]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def write_offered(said: Offered) -> str:
    """The value of a button; of a subject that does not fit, it holds the first names and the sections that were shown,
    or, where they do not fit either, the names alone."""
    subject = said.subject
    short = replace(
        subject,
        codes=subject.codes[:MOST],
        modifiers=subject.modifiers[:MOST],
        topics=subject.topics[:MOST],
        missing=subject.missing[:MOST],
        diagnoses=subject.diagnoses[:MOST],
        several_localities=subject.several_localities[:MOST],
    )
    named = Subject(short.codes, short.modifiers, short.topics, missing=short.missing)
    fitting = (value for held in (subject, short) if length(value := _written(said, held)) <= limits.BUTTON_VALUE)
    return next(fitting, _written(said, named))


def _written(said: Offered, subject: Subject) -> str:
    found = {"about": write_subject(subject), "request": said.request, "thread": said.thread_ts}
    found["outcome"] = said.outcome
    return json.dumps({**{name: held for name, held in found.items() if held}, "good": said.is_positive})


def read_offered(value: object) -> Offered:
    """What the value of a button says; nothing where it is none of ours."""
    try:
        found = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return Offered()
    return Offered(
        subject=read_subject(found.get("about")),
        request=str(found.get("request", "")),
        thread_ts=str(found.get("thread", "")),
        is_positive=found.get("good") is True,
        outcome=str(found.get("outcome", "")),
    )


def offered(action: Mapping[str, Any]) -> Offered:
    """What a button that was pressed says."""
    return read_offered(action.get("value"))
