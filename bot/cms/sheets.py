"""Rows of an Excel sheet."""

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from bot.cms.contents import WORKBOOK, Content, Progress
from bot.cms.fields import Number
from bot.cms.text import Row

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ROWS_A_STEP = 4096


def is_workbook(content: Content) -> bool:
    """Whether a zip's bytes are an Excel workbook."""
    try:
        with ZipFile(BytesIO(b"".join(content.blocks(lambda _: None)))) as archive:
            return WORKBOOK in archive.namelist()
    except BadZipFile as error:
        raise content.fault("is a damaged Excel file", "download it again") from error


def workbook_sheets(content: Content) -> "list[CalamineSheet]":
    """The sheets of a workbook. Each is held whole: about 250 MB for a PTP file of 600,000 rows."""
    # Imported late: the bot itself reads no workbooks.
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415

    data = b"".join(content.blocks(lambda _: None))
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        return [workbook.get_sheet_by_name(name) for name in workbook.sheet_names]
    except CalamineError as error:
        raise content.fault(f"is a damaged Excel file ({error})", "download it again") from error


def sheet_rows(content: Content, sheet: "CalamineSheet", progress: Progress) -> Iterator[Row]:
    """The rows; a number cell is text marked as Number. Progress counts rows, on the scale of the file's size."""
    rows = max(1, sheet.height + (sheet.start[0] if sheet.start else 0))
    done = 0
    for index, cells in enumerate(sheet.iter_rows()):
        if index % _ROWS_A_STEP == 0:
            at = content.size * index // rows
            progress(at - done)
            done = at
        yield Row(index + 1, [_text(cell) for cell in cells], ended=True)
    progress(content.size - done)


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return Number(int(cell))
    return Number(cell)
