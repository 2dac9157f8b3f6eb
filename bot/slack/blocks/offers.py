"""What a reader may do with a reply: share it, ask an expert, say whether it was of use."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.asking.reply import Outcome, Reply
from bot.asking.subject import NO_SUBJECT, Subject
from bot.asking.subject_json import read_subject, write_subject
from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.message import Block, Part, actions
from bot.slack.blocks.mrkdwn import length

SHARE_ACTION_ID = "share_in_channel"
EXPERT_ACTION_ID = "ask_an_expert"
FEEDBACK_ACTION_ID = "feedback"

LACKING = {Outcome.UNKNOWN, Outcome.UNKNOWN_CODE, Outcome.UNAVAILABLE}
"""Outcomes of a question that the book had no answer to."""


@dataclass(frozen=True)
class Offers:
    """What is offered below a reply, where it fits the outcome."""

    request: str = ""
    """The number of the answer."""
    share: bool = False
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


NO_OFFERS = Offers()


def offers_part(reply: Reply, offers: Offers) -> Part:
    """The buttons; as text nothing, for they need blocks."""
    buttons = []
    said = Offered(reply.subject, offers.request, offers.thread_ts)
    if offers.share and reply.answers:
        buttons.append(_button(SHARE_ACTION_ID, words.SHARE, said))
    if offers.expert and reply.outcome in LACKING:
        buttons.append(_button(EXPERT_ACTION_ID, words.ASK_AN_EXPERT, said))
    blocks = [actions(buttons)] if buttons else []
    if offers.feedback and reply.answers:
        blocks.append(_feedback(said))
    return Part("", tuple(blocks))


def _button(action_id: str, text: str, said: Offered) -> Block:
    return {"type": "button", "action_id": action_id, "text": _plain(text), "value": write_offered(said)}


def _feedback(said: Offered) -> Block:
    """docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element"""
    element: Block = {"type": "feedback_buttons", "action_id": FEEDBACK_ACTION_ID}
    for name, text, is_positive in (
        ("positive_button", words.OF_USE, True),
        ("negative_button", words.NOT_OF_USE, False),
    ):
        value = write_offered(Offered(said.subject, said.request, is_positive=is_positive))
        element[name] = {"text": _plain(text), "value": value, "accessibility_label": text}
    return {"type": "context_actions", "elements": [element]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def write_offered(said: Offered) -> str:
    """The value of a button; of a subject that does not fit, the sections that were shown are left out."""
    value = _written(said, said.subject)
    if length(value) > limits.BUTTON_VALUE:
        value = _written(said, Subject(said.subject.codes[:8], said.subject.modifiers[:8], said.subject.topics[:8]))
    return value


def _written(said: Offered, subject: Subject) -> str:
    found = {"about": write_subject(subject), "request": said.request, "thread": said.thread_ts}
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
    )


def offered(action: Mapping[str, Any]) -> Offered:
    """What a button that was pressed says."""
    return read_offered(action.get("value"))
