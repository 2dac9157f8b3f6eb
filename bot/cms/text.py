"""Lines and cells of a text file, read as a stream."""

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.cms.contents import Content, Progress
from bot.cms.faults import UnreadableFile

LONGEST_LINE = 1 << 20
# A quotation mark that is never closed swallows the rows after it. The longest real cell is the notice of an MUE table.
LONGEST_CELL = 30
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_BOM = b"\xef\xbb\xbf"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Block(NamedTuple):
    """Some whole lines."""

    line: int
    text: str
    ended: bool
    """False for a last line without its end."""


class Row(NamedTuple):
    """The cells of a row and the line that it begins on."""

    line: int
    cells: list[str]
    ended: bool
    fits: bool = True
    """False where there are too few or too many cells."""


def text_blocks(content: Content, progress: Progress) -> Iterator[Block]:
    """The text, some thousand lines at a time."""
    line, rest = 1, b""
    try:
        for block in content.blocks(progress):
            end = block.rfind(b"\n") + 1
            if not end:
                rest += block
                if len(rest) > LONGEST_LINE:
                    raise content.fault("has a line of more than 1 MiB", "look whether it is a text file", line)
                continue
            data, rest = rest + block[:end], block[end:]
            yield Block(line, _text(content, data, line), ended=True)
            line += data.count(b"\n")
    except UnreadableFile as fault:
        raise UnreadableFile(fault.path, fault.line or line, fault.what, fault.mend) from fault
    # Old programs end a text with control-Z.
    if rest := rest.rstrip(b"\x1a"):
        yield Block(line, _text(content, rest, line), ended=False)


def _text(content: Content, data: bytes, line: int) -> str:
    if found := CONTROL.search(data):
        line += data.count(b"\n", 0, found.start())
        raise content.fault("holds bytes that are no text", "download it again", line)
    return decoded(data)


def decoded(data: bytes) -> str:
    """The bytes as text: UTF-8, and where a line is not, Windows-1252 or Latin-1."""
    try:
        return data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        return "\n".join(map(_line_text, data.removeprefix(_BOM).split(b"\n")))


def _line_text(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def text_lines(content: Content, progress: Progress) -> Iterator[tuple[int, str, bool]]:
    """Line number, line without its end, and whether it had one."""
    for block in text_blocks(content, progress):
        lines = block.text.split("\n")
        if block.ended:
            lines.pop()
        for number, line in enumerate(lines, block.line):
            yield number, line.removesuffix("\r"), block.ended


def delimited_rows(content: Content, delimiter: str, progress: Progress) -> Iterator[Row]:
    """The rows of a comma or tab separated file; cells may be quoted and hold line ends."""
    ended, first = True, 1

    def lines() -> Iterator[str]:
        nonlocal ended
        for number, line, has_end in text_lines(content, progress):
            if number - first > LONGEST_CELL:
                raise content.fault("has a quotation mark that is not closed", "close or remove it", first)
            ended = has_end
            yield f"{line}\n"

    reader = csv.reader(lines(), delimiter=delimiter)
    try:
        for cells in reader:
            yield Row(first, cells, ended)
            first = reader.line_num + 1
    except csv.Error as error:
        raise content.fault(f"is not well-formed ({error})", "look at the quotation marks", first) from error
