"""What the book's own checks find in an entry once a proposal is merged into it, told by the field that is the cause.

Of the rest of the book the checks need no more than what is loaded, so a large book is checked as fast as a small one.
"""

from collections.abc import Iterator
from pathlib import Path

from bot.book.book import Book
from bot.book.checking import check_book
from bot.book.explain import path_in_words
from bot.book.faults import Fault, Place
from bot.book.loading import ENTRY_KINDS, validated
from bot.book.pieces import SOURCES_FILE, Piece, merged
from bot.book.proposal import ProposalFault, ProposalField
from bot.book.schema import SourcesFile
from bot.book.yaml_file import Yaml, YamlFile, parse_yaml, read_yaml_file

_WORDS = {"id": "the code", "as_of": "the date", "url": "the link"}
"""What a form calls these keys; others are called by their own names."""


def faults_of(
    piece: Piece, base: YamlFile | None, new_source: Piece | None, book: Book, folder: Path
) -> Iterator[ProposalFault]:
    """The faults of which the pieces are the cause. Raises Unmergeable where `base`, the entry's file as it is now,
    cannot take its piece."""
    found: list[Fault] = []
    path = folder / piece.file
    value = merged(base.value if base else None, piece.under, _read_back(piece, path))
    entry = YamlFile(path, value, base.lines if base else {})
    validated(entry, ENTRY_KINDS[str(entry.at("kind"))], found)
    sources = _typed(folder / SOURCES_FILE, {})
    if new_source is not None:
        sources = _typed(sources.path, {"sources": _read_back(new_source, sources.path)})
        validated(sources, SourcesFile, found)
    entries = [*_others(str(entry.at("id")), book, folder), entry]
    found += check_book(_roots(book, sources, folder), entries, all_read=False)
    added = _added(piece, base)
    for fault in found:
        if fault.path == sources.path or (fault.path == path and _meet(fault.place, added)):
            yield _of_field(fault, in_sources=fault.path == sources.path)


def _read_back(piece: Piece, path: Path) -> Yaml:
    """The piece as the book's reader reads what is written, so that a code without quotes would be seen."""
    read, faults = parse_yaml(path, piece.written())
    if read is None or faults:
        raise ValueError("What was written cannot be read.")
    return read.value


def _added(piece: Piece, base: YamlFile | None) -> Place:
    """The place of what is new in the merged file."""
    if isinstance(piece.content, list):
        before = base.at(*piece.under) if base else None
        return (*piece.under, len(before) if isinstance(before, list) else 0)
    return (*piece.under, next(iter(piece.content))) if piece.under else ()


def _meet(one: Place, other: Place) -> bool:
    """Whether one of two places lies in the other."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _roots(book: Book, sources: YamlFile, folder: Path) -> dict[str, YamlFile]:
    """The loaded root files, as far as the check of an entry looks at them, with the new source."""
    new = sources.at("sources")
    topics: Yaml = {id: {"kinds": list(topic.kinds)} for id, topic in book.topics.topics.items()}
    known: Yaml = {**dict.fromkeys(book.sources), **(new if isinstance(new, dict) else {})}
    payers: Yaml = {**dict.fromkeys(book.payers)}
    values = {"topics": topics, "sources": known, "payers": payers}
    return {f"{key}.yaml": _typed(folder / f"{key}.yaml", {key: value}) for key, value in values.items()}


def _others(entry: str, book: Book, folder: Path) -> Iterator[YamlFile]:
    """All other entries, as far as entries are compared; those that were left out of the loaded book are read."""
    for id, file in book.files.items():
        path, known = folder / file, book.entries.get(id)
        if id == entry:
            continue
        if known is not None:
            yield _typed(path, {"kind": known.kind, "id": id, "aliases": [*known.aliases]})
        elif (left_out := read_yaml_file(path)[0]) is not None:
            yield left_out


def _typed(path: Path, value: Yaml) -> YamlFile:
    return YamlFile(path, value, {})


def _of_field(fault: Fault, *, in_sources: bool) -> ProposalFault:
    """The fault at its field, in words without the place in the file."""
    path, what = path_in_words(fault.place), fault.what
    if path and what.startswith(f"{path} "):
        last = str(fault.place[-1])
        what = _WORDS.get(last, f"the {last}") + what.removeprefix(path)
    return ProposalFault(_field(fault.place, in_sources), what, fault.mend)


def _field(place: Place, in_sources: bool) -> ProposalField:
    match place:
        case (_, _, ("title" | "url" | "as_of") as key) if in_sources:
            return ProposalField(key)
        case _ if in_sources:
            return ProposalField.SOURCE
        case ("sections", _, _, _, ("verdict" | "text" | "source") as key, *_):
            return ProposalField(key)
        case ("sections", _, _, *_):
            return ProposalField.TEXT
        case ("sections", *_):
            return ProposalField.TOPIC
        case ("name", *_):
            return ProposalField.NAME
        case _:
            return ProposalField.ENTRY
