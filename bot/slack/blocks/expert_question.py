"""A question on its way to the experts, as the buttons and forms by which it travels hold it."""

import json
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.asking.subject import NO_SUBJECT, Subject
from bot.slack.blocks.mrkdwn import length

ROOM = 700
"""Characters of it as JSON; of a subject that does not fit, what it is about is kept."""

NAMED = 8
"""Codes, and modifiers, and topics, of a subject that was cut."""


@dataclass(frozen=True)
class ExpertQuestion:
    """Who asks what about, and where. Its words are no part of it."""

    id: str = ""
    """The same for the same answer and asker."""
    asker: str = ""
    channel: str = ""
    """Where it was asked."""
    thread_ts: str = ""
    """Of the thread where it was asked; "" outside of one."""
    subject: Subject = NO_SUBJECT
    outcome: str = ""
    """How the book's reply ended."""
    request: str = ""
    """The number of that reply."""


@dataclass(frozen=True)
class Draft:
    """A question with the words that its asker has not confirmed yet. It is held by the asker's own form alone."""

    question: ExpertQuestion = ExpertQuestion()
    words: str = ""


@dataclass(frozen=True)
class Answering:
    """The question that a form for an answer belongs to."""

    question: ExpertQuestion = ExpertQuestion()
    ts: str = ""
    """Of the question in the experts' channel."""


Held = TypeVar("Held")
_QUESTION, _DRAFT, _ANSWERING = TypeAdapter(ExpertQuestion), TypeAdapter(Draft), TypeAdapter(Answering)


def fitted(question: ExpertQuestion) -> ExpertQuestion:
    """The question, small enough for a button and a form."""
    if length(write_question(question)) <= ROOM:
        return question
    about = question.subject
    cut = Subject(about.codes[:NAMED], about.modifiers[:NAMED], about.topics[:NAMED], missing=about.missing[:NAMED])
    return replace(question, subject=cut)


def write_question(question: ExpertQuestion) -> str:
    """As JSON, for a button."""
    return _written(_QUESTION, question)


def read_question(written: object) -> ExpertQuestion:
    """As it was written; an empty one where it is none of ours."""
    return _read(_QUESTION, written, ExpertQuestion())


def write_draft(draft: Draft) -> str:
    """As JSON, for the private_metadata of a form."""
    return _written(_DRAFT, draft)


def read_draft(written: object) -> Draft:
    """As it was written; an empty one where it is none of ours."""
    return _read(_DRAFT, written, Draft())


def write_answering(answering: Answering) -> str:
    """As JSON, for the private_metadata of a form."""
    return _written(_ANSWERING, answering)


def read_answering(written: object) -> Answering:
    """As it was written; an empty one where it is none of ours."""
    return _read(_ANSWERING, written, Answering())


def proposing(subject: Subject, request: str = "") -> str:
    """The value of a button that proposes what is lacking for the book."""
    missing = subject.missing
    codes = dict.fromkeys((*subject.codes, *(name for name in missing if len(name) != 2)))
    modifiers = dict.fromkeys((*subject.modifiers, *(name for name in missing if len(name) == 2)))
    named: dict[str, Any] = {"codes": codes, "modifiers": modifiers, "topics": subject.topics}
    return json.dumps({**{name: list(ids)[:NAMED] for name, ids in named.items()}, "request": request})


def _written(adapter: TypeAdapter[Any], value: object) -> str:
    return adapter.dump_json(value, exclude_defaults=True).decode()


def _read(adapter: TypeAdapter[Held], written: object, otherwise: Held) -> Held:
    if not isinstance(written, str):
        return otherwise
    try:
        return adapter.validate_json(written)
    except ValidationError:
        return otherwise
