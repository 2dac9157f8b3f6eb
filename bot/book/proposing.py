"""From a proposal to a YAML fragment that fits into the book, checked as `codebook check` does."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from bot.book.book import Book
from bot.book.loading import ENTRY_KINDS
from bot.book.pieces import Piece, Unmergeable, source_piece, statement_piece
from bot.book.proposal import Fragment, NewSource, Proposal, ProposalFault, ProposalField, tidied
from bot.book.proposal_faults import faults_of
from bot.book.yaml_file import YamlFile, read_yaml_file


def propose(proposal: Proposal, book: Book, folder: Path) -> Fragment | tuple[ProposalFault, ...]:
    """The fragment that brings the proposal into the book of this folder, or what is wrong with it, one fault a field.

    Any text is accepted in any field. Of the folder only the entry's own file is read, and those of entries that were
    left out of the book.
    """
    proposal = tidied(proposal, book.files)
    source, new_source = _source(proposal, book)
    try:
        file, base = _home(proposal.entry, book, folder)
        piece = statement_piece(proposal, _kind(proposal.entry, base), source, file, base)
        found = [*_lacks(proposal, base is None), *faults_of(piece, base, new_source, book, folder)]
    except Unmergeable as error:
        what = f"the book's file of {proposal.entry} cannot take anything now: {error}"
        return (ProposalFault(ProposalField.ENTRY, what, "ask those who keep the book, then propose this again"),)
    if found:
        return tuple(next(fault for fault in found if fault.field is field) for field in _to_mend(found))
    dated = f"# Proposed on {proposal.date.isoformat()}.\n"
    pieces = [piece.written(), *([new_source.written()] if new_source else [])]
    return Fragment(dated + "---\n".join(pieces), proposal.entry, proposal.topic)


def _to_mend(faults: Collection[ProposalFault]) -> list[ProposalField]:
    """The fields that are at fault, in order. What is no code needs no name."""
    fields = {fault.field for fault in faults}
    fields -= {ProposalField.NAME} if ProposalField.ENTRY in fields else set()
    return [field for field in ProposalField if field in fields]


def _source(proposal: Proposal, book: Book) -> tuple[str, Piece | None]:
    """The id of the source, and the piece that brings it where it is a new one."""
    if not isinstance(proposal.source, NewSource):
        return proposal.source, None
    id = _new_id(proposal.source.title, book.sources)
    return id, source_piece(id, proposal.source, proposal.date)


def _new_id(title: str, known: Collection[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    id = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "source"
    return next(name for n in range(1, len(known) + 2) if (name := id if n == 1 else f"{id}-{n}") not in known)


def _home(entry: str, book: Book, folder: Path) -> tuple[str, YamlFile | None]:
    """The entry's file, and what it holds now; None where it is to be written."""
    known = book.files.get(entry)
    file = known or f"{'modifiers' if len(entry) == 2 else 'codes'}/{entry}.yaml"
    # What has not the form of a code is refused later, and must not name a file elsewhere.
    if known is None and not re.fullmatch(r"[0-9A-Z]{2,5}", entry):
        return file, None
    path = folder / file
    if not path.exists():
        return file, None
    base, faults = read_yaml_file(path)
    if base is None or faults:
        raise Unmergeable("it cannot be read")
    if base.at("id") != entry:
        raise Unmergeable("it holds another entry")
    return file, base


def _kind(entry: str, base: YamlFile | None) -> str:
    kind = base.at("kind") if base is not None else "modifier" if len(entry) == 2 else "code"
    if kind not in ENTRY_KINDS:
        raise Unmergeable("its kind is not known")
    return str(kind)


def _lacks(proposal: Proposal, is_new: bool) -> Iterator[ProposalFault]:
    """What is missing, in words that fit a form better than those for a file."""
    if is_new and not proposal.name:
        what = f"{proposal.entry} is not in the book yet, so it needs a name"
        yield ProposalFault(ProposalField.NAME, what, "write what it is, in your own words")
    if not proposal.text:
        yield ProposalFault(ProposalField.TEXT, "the text is empty", "write what the source says, in your own words")
    if isinstance(proposal.source, NewSource) and not proposal.source.title:
        yield ProposalFault(ProposalField.TITLE, "another source needs a title", "write who says it, and where")
