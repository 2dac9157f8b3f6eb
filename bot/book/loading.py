"""A folder of YAML files, read into a book; every fault is collected, not only the first."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.book.book import Book
from bot.book.checking import check_book
from bot.book.explain import did_you_mean, schema_faults
from bot.book.faults import BookFaults, Fault
from bot.book.fields import Model
from bot.book.reference import Reference
from bot.book.schema import ArticleEntry, BookFile, CodeEntry, Entry, ModifierEntry, PayersFile, SourcesFile, TopicsFile
from bot.book.vocabulary import VocabularyFile
from bot.book.yaml_file import YamlFile, read_yaml_file

ROOT_FILES: dict[str, type[Model]] = {
    "book.yaml": BookFile,
    "topics.yaml": TopicsFile,
    "sources.yaml": SourcesFile,
    "payers.yaml": PayersFile,
    "vocabulary.yaml": VocabularyFile,
}
ENTRY_KINDS: dict[str, type[CodeEntry | ModifierEntry | ArticleEntry]] = {
    "code": CodeEntry,
    "modifier": ModifierEntry,
    "article": ArticleEntry,
}
_M = TypeVar("_M", bound=Model)


def load_book(folder: Path, reference: Reference | None = None) -> Book:
    """The book in the folder, with the imported files where there are any.

    Raises BookFaults with every fault found: files that cannot be read, bad YAML, what the schema does not allow, and
    what does not fit together (unknown topics, sources or payers, ids and aliases used twice, sections too long).
    """
    book, faults = read_book(folder)
    if book is None or faults:
        raise BookFaults(faults)
    return with_reference(book, reference)


def with_reference(book: Book, reference: Reference | None) -> Book:
    """The book beside these imported files; without any, it lacks the entries that need them."""
    entries = {
        id: entry
        for id, entry in book.entries.items()
        if reference is not None or not (isinstance(entry, ModifierEntry) and entry.only_with_imports)
    }
    return replace(book, entries=entries, reference=reference)


def read_book(folder: Path) -> tuple[Book | None, list[Fault]]:
    """The book as far as it could be put together, and all its faults."""
    faults: list[Fault] = []
    paths = list(_yaml_files(folder, faults))
    if not paths:
        if not faults:
            faults.append(Fault(folder, 0, "holds no book", f"add the files {', '.join(ROOT_FILES)} and entries"))
        return None, faults
    root_files: dict[str, YamlFile] = {}
    entry_files: list[YamlFile] = []
    roots: dict[str, Model] = {}
    entries: list[Entry] = []
    files: dict[str, str] = {}
    for path in paths:
        at_root = path.parent == folder
        if at_root and path.name not in ROOT_FILES:
            mend = did_you_mean(path.name, list(ROOT_FILES), "move it into codes/, modifiers/ or articles/")
            faults.append(Fault(path, 0, "is not a file of a book", mend))
            continue
        file, found = read_yaml_file(path)
        faults += found
        if file is None:
            continue
        if at_root:
            root_files[path.name] = file
            if root := validated(file, ROOT_FILES[path.name], faults):
                roots[path.name] = root
        elif kind := _kind(file, faults):
            entry_files.append(file)
            if entry := validated(file, ENTRY_KINDS[kind], faults):
                entries.append(entry)
                files[entry.id] = path.relative_to(folder).as_posix()
    present = {path.name for path in paths if path.parent == folder}
    faults += [
        Fault(folder / name, 0, "is missing", "copy it from the starter book and change it")
        for name in ROOT_FILES
        if name not in present
    ]
    all_read = len(root_files) + len(entry_files) == len(paths)
    faults += check_book(root_files, entry_files, all_read=all_read)
    if len(roots) < len(ROOT_FILES):
        return None, faults
    return _assembled(roots, entries, files), faults


def _assembled(roots: dict[str, Model], entries: list[Entry], files: dict[str, str]) -> Book:
    about, topics, sources, payers, vocabulary = (roots[name] for name in ROOT_FILES)
    assert isinstance(about, BookFile)
    assert isinstance(topics, TopicsFile)
    assert isinstance(sources, SourcesFile)
    assert isinstance(payers, PayersFile)
    assert isinstance(vocabulary, VocabularyFile)
    return Book(
        about=about,
        topics=topics,
        sources=sources.sources,
        payers=payers.payers,
        vocabulary=vocabulary,
        entries={entry.id: entry for entry in entries},
        files=files,
    )


def _yaml_files(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """All YAML files below the folder in a fixed order, hidden ones left out."""
    if not folder.is_dir():
        faults.append(Fault(folder, 0, "is not a folder", "name the folder that holds book.yaml"))
        return

    def refused(error: OSError) -> None:
        path = Path(str(error.filename))
        faults.append(Fault(path, 0, f"cannot be read ({error.strerror})", "give the bot's user permission to read it"))

    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                yield Path(parent) / name


def validated(file: YamlFile, model: type[_M], faults: list[Fault]) -> _M | None:
    """The file as this model, or None with its faults added."""
    if not isinstance(file.value, dict):
        faults.append(file.fault((), "is not a mapping", "begin each line with a key and a colon"))
        return None
    try:
        return model.model_validate(file.value)
    except ValidationError as error:
        faults += schema_faults(file, model, error)
        return None


def _kind(file: YamlFile, faults: list[Fault]) -> str | None:
    """The kind of an entry, or None where it is no entry at all."""
    if not isinstance(file.value, dict):
        faults.append(file.fault((), "is not a mapping", "begin each line with a key and a colon"))
        return None
    kind = file.value.get("kind")
    if isinstance(kind, str) and kind in ENTRY_KINDS:
        return kind
    what = f"kind {str(kind)!r} is not known" if isinstance(kind, str) else "kind is missing"
    faults.append(file.fault(("kind",), what, "write kind: code, kind: modifier or kind: article"))
    return None
