"""HCPCS Level II codes and modifiers (Anweb): a comma separated file, a sheet, or a text with fixed positions.

A long title goes on in rows of its own: RECID 3 begins a code and 4 continues it; 7 begins a modifier and 8 continues
it. The positions of the text are those of HCPC2026_recordlayout.txt, which CMS puts into the same zip; a modifier
stands at 4-5, after three blanks, as in the other forms.
"""

import re
from collections.abc import Iterator, Sequence

from bot.cms.faults import Unusable
from bot.cms.fields import code, day, modifier
from bot.cms.form import FixedWidth, Form, column, sliced
from bot.cms.records import Kind
from bot.cms.text import Row

_COLUMNS = (
    column("HCPC", r"HCPCS?"),
    column("RECID", r"REC ?ID"),
    column("LONG DESCRIPTION", r"LONG DESCRIPTION"),
    column("SHORT DESCRIPTION", r"SHORT DESCRIPTION"),
    column("COV", r"COV"),
    column("ADD DT", r"ADD ?DT"),
    column("ACT EFF DT", r"ACT EFF ?DT"),
    column("TERM DT", r"TERM ?DT"),
)
_TITLE = 2
_SPANS = ((1, 5), (11, 11), (12, 91), (92, 119), (230, 230), (269, 276), (277, 284), (285, 292))
_SIGN = re.compile(r"(?:[A-Z]\d{4}|   [0-9A-Z]{2})\d{5}[3478]")
_CODE, _MODIFIER = {"3", "4"}, {"7", "8"}
_first = sliced(_SPANS, 284)
_continued = sliced(_SPANS, 12)


def _cells(line: str) -> list[str]:
    # A line that only continues a title may end with it.
    return _continued(line) if line[10:11] in {"4", "8"} else _first(line)


def _merged(rows: Iterator[Row]) -> Iterator[Row]:
    last: Row | None = None
    for row in rows:
        if last and last.fits and row.fits and row.cells[1] in {"4", "8"} and row.cells[0] in {"", last.cells[0]}:
            cells = [*last.cells]
            cells[_TITLE] = f"{cells[_TITLE]} {row.cells[_TITLE]}".strip()
            last = Row(last.line, cells, row.ended)
            continue
        if last:
            yield last
        last = row
    if last:
        yield last


def _record(cells: Sequence[str]) -> tuple[str | bool, ...]:
    name, record, title, short_title, coverage, added, action_effective, terminated = cells
    if record not in _CODE | _MODIFIER:
        raise Unusable(f"RECID {record!r} is not 3, 4, 7 or 8")
    if record in {"4", "8"}:
        raise Unusable(f"continues {name!r}, which is not in the row before")
    is_modifier = record in _MODIFIER
    return (
        (modifier(name) if name else _no_modifier()) if is_modifier else code("HCPC", name),
        is_modifier,
        title,
        short_title,
        coverage,
        day("ACT EFF DT", action_effective),
        day("ADD DT", added),
        day("TERM DT", terminated),
    )


def _no_modifier() -> str:
    raise Unusable("modifier is blank")


HCPCS = Form(
    kind=Kind.HCPCS,
    what="HCPCS Level II codes (Anweb)",
    columns=_COLUMNS,
    record=_record,
    key=2,
    fixed=FixedWidth(_SIGN, _cells),
    merged=_merged,
)
