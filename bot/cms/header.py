"""Finds the labels of a table, which may be spread over several rows, below notices and titles."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cms.add_on import ADD_ON
from bot.cms.diagnoses import DIAGNOSES
from bot.cms.fee_schedule import FEE_SCHEDULE
from bot.cms.form import Form, plain_label
from bot.cms.gpci import GPCI
from bot.cms.hcpcs import HCPCS
from bot.cms.mue import MUE
from bot.cms.places import PLACES
from bot.cms.ptp import PTP
from bot.cms.text import Row

FORMS = (FEE_SCHEDULE, GPCI, PTP, MUE, ADD_ON, HCPCS, DIAGNOSES, PLACES)
SEARCHED_ROWS = 60
_LEAST_SHARE = 0.6
"""A table with fewer of a form's needed labels is another table, not a form that lacks some."""


@dataclass(frozen=True)
class Header:
    """Where the columns of a form stand in a table."""

    form: Form
    positions: tuple[int | None, ...]
    """For each column of the form, its place in a row."""
    labels: tuple[str, ...]
    """For each column of the form, its label as joined from the rows."""
    missing: tuple[str, ...]
    """Needed columns that are not there."""
    width: int
    line: int
    """The first line of data."""


def find_header(rows: Sequence[Row]) -> Header | None:
    """The header of the form that the first rows fit best; None where they fit none."""
    best: tuple[float, int, Form] | None = None
    columns: list[list[str]] = []
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        _join(columns, row)
        labels = [plain_label(" ".join(cells)) for cells in columns]
        for form in FORMS:
            share = _share(form, labels)
            if share >= _LEAST_SHARE and (best is None or share > best[0]):
                best = share, index, form
    if best is None:
        return None
    _, index, form = best
    columns = []
    for row in rows[: index + 1]:
        _join(columns, row)
    labels = [plain_label(" ".join(cells)) for cells in columns]
    positions = _positions(form, labels)
    first = next(place for place in positions if place is not None)
    # Rows that go on with the labels have nothing in the column of the code.
    data = next((row for row in rows[index + 1 :] if first < len(row.cells) and row.cells[first].strip()), None)
    return Header(
        form,
        tuple(positions),
        tuple("" if place is None else labels[place] for place in positions),
        tuple(
            wanted.name
            for wanted, place in zip(form.columns, positions, strict=True)
            if wanted.needed and place is None
        ),
        len(columns),
        data.line if data else rows[-1].line + 1,
    )


def _join(columns: list[list[str]], row: Row) -> None:
    cells = [cell.strip() for cell in row.cells]
    if len(cells) - cells.count("") < 2:
        return  # A title or a notice stands alone in its row.
    columns += [[] for _ in range(len(cells) - len(columns))]
    for cell, column in zip(cells, columns, strict=False):
        column.append(cell)


def _positions(form: Form, labels: Sequence[str]) -> list[int | None]:
    return [
        next((place for place, label in enumerate(labels) if wanted.label.fullmatch(label)), None)
        for wanted in form.columns
    ]


def _share(form: Form, labels: Sequence[str]) -> float:
    needed = [wanted for wanted in form.columns if wanted.needed]
    return sum(any(map(wanted.label.fullmatch, labels)) for wanted in needed) / len(needed)
