"""What must hold between the files of a book, once each of them is well-formed by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.book.book import MODIFIERS_PREFIX
from bot.book.explain import did_you_mean
from bot.book.faults import Fault
from bot.book.schema import (
    CodeEntry,
    Entry,
    Model,
    ModifierEntry,
    PayersFile,
    Section,
    SourcesFile,
    TopicsFile,
)
from bot.book.yaml_file import Place, YamlFile

LONGEST_STATEMENT = 2500
"""Characters; a Slack section block takes 3,000, and signs such as & grow when they are escaped."""
LONGEST_SECTION = 8000
"""Characters of all statements; a whole Slack message is refused above some 13,200."""

_T_co = TypeVar("_T_co", covariant=True)


@dataclass(frozen=True)
class Part(Generic[_T_co]):
    """A validated file."""

    file: YamlFile
    value: _T_co


def check_book(roots: Mapping[str, Part[Model]], entries: Sequence[Part[Entry]]) -> list[Fault]:
    """Faults between files. What refers to a file that is itself broken is not reported a second time."""
    topics = _value(roots, "topics.yaml", TopicsFile)
    sources = _value(roots, "sources.yaml", SourcesFile)
    payers = _value(roots, "payers.yaml", PayersFile)
    faults = [*_used_twice(entries), *_aliases_that_clash(entries)]
    for part in entries:
        if topics is not None:
            faults += _unknown_topics(part, topics, [other.value for other in entries])
        if sources is not None:
            faults += _unknown(part, _sources_named(part.value), list(sources.sources), "source", "sources.yaml")
        if payers is not None:
            faults += _unknown(part, _payers_named(part.value), list(payers.payers), "payer", "payers.yaml")
        faults += _too_long(part)
        faults += _rows_used_twice(part)
    return faults


def _value(roots: Mapping[str, Part[Model]], name: str, model: type[_T_co]) -> _T_co | None:
    part = roots.get(name)
    return part.value if part is not None and isinstance(part.value, model) else None


def _used_twice(entries: Sequence[Part[Entry]]) -> Iterator[Fault]:
    first: dict[str, YamlFile] = {}
    for part in entries:
        earlier = first.setdefault(part.value.id, part.file)
        if earlier is not part.file:
            yield part.file.fault(
                ("id",), f"the id {part.value.id!r} is used twice", f"the other is {earlier.path}; keep one"
            )


def _aliases_that_clash(entries: Sequence[Part[Entry]]) -> Iterator[Fault]:
    first: dict[str, tuple[str, YamlFile]] = {}
    for part in entries:
        for place, alias in _aliases(part.value):
            owner, file = first.setdefault(_folded(alias), (part.value.id, part.file))
            if owner != part.value.id:
                yield part.file.fault(
                    place,
                    f"the alias {alias!r} also belongs to {owner} ({file.path.name})",
                    "keep it in one entry, or say it more exactly in both",
                )


def _aliases(entry: Entry) -> Iterator[tuple[Place, str]]:
    for n, alias in enumerate(entry.aliases):
        yield ("aliases", n), alias


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


def _unknown_topics(part: Part[Entry], topics: TopicsFile, entries: Sequence[Entry]) -> Iterator[Fault]:
    known = [id for id, topic in topics.topics.items() if part.value.kind in topic.kinds]
    modifiers = [entry.id for entry in entries if isinstance(entry, ModifierEntry)]
    for id in part.value.sections:
        if isinstance(part.value, CodeEntry) and id.startswith(MODIFIERS_PREFIX):
            modifier = id.removeprefix(MODIFIERS_PREFIX)
            if modifier not in modifiers:
                yield part.file.fault(
                    ("sections", id), f"modifier {modifier!r} has no entry", f"write an entry for {modifier} first"
                )
        elif id not in known:
            yield part.file.fault(
                ("sections", id),
                f"unknown topic {id!r} for {'an' if part.value.kind == 'article' else 'a'} {part.value.kind}",
                did_you_mean(id, known, "add it to topics.yaml, or use one of: " + ", ".join(known)),
            )


def _unknown(
    part: Part[Entry], named: Iterator[tuple[Place, str]], known: list[str], kind: str, file: str
) -> Iterator[Fault]:
    for place, name in named:
        if name not in known:
            yield part.file.fault(place, f"unknown {kind} {name!r}", did_you_mean(name, known, f"add it to {file}"))


def _sections(entry: Entry) -> Iterator[tuple[Place, Section]]:
    for id, section in entry.sections.items():
        yield ("sections", id), section


def _sources_named(entry: Entry) -> Iterator[tuple[Place, str]]:
    if isinstance(entry, CodeEntry) and entry.fee_schedule:
        yield ("fee_schedule", "source"), entry.fee_schedule.source
    for place, section in _sections(entry):
        for n, statement in enumerate(section.statements):
            yield (*place, "statements", n, "source"), statement.source


def _payers_named(entry: Entry) -> Iterator[tuple[Place, str]]:
    if isinstance(entry, ModifierEntry) and entry.rule:
        for n, payer in enumerate(entry.rule.holds_for):
            yield ("rule", "holds_for", n), payer
    for place, section in _sections(entry):
        for n, statement in enumerate(section.statements):
            for m, payer in enumerate(statement.holds_for):
                yield (*place, "statements", n, "holds_for", m), payer


def _too_long(part: Part[Entry]) -> Iterator[Fault]:
    for place, section in _sections(part.value):
        lengths = [len(statement.text) for statement in section.statements]
        for n, length in enumerate(lengths):
            if length > LONGEST_STATEMENT:
                yield part.file.fault(
                    (*place, "statements", n, "text"),
                    f"the text has {length} characters and a Slack reply takes {LONGEST_STATEMENT}",
                    "shorten it, or split it into two statements",
                )
        nothing = section.nothing_on_file
        total = sum(lengths) + (len(nothing.reason) + len(nothing.look or "") if nothing else 0)
        if total > LONGEST_SECTION:
            yield part.file.fault(
                place,
                f"the section has {total} characters and a Slack reply takes {LONGEST_SECTION}",
                "shorten it, or move a part to another topic",
            )


def _rows_used_twice(part: Part[Entry]) -> Iterator[Fault]:
    if not isinstance(part.value, CodeEntry) or part.value.fee_schedule is None:
        return
    seen: set[str] = set()
    for n, row in enumerate(part.value.fee_schedule.rows):
        if row.modifier in seen:
            yield part.file.fault(
                ("fee_schedule", "rows", n),
                f"has two rows for modifier {row.modifier!r}",
                "keep one row a modifier, as the fee schedule does",
            )
        seen.add(row.modifier)
