"""What must hold between the files of a book.

It reads the files as they were typed, not as models, so that a file with another fault is checked all the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.book.book import MODIFIERS_PREFIX
from bot.book.explain import did_you_mean
from bot.book.faults import Fault, Place
from bot.book.yaml_file import YamlFile

LONGEST_STATEMENT = 2500
"""Characters; a Slack section block takes 3,000, and signs such as & grow when they are escaped."""
LONGEST_SECTION = 8000
"""Characters of all statements; a whole Slack message is refused above some 13,200."""


def check_book(roots: Mapping[str, YamlFile], entries: Sequence[YamlFile], *, all_read: bool) -> list[Fault]:
    """Faults between files. What refers to a file that cannot be read is not reported a second time; `all_read` says
    whether `entries` are all that the book has."""
    topics = _known(roots, "topics.yaml", "topics")
    sources = _known(roots, "sources.yaml", "sources")
    payers = _known(roots, "payers.yaml", "payers")
    modifiers = [str(file.at("id")) for file in entries if file.at("kind") == "modifier"]
    faults = [*_used_twice(entries), *_aliases_that_clash(entries)]
    for file in entries:
        if topics is not None:
            faults += _unknown_topics(file, topics, modifiers)
        if sources is not None:
            faults += _unknown(file, _sources_named(file), list(sources), "source", "sources.yaml")
        if payers is not None:
            faults += _unknown(file, _payers_named(file), list(payers), "payer", "payers.yaml")
        faults += _too_long(file)
        faults += _rows_used_twice(file)
    if "topics.yaml" in roots:
        rules = roots["topics.yaml"]
        if sources is not None:
            faults += _unknown(rules, _of_rules(rules, "source"), list(sources), "source", "sources.yaml")
        if payers is not None:
            faults += _unknown(rules, _of_rules(rules, "holds_for"), list(payers), "payer", "payers.yaml")
    if "book.yaml" in roots:
        faults += _ranges(roots["book.yaml"], sources)
    if all_read and "vocabulary.yaml" in roots:
        faults += _shared_by_unknown(roots["vocabulary.yaml"], [str(file.at("id")) for file in entries])
    return faults


def _known(roots: Mapping[str, YamlFile], name: str, key: str) -> dict[str, Any] | None:
    found = roots[name].at(key) if name in roots else None
    return found if isinstance(found, dict) else None


def _used_twice(entries: Sequence[YamlFile]) -> Iterator[Fault]:
    first: dict[str, YamlFile] = {}
    for file in entries:
        id = file.at("id")
        if isinstance(id, str) and (earlier := first.setdefault(id, file)) is not file:
            yield file.fault(("id",), f"the id {str(id)!r} is used twice", f"the other is {earlier.path}; keep one")


def _aliases_that_clash(entries: Sequence[YamlFile]) -> Iterator[Fault]:
    first: dict[str, YamlFile] = {}
    for file in entries:
        for place, alias in _texts(file, ("aliases",)):
            owner = first.setdefault(" ".join(alias.casefold().replace("-", " ").split()), file)
            if owner is not file:
                yield file.fault(
                    place,
                    f"the alias {str(alias)!r} also belongs to {owner.at('id')} ({owner.path.name})",
                    "keep it in one entry, or say it more exactly in both",
                )


def _unknown_topics(file: YamlFile, topics: Mapping[str, Any], modifiers: Sequence[str]) -> Iterator[Fault]:
    kind = file.at("kind")
    known = [id for id, topic in topics.items() if isinstance(topic, dict) and kind in (topic.get("kinds") or ())]
    for place in _sections(file):
        id = str(place[-1])
        if kind == "code" and id.startswith(MODIFIERS_PREFIX):
            modifier = id.removeprefix(MODIFIERS_PREFIX)
            if modifier not in modifiers:
                yield file.fault(place, f"modifier {modifier!r} has no entry", f"write an entry for {modifier} first")
        elif id not in known:
            yield file.fault(
                place,
                f"unknown topic {id!r} for {'an' if kind == 'article' else 'a'} {kind}",
                did_you_mean(id, known, "add it to topics.yaml, or use one of: " + ", ".join(known)),
            )


def _unknown(
    file: YamlFile, named: Iterator[tuple[Place, str]], known: list[str], kind: str, home: str
) -> Iterator[Fault]:
    for place, name in named:
        if name not in known:
            yield file.fault(place, f"unknown {kind} {str(name)!r}", did_you_mean(name, known, f"add it to {home}"))


def _sources_named(file: YamlFile) -> Iterator[tuple[Place, str]]:
    for table in ("fee_schedule", "medically_unlikely_edits", "correct_coding_edits"):
        yield from _texts(file, (table, "source"))
    for case in _each(file, ("rule", "cases")):
        yield from _texts(file, (*case, "source"))
    for statement in _statements(file):
        yield from _texts(file, (*statement, "source"))


def _payers_named(file: YamlFile) -> Iterator[tuple[Place, str]]:
    yield from _texts(file, ("rule", "holds_for"))
    for case in _each(file, ("rule", "cases")):
        yield from _texts(file, (*case, "holds_for"))
    for statement in _statements(file):
        yield from _texts(file, (*statement, "holds_for"))


def _of_rules(file: YamlFile, field: str) -> Iterator[tuple[Place, str]]:
    """The texts of a field in the rules of topics and in their cases."""
    topics = file.at("topics")
    for id in topics if isinstance(topics, dict) else ():
        for rule in _each(file, ("topics", id, "rules")):
            yield from _texts(file, (*rule, field))
            for case in _each(file, (*rule, "cases")):
                yield from _texts(file, (*case, field))


def _ranges(file: YamlFile, sources: Mapping[str, Any] | None) -> Iterator[Fault]:
    """Ranges of codes that begin after their end, or name an unknown source."""
    for place in _each(file, ("service_ranges",)):
        if sources is not None:
            yield from _unknown(file, _texts(file, (*place, "source")), list(sources), "source", "sources.yaml")
        first, last = str(file.at(*place, "first")), str(file.at(*place, "last"))
        if first > last:
            yield file.fault(place, f"the range begins with {first} after its end, {last}", "swap the two")


def _shared_by_unknown(file: YamlFile, entries: list[str]) -> Iterator[Fault]:
    for shared in _each(file, ("shared_names",)):
        for place, id in _texts(file, (*shared, "entries")):
            if id not in entries:
                what = f"names are shared by {str(id)!r}, which has no entry"
                yield file.fault(place, what, "write its entry, or take it off the list")


def _too_long(file: YamlFile) -> Iterator[Fault]:
    for place in _sections(file):
        total = sum(
            len(text) for part in ("reason", "look") for _, text in _texts(file, (*place, "nothing_on_file", part))
        )
        for statement in _each(file, (*place, "statements")):
            for where, text in _texts(file, (*statement, "text")):
                total += len(text)
                if len(text) > LONGEST_STATEMENT:
                    yield file.fault(
                        where,
                        f"the text has {len(text)} characters and a Slack reply takes {LONGEST_STATEMENT}",
                        "shorten it, or split it into two statements",
                    )
        if total > LONGEST_SECTION:
            yield file.fault(
                place,
                f"the section has {total} characters and a Slack reply takes {LONGEST_SECTION}",
                "shorten it, or move a part to another topic",
            )


def _rows_used_twice(file: YamlFile) -> Iterator[Fault]:
    seen: set[str] = set()
    for place in _each(file, ("fee_schedule", "rows")):
        modifier = str(file.at(*place, "modifier") or "")
        if modifier in seen:
            yield file.fault(
                place, f"has two rows for modifier {modifier!r}", "keep one row a modifier, as the fee schedule does"
            )
        seen.add(modifier)


def _sections(file: YamlFile) -> Iterator[Place]:
    sections = file.at("sections")
    for id in sections if isinstance(sections, dict) else ():
        yield ("sections", id)


def _statements(file: YamlFile) -> Iterator[Place]:
    for section in _sections(file):
        yield from _each(file, (*section, "statements"))


def _each(file: YamlFile, place: Place) -> Iterator[Place]:
    items = file.at(*place)
    for n in range(len(items)) if isinstance(items, list) else ():
        yield (*place, n)


def _texts(file: YamlFile, place: Place) -> Iterator[tuple[Place, str]]:
    """The text at a place, or each text of the list there; what is neither is left to the schema."""
    found = file.at(*place)
    for where, text in (
        [(place, found)] if not isinstance(found, list) else [((*place, n), t) for n, t in enumerate(found)]
    ):
        if isinstance(text, str):
            yield where, text
