"""The records of a recognised file, with the rows that cannot be used told apart."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.cms.contents import Progress
from bot.cms.faults import Unusable
from bot.cms.ptp import PTP, USUAL_POSITIONS, fast_records
from bot.cms.recognition import Table
from bot.cms.records import Refusal
from bot.cms.text import Block, Row, text_blocks

# A few odd rows are CMS's slips; many mean that the file is not what it seems.
ALLOWED_REFUSALS = 10
ALLOWED_SHARE = 0.01
MOST_REFUSALS = 50_000


class _Reading:
    """Counts the rows of one pass over a table."""

    def __init__(self, table: Table, refused: list[Refusal]) -> None:
        self.table = table
        self.refused = refused
        self.read = 0
        self.refusals = 0
        self._lines: dict[tuple[Any, ...], int] = {}

    def record(self, row: Row) -> tuple[Any, ...] | None:
        """The row as a record; None where it was refused."""
        form = self.table.form
        self.read += 1
        if not row.fits:
            self._refuse_width(row)
            return None
        try:
            record = form.record(row.cells)
            if form.key:
                self._check_key(record[: form.key], row.line)
        except Unusable as reason:
            self._refuse(row.line, str(reason))
            return None
        return record

    def count(self, rows: int) -> None:
        """Counts rows that were read elsewhere."""
        self.read += rows

    def finish(self) -> None:
        """Refuses the whole file where too few of its rows can be used."""
        if not self.read:
            raise self.table.content.fault("holds no rows of data", "download it again")
        too_many = self.refusals > ALLOWED_REFUSALS and self.refusals > ALLOWED_SHARE * self.read
        if too_many or self.refusals == self.read:
            raise self._too_many()

    def _check_key(self, key: tuple[Any, ...], line: int) -> None:
        before = self._lines.setdefault(key, line)
        if before != line:
            raise Unusable(
                f"{' '.join(part for part in key if isinstance(part, str) and part)} is in line {before} too"
            )

    def _refuse_width(self, row: Row) -> None:
        header = self.table.header
        if header and len(row.cells) > header.width:
            reason = f"too many columns: {len(row.cells)} of {header.width}"
        elif not row.ended:
            raise self.table.content.fault("ends in the middle of a row", "download it again", row.line)
        elif header:
            reason = f"too few columns: {len(row.cells)} of {header.width}"
        else:
            reason = "the line is too short"
        self._refuse(row.line, reason)

    def _refuse(self, line: int, reason: str) -> None:
        self.refused.append(Refusal(line, reason))
        self.refusals += 1
        if self.refusals > MOST_REFUSALS:
            raise self._too_many()

    def _too_many(self) -> Exception:
        last = self.refused[-1]
        how_many = "none" if self.refusals == self.read else f"only {self.read - self.refusals:,}"
        return self.table.content.fault(
            f"has {self.read:,} rows of which {how_many} can be used; the last is refused because {last.reason}",
            "give the file as CMS publishes it",
            last.line,
        )


def read_records(table: Table, refused: list[Refusal], progress: Progress) -> Iterator[tuple[Any, ...]]:
    """The records in the order of the file; see PublishedFile.records."""
    reading = _Reading(table, refused)
    header = table.header
    if table.form is PTP and table.delimiter == "\t" and header and header.positions == USUAL_POSITIONS:
        yield from fast_records(_data(table, progress, header.line), _slowly(reading), reading.count)
    else:
        for row in table.rows(progress):
            if (record := reading.record(row)) is not None:
                yield record
    reading.finish()


def _data(table: Table, progress: Progress, first: int) -> Iterator[Block]:
    """The blocks of text without the lines above the data."""
    for block in text_blocks(table.content, progress):
        if block.line < first:
            lines = block.text.split("\n", first - block.line)
            if len(lines) > first - block.line:
                yield Block(first, lines[-1], block.ended)
        else:
            yield block


def _slowly(reading: _Reading) -> Callable[[Block], Iterator[tuple[str, ...]]]:
    """Reads a block line by line, and refuses what cannot be used."""

    def records(block: Block) -> Iterator[tuple[str, ...]]:
        for number, line in enumerate(block.text.split("\n"), block.line):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if fits := len(cells) > USUAL_POSITIONS[-1] and not any(cells[USUAL_POSITIONS[-1] + 1 :]):
                cells = [cells[place] for place in USUAL_POSITIONS]
            if (record := reading.record(Row(number, cells, block.ended, fits))) is not None:
                yield record

    return records
