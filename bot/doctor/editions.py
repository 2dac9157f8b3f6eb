"""The imported files: which editions are on file, and which are older than the current ones."""

from datetime import date
from pathlib import Path

from bot.book.reference import Edition
from bot.doctor.finding import Finding, bad, look, ok
from bot.reference import ReferenceFault, open_reference
from bot.reference.publications import PUBLICATIONS

ABOUT = "editions"


def check_editions(file: Path, today: date) -> list[Finding]:
    """A finding for each kind of imported file, of its newest edition."""
    try:
        reference = open_reference(file)
    except ReferenceFault as error:
        what, _, mend = str(error).partition("; ")
        return [bad(ABOUT, f"{what}.", f"{mend[:1].upper()}{mend[1:]}")]
    if reference is None:
        return [
            look(
                ABOUT,
                f"No file of CMS is imported ({file}), so only the codes of the book are known.",
                "Download the files that deploy/README.md names, and run codebook import FILE...",
            )
        ]
    try:
        newest = {edition.label: edition for edition in sorted(reference.editions, key=lambda held: held.effective)}
    finally:
        reference.close()
    return [_finding(edition, today) for edition in sorted(newest.values(), key=lambda held: held.label)]


def _finding(edition: Edition, today: date) -> Finding:
    held = f"{edition.label}: {edition.title}"
    if edition.outdated_from is None or edition.outdated_from > today:
        return ok(ABOUT, f"{held}.")
    page = next(str(kind.url) for name, kind in PUBLICATIONS.items() if name == edition.kind)
    return look(
        ABOUT,
        f"{held}; a newer one is due since {edition.outdated_from.isoformat()}.",
        f"Download it from {page} and run codebook import FILE.",
    )
