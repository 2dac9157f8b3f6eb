"""The bytes of a file, wherever they lie: as they are, in a gzip, or in a zip. What they are is told by the bytes."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from bot.cms.faults import UnreadableFile

BLOCK = 1 << 19
_SIP = 1 << 13
_GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
WORKBOOK = "xl/workbook.xml"

Progress = Callable[[int], None]
_Source = Callable[[], AbstractContextManager[tuple[IO[bytes], Callable[[], int]]]]
"""Opens a stream, and tells how far it has been read, on the scale of the content's size."""


@dataclass(frozen=True)
class Content:
    """A file's bytes, unpacked as they are read."""

    path: str
    name: str
    names: tuple[str, ...]
    """The names that may tell its edition, the nearest first."""
    size: int
    source: _Source = field(repr=False)

    def blocks(self, progress: Progress, size: int = BLOCK) -> Iterator[bytes]:
        """The bytes in order; raises UnreadableFile where they end too early or are damaged."""
        done = 0
        try:
            with self.source() as (stream, position):
                while block := stream.read(size):
                    progress(position() - done)
                    done = position()
                    yield block
        except EOFError as error:
            raise self.fault("ends in the middle of its compressed data", "download it again") from error
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise self.fault("holds damaged compressed data", "download it again") from error
        except (RuntimeError, NotImplementedError) as error:
            raise self.fault("is encrypted or packed in an unknown way", "unpack it and give what it holds") from error
        except OSError as error:
            raise self.fault(
                f"cannot be read ({error.strerror})", "give the bot's user permission to read it"
            ) from error

    def head(self, size: int) -> bytes:
        """The first bytes, no more than the size; of a damaged file those before the damage."""
        found = b""
        try:
            for block in self.blocks(lambda _: None, min(size, _SIP)):
                found += block
                if len(found) >= size:
                    break
        except UnreadableFile:
            if not found:
                raise
        return found[:size]

    def fault(self, what: str, mend: str, line: int = 0) -> UnreadableFile:
        """A fault of this file."""
        return UnreadableFile(self.path, line, what, mend)


def contents_of(path: Path) -> tuple[list[Content], bool]:
    """What a file holds: itself, or the members of a zip; and whether it is such a zip."""
    file = Content(str(path), path.name, (path.name,), _size(path), partial(_plain, path))
    magic = file.head(4)
    if magic.startswith(_GZIP):
        return [Content(file.path, file.name, file.names, file.size, partial(_gzip, path))], False
    if magic not in {ZIP, _EMPTY_ZIP}:
        return [file], False
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise file.fault("is a damaged zip file", "download it again") from error
    if any(info.filename == WORKBOOK for info in members):
        return [file], False
    return [
        Content(
            f"{path}!{info.filename}",
            f"{path.name}!{info.filename}",
            (info.filename.rpartition("/")[2], path.name),
            info.file_size,
            partial(_member, path, info.filename),
        )
        for info in sorted(members, key=lambda info: info.filename)
        if not info.filename.rpartition("/")[2].startswith(".") and not info.filename.startswith("__MACOSX/")
    ], True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UnreadableFile(str(path), 0, f"cannot be read ({error.strerror})", "look at the name") from error


@contextmanager
def _plain(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    with path.open("rb") as raw:
        yield raw, raw.tell


@contextmanager
def _gzip(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    # Progress counts the packed bytes: how many there are unpacked is known only at the end.
    with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as stream:
        yield stream, raw.tell  # type: ignore[misc]  # GzipFile reads like any other stream


@contextmanager
def _member(path: Path, name: str) -> Iterator[tuple[IO[bytes], Callable[[], int]]]:
    with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
        yield stream, stream.tell
