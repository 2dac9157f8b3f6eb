"""Files of labelled questions: what people ask, and the sections that answer it.

A file holds `questions`, or `scenarios` (threads, each turn a question), or both; a team keeps its own beside its book.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from bot.book.explain import schema_faults
from bot.book.faults import Fault
from bot.book.fields import Model
from bot.book.yaml_file import read_yaml_file

Wanted = Literal["answer", "unavailable", "unknown-code", "unknown", "choose", "help"]


class LabelFaults(Exception):
    """What is wrong with files of labelled questions, each with file, line and mend."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Gold(Model):
    """A section that answers a question; without `section` any of the entry."""

    entry: str
    section: str | None = None

    @property
    def place(self) -> tuple[str, str | None]:
        """Entry and section."""
        return (str(self.entry), None if self.section is None else str(self.section))


class _Labels(Model):
    q: str
    expected: tuple[Gold, ...] = ()
    """The sections that must all be shown; with `match: any` one of them is enough."""
    accept: tuple[Gold, ...] = ()
    """Alternatives: one may stand for an expected section of the same entry."""
    match: Literal["all", "any"] = "all"
    accept_outcomes: tuple[Wanted, ...] = ()
    missing: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class _Question(_Labels):
    id: str
    outcome: Wanted
    thread: tuple[str, ...] = ()


class _Turn(_Labels):
    outcome: Wanted | Literal["silent"]
    """silent: said to a colleague, not to the bot."""
    user: str | None = None


class _Scenario(Model):
    id: str
    turns: tuple[_Turn, ...] = Field(min_length=1)
    set: str | None = None
    title: str | None = None
    note: str | None = None


class _LabelledFile(Model):
    questions: tuple[_Question, ...] = ()
    scenarios: tuple[_Scenario, ...] = ()
    set: str | None = None


@dataclass(frozen=True)
class Labelled:
    """One question with its labels; `thread` holds the earlier messages to the bot, the oldest first."""

    id: str
    text: str
    thread: tuple[str, ...]
    outcome: str
    labels: _Labels
    tags: tuple[str, ...]


def read_labelled(paths: Iterable[Path]) -> list[Labelled]:
    """The questions of all files, in order. Raises LabelFaults with every fault."""
    faults: list[Fault] = []
    questions: list[Labelled] = []
    for path in paths:
        file, found = read_yaml_file(path)
        faults += found
        if file is None:
            continue
        if not isinstance(file.value, dict):
            faults.append(file.fault((), "holds no questions", "write questions: and a list of questions"))
            continue
        try:
            questions += _questions(_LabelledFile.model_validate(file.value))
        except ValidationError as error:
            faults += schema_faults(file, _LabelledFile, error)
    if faults:
        raise LabelFaults(faults)
    return questions


def _questions(file: _LabelledFile) -> Iterator[Labelled]:
    for asked in file.questions:
        yield Labelled(str(asked.id), str(asked.q), asked.thread, asked.outcome, asked, asked.tags)
    for scenario in file.scenarios:
        thread: tuple[str, ...] = ()
        for number, turn in enumerate(scenario.turns, 1):
            if turn.outcome != "silent":
                tags = (*turn.tags, "scenario")
                yield Labelled(f"{scenario.id}.{number}", str(turn.q), thread, turn.outcome, turn, tags)
                thread = (*thread, str(turn.q))
