"""What a thread was about so far: codes, modifiers and topics, never its text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """What the questions of a thread left behind."""

    codes: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Topics asked about last; "modifiers/26" where the last question was about a modifier with a code."""
    choices: tuple[tuple[str, str], ...] = ()
    """(entry, section) pairs offered last, in the order shown."""
    quarter: str = ""
    """The first day of the quarter of the last day of service, such as "2024-07-01", by which editions are told; the
    day itself may belong to a patient and is not kept. "" where none was named."""


NO_CONTEXT = Context()
