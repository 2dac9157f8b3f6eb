"""Tells by its content what a file is: labels for tables, shapes of lines for fixed-width text."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cms.contents import ZIP, Content, Progress
from bot.cms.form import Form
from bot.cms.header import FORMS, SEARCHED_ROWS, Header, find_header
from bot.cms.sheets import is_workbook, sheet_rows, workbook_sheets
from bot.cms.text import CONTROL, UTF_16, Row, decoded, delimited_rows, text_lines

READABLE = "; ".join(form.what for form in FORMS)
_HEAD, _HEAD_LINES, _TITLE_LINES = 1 << 18, 300, 3
_NO_TEXT = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"<!DOC", b"<html", b"Rar!", b"7z\xbc\xaf")


@dataclass(frozen=True)
class Table:
    """A recognised file, and how to read its rows."""

    content: Content
    form: Form
    header: Header | None
    """None for fixed-width text."""
    delimiter: str = ""
    sheet: int = 0
    """For a workbook without delimiter, which of its sheets."""
    heading: str = ""
    """All text above the data."""

    def rows(self, progress: Progress) -> Iterator[Row]:
        """The rows of data, their cells in the order of the form's columns."""
        rows = self._picked_rows(progress, self.header) if self.header else self._fixed_rows(progress)
        return self.form.merged(rows) if self.form.merged else rows

    def _fixed_rows(self, progress: Progress) -> Iterator[Row]:
        fixed = self.form.fixed
        assert fixed
        begun = False
        for number, line, ended in text_lines(self.content, progress):
            # Titles stand above the first line that has the shape of data.
            begun = begun or bool(fixed.sign.match(line))
            if not begun or not line.strip() or (fixed.heading and line.startswith(fixed.heading)):
                continue
            if cells := fixed.cells(line):
                yield Row(number, [cell.strip() for cell in cells], ended, len(cells) == len(self.form.columns))

    def _picked_rows(self, progress: Progress, header: Header) -> Iterator[Row]:
        positions = header.positions
        least = 1 + max(place for place in positions if place is not None)
        for row in self._all_rows(progress):
            if row.line < header.line:
                continue
            # strip() would turn a number of a sheet into common text, and a number has no blanks around it.
            cells = [cell if type(cell) is not str else cell.strip() for cell in row.cells]
            filled = [cell for cell in cells if cell]
            if not filled or (len(filled) == 1 and " " in filled[0]):
                continue  # Blank, or a note below the table.
            # Where a file is cut off, its last row may still hold all that is read.
            if len(cells) < (least if row.ended else header.width) or any(cells[header.width :]):
                yield Row(row.line, cells, row.ended, fits=False)
            else:
                yield Row(row.line, ["" if place is None else cells[place] for place in positions], row.ended)

    def _all_rows(self, progress: Progress) -> Iterator[Row]:
        if self.delimiter:
            return delimited_rows(self.content, self.delimiter, progress)
        return sheet_rows(self.content, workbook_sheets(self.content)[self.sheet], progress)


def recognise(content: Content) -> Table | None:
    """The table that a file holds; None where it is none that can be read.

    Raises UnreadableFile for a damaged file, and for a known table that lacks columns.
    """
    head = content.head(_HEAD)
    if head.startswith(ZIP):
        return _in_workbook(content) if is_workbook(content) else None
    if head.startswith(_NO_TEXT):
        return None
    if head.startswith(UTF_16):
        raise content.fault("is UTF-16 text", "save it as UTF-8")
    return _in_text(content, head)


def _in_workbook(content: Content) -> Table | None:
    for index, sheet in enumerate(workbook_sheets(content)):
        rows = []
        for row in sheet_rows(content, sheet, lambda _: None):
            rows.append(row)
            if len(rows) > SEARCHED_ROWS:
                break
        if header := find_header(rows):
            return _table(content, header, rows, sheet=index)
    return None


def _in_text(content: Content, head: bytes) -> Table | None:
    broken = CONTROL.search(head)
    lines = decoded(head[: broken.start()] if broken else head).replace("\r\n", "\n").split("\n")
    if len(lines) > 1 and (broken or len(head) == _HEAD):
        lines.pop()  # Cut off.
    del lines[_HEAD_LINES:]
    for form in FORMS:
        if form.fixed and _fits(form, lines):
            heading = "\n".join(line for line in lines if not form.fixed.sign.match(line))
            return Table(content, form, None, heading=heading)
    for delimiter in ("\t", ","):
        rows = list(_head_rows(lines, delimiter))
        if header := find_header(rows):
            return _table(content, header, rows, delimiter=delimiter)
    return None


def _fits(form: Form, lines: list[str]) -> bool:
    """Whether most lines have the shape of the form's data, a few titles and its headings aside."""
    assert form.fixed
    heading = form.fixed.heading
    filled = [line for line in lines if line.strip() and not (heading and line.startswith(heading))]
    fitting = sum(bool(form.fixed.sign.match(line)) for line in filled)
    return fitting > 0 and 2 * fitting >= len(filled) - _TITLE_LINES


def _head_rows(lines: list[str], delimiter: str) -> Iterator[Row]:
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield Row(line, cells, ended=True)
            line = reader.line_num + 1
    except csv.Error:
        return


def _table(content: Content, header: Header, rows: list[Row], *, delimiter: str = "", sheet: int = 0) -> Table:
    if header.missing:
        raise content.fault(
            f"is {header.form.what} without the column {', '.join(header.missing)}", "give the file as CMS publishes it"
        )
    above = (" ".join(row.cells) for row in rows if row.line < header.line)
    return Table(content, header.form, header, delimiter, sheet, "\n".join(above))
