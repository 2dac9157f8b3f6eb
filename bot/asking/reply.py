"""What the core answers: a reply with an outcome, sections quoted from the book, choices or missing codes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.asking.subject import NO_SUBJECT, Subject
from bot.book.fields import Verdict


class Outcome(StrEnum):
    """How a question ended."""

    ANSWER = "answer"
    UNAVAILABLE = "unavailable"
    UNKNOWN_CODE = "unknown-code"
    UNKNOWN = "unknown"
    CHOOSE = "choose"
    HELP = "help"


@dataclass(frozen=True)
class Citation:
    """The source of a statement, as a reader is shown it."""

    id: str
    title: str
    url: str | None
    edition: str | None
    """The edition of a published file, such as "October 2025"."""
    as_of: date
    """The day on which the statement was true by this source."""
    note: str | None = None
    """How the edition stands to the day that is asked about, such as "older than this quarter"."""


@dataclass(frozen=True)
class Decision:
    """The field of a published table that decided a computed statement."""

    field: str
    """The field's name as coders know it, such as "PC/TC indicator"."""
    value: str
    edition: str


@dataclass(frozen=True)
class StatementShown:
    """What one source says in an answer."""

    verdict: Verdict | None
    """None where the question is not yes or no."""
    text: str
    source: Citation
    holds_for: tuple[str, ...]
    """Names of whom it holds for ("Medicare"); empty: for anyone."""
    decided_by: Decision | None = None
    settings: tuple[str, ...] = ()
    """The settings whose tables say so, such as "practitioner"; empty where it is not a matter of settings."""
    table: tuple[tuple[str, ...], ...] = ()
    """What the text says, or the numbers behind it, in rows of as many cells, the column names first; empty where it
    is no table. The text stands alone without it."""
    above_table: str | None = None
    """What is to be read with the table in place of the text; None: the text itself."""


@dataclass(frozen=True)
class NothingOnFile:
    """Why a section has nothing to say, and where to look."""

    reason: str
    look: str | None


@dataclass(frozen=True)
class Answer:
    """One section of the book."""

    entry: str
    section: str | None
    heading: str
    """Such as "38240 with modifier 26"."""
    verdict: Verdict | None
    """The verdict of the strongest source."""
    statements: tuple[StatementShown, ...]
    """The stronger source first."""
    conflict: str | None
    """One sentence that names the disagreement, where sources disagree."""
    nothing: NothingOnFile | None
    score: float
    """How well the words matched, 0 to 1."""


@dataclass(frozen=True)
class Choice:
    """A section offered by its name alone, without content."""

    entry: str
    section: str
    heading: str
    ask: str
    """A question that is answered with this section."""


@dataclass(frozen=True)
class Reply:
    """The outcome of a question, ready to be drawn on any surface."""

    outcome: Outcome
    message: str
    """One or two plain sentences; empty where the answers speak for themselves."""
    restated: str
    """The codes, modifiers and topic that were understood, such as "38240 · modifier 26"; empty where none were."""
    answers: tuple[Answer, ...] = ()
    choices: tuple[Choice, ...] = ()
    missing: tuple[str, ...] = ()
    """Codes and modifiers that were asked about and are not in the book."""
    examples: tuple[str, ...] = ()
    """Questions that a reader may try next."""
    next: tuple[Choice, ...] = ()
    """Two or three sections that people ask about after these answers."""
    others: tuple[Choice, ...] = ()
    """The other sections of the answers' entry that have something to say."""
    subject: Subject = NO_SUBJECT
    """What the question was about."""
