"""A subject as JSON, for records and for the values of buttons."""

from datetime import date

from pydantic import TypeAdapter, ValidationError

from bot.asking.subject import NO_SUBJECT, Subject

_ADAPTER = TypeAdapter(Subject)


def write_subject(subject: Subject) -> str:
    """The subject as JSON; what is empty is left out."""
    return _ADAPTER.dump_json(subject, exclude_defaults=True).decode()


def read_subject(written: object) -> Subject:
    """A subject as it was written; an empty one where something else, or another version of the program, wrote it."""
    if not isinstance(written, str):
        return NO_SUBJECT
    try:
        subject = _ADAPTER.validate_json(written)
        if subject.quarter:
            date.fromisoformat(subject.quarter)
        return subject
    except (ValidationError, ValueError):
        return NO_SUBJECT
