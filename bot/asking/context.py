"""What a thread was about so far: codes, modifiers and topics, never its text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """What the last questions of a thread left behind, oldest first within each field."""

    codes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    """(entry, section) pairs offered last, in the order shown."""


NO_CONTEXT = Context()
