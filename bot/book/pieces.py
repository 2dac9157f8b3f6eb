"""The parts of a proposal's YAML: what is added, to which file, and where in it."""

import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bot.book.faults import Place
from bot.book.proposal import NewSource, Proposal
from bot.book.yaml_file import Yaml, YamlFile

SOURCES_FILE = "sources.yaml"
WIDTH = 100


class Unmergeable(Exception):
    """A file of the book cannot take a piece as it stands now; the text says why."""


@dataclass(frozen=True)
class Piece:
    """What is added to a file of the book."""

    file: str
    """Relative to the book's folder, such as "codes/38240.yaml"."""
    under: Place
    """The mapping or list that takes it; () where the file is new."""
    content: dict[str, Any] | list[Any]
    note: str = ""

    def written(self) -> str:
        """As YAML that stands as far in as where it goes, below a comment that says where that is."""
        where = f"under {' '.join(f'{part}:' for part in self.under)}" if self.under else "a new file"
        notes = [f"# {self.file}, {where}", *([f"# {self.note}"] if self.note else [])]
        depth = 2 * len(self.under)
        written = yaml.dump(
            self.content,
            Dumper=_Writer,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=WIDTH - depth,
        )
        return "\n".join([*notes, textwrap.indent(written, " " * depth)])


def statement_piece(proposal: Proposal, kind: str, source: str, file: str, base: YamlFile | None) -> Piece:
    """The statement with what its file does not have yet: the section, or the whole entry where there is no file."""
    statement = {**_verdict(proposal.verdict), "text": _Folded(proposal.text), "source": source}
    section: dict[str, Any] = {"statements": [statement]}
    place = ("sections", proposal.topic)
    if base is None:
        name = {"name": proposal.name} if proposal.name else {}
        entry = {"kind": kind, "id": _Quoted(proposal.entry), **name, "sections": {proposal.topic: section}}
        return Piece(file, (), entry)
    if isinstance(base.at(*place, "statements"), list):
        return Piece(file, (*place, "statements"), [statement])
    if isinstance(base.at(*place), dict):
        return Piece(file, place, section, note="Take off what is no longer true of nothing_on_file there.")
    return Piece(file, ("sections",), {proposal.topic: section})


def _verdict(verdict: str | None) -> dict[str, str]:
    if verdict is None:
        return {}
    # YAML takes a bare yes or no for a truth value.
    return {"verdict": _Quoted(verdict) if verdict in ("yes", "no") else verdict}


def source_piece(id: str, source: NewSource, read_on: date) -> Piece:
    """A source that is not on file yet, as the weakest kind: who merges it knows better."""
    content = {
        "title": source.title,
        **({"url": source.url} if source.url else {}),
        "as_of": _date(source.as_of) if source.as_of else read_on,
        "standing": "secondary",
    }
    note = "standing: secondary is the weakest; official, payer and professional are the others."
    return Piece(SOURCES_FILE, ("sources",), {id: content}, note)


def merged(value: Yaml, under: Place, content: Yaml) -> Yaml:
    """The content of a file with a piece in its place. Raises Unmergeable where there is no such place."""
    match under, value, content:
        case (str(key), *rest), dict(), _:
            return {**value, key: merged(value.get(key), tuple(rest), content)}
        case (), None, _:
            return content
        case (), dict(), dict():
            return {**value, **content}
        case (), list(), list():
            return [*value, *content]
    raise Unmergeable("its sections are not as they should be")


def _date(typed: str) -> date | str:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return typed


class _Quoted(str):
    """A code, a modifier or such: in quotes, whatever it looks like."""

    __slots__ = ()


class _Folded(str):
    """A text that goes on over several lines."""

    __slots__ = ()


class _Writer(yaml.SafeDumper):
    """Writes as the starter book does: lists stand further in than their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_TEXT = "tag:yaml.org,2002:str"


_Writer.add_representer(_Quoted, lambda writer, value: writer.represent_scalar(_TEXT, str(value), style='"'))
_Writer.add_representer(_Folded, lambda writer, value: writer.represent_scalar(_TEXT, str(value), style=">"))
