"""What a check found."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How it stands; the value is the sign that a line begins with."""

    OK = "ok"
    LOOK = "look"
    """It works, or may work: somebody should look at it."""
    BAD = "bad"
    """It does not work as it is."""


@dataclass(frozen=True)
class Finding:
    """One line. No value of a secret is in it."""

    about: str
    """What was checked, in a word or two."""
    status: Status
    what: str
    """What was found, in a sentence."""
    do: str = ""
    """What to do about it; empty where there is nothing to do."""


def ok(about: str, what: str, do: str = "") -> Finding:
    """Something is as it should be."""
    return Finding(about, Status.OK, what, do)


def look(about: str, what: str, do: str) -> Finding:
    """Something should be looked at."""
    return Finding(about, Status.LOOK, what, do)


def bad(about: str, what: str, do: str) -> Finding:
    """Something does not work."""
    return Finding(about, Status.BAD, what, do)
