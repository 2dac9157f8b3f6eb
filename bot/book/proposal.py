"""What somebody proposes for the book, as it was typed, and what becomes of it."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.book.book import MODIFIERS_PREFIX

_NOT_PRINTED = re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML does not print as it is (yaml.org/spec/1.1, "Printable characters"), and the byte order mark."""
_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029]")


class ProposalField(StrEnum):
    """What a proposer fills in."""

    ENTRY = "entry"
    NAME = "name"
    TOPIC = "topic"
    VERDICT = "verdict"
    TEXT = "text"
    SOURCE = "source"
    TITLE = "title"
    """Of a new source, as are the next two."""
    URL = "url"
    AS_OF = "as_of"


@dataclass(frozen=True)
class NewSource:
    """A source that is not on file yet. Without `as_of` it was read on the day of the proposal."""

    title: str
    url: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Proposal:
    """A statement that somebody would like to see in the book."""

    entry: str
    """The id of a code, a modifier or an article."""
    topic: str
    """The section: a topic's id, or such as `modifiers/26`."""
    verdict: str | None
    text: str
    source: str | NewSource
    """The id of a source of the book, or a new one."""
    date: date
    name: str = ""
    """Of an entry that the book does not have; of others it is not read."""


@dataclass(frozen=True)
class ProposalFault:
    """Why a proposal does not fit into the book, and the field that is to be mended."""

    field: ProposalField
    what: str
    mend: str


@dataclass(frozen=True)
class Fragment:
    """A proposal as YAML that says in comments where it goes. `entry` and `topic` are as they stand in the book."""

    text: str
    entry: str
    topic: str


def tidied(proposal: Proposal, entries: Collection[str]) -> Proposal:
    """The proposal without what typing and pasting leave behind; an id that `entries` does not have in capitals."""
    entry = _code(proposal.entry)
    source = proposal.source
    if isinstance(source, NewSource):
        source = NewSource(_line(source.title), _line(source.url), _line(source.as_of))
    return replace(
        proposal,
        entry=entry if entry in entries else entry.upper(),
        topic=_topic(proposal.topic),
        text=_paragraphs(proposal.text),
        name=_line(proposal.name),
        source=source,
    )


def _topic(topic: str) -> str:
    if topic.startswith(MODIFIERS_PREFIX):
        return MODIFIERS_PREFIX + _code(topic.removeprefix(MODIFIERS_PREFIX)).upper()
    return topic


def _code(text: str) -> str:
    return _line(unicodedata.normalize("NFKC", text)).strip("\"'“”‘’ ")


def _line(text: str) -> str:
    return " ".join(_printed(text).split())


def _paragraphs(text: str) -> str:
    """Lines without spaces around them, and never two empty ones: so a folded YAML text keeps all of it."""
    lines = "\n".join(" ".join(line.split()) for line in _printed(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def _printed(text: str) -> str:
    return _NOT_PRINTED.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))
