"""A copy of the starter book that is followed while a test changes it."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.book import starter_book
from bot.live import LiveBook, open_live

CHECK_SECONDS = 0.2
SECONDS = 60
"""How long anything may take before a test gives up."""


class Followed:
    """A book on the disk, and the one that follows it."""

    def __init__(self, live: LiveBook, folder: Path) -> None:
        self.live = live
        self.folder = folder

    @property
    def name(self) -> str:
        """What 38240 is called in the book that answers."""
        return self.live.index.book.entries["38240"].name

    def rename(self, name: str) -> None:
        """Changes that on the disk."""
        rename(self.folder, name)

    def spoil(self) -> None:
        """Has a key misspelt on the disk."""
        path = self.folder / "codes" / "38240.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace("\nname:", "\nnam:"), encoding="utf-8")

    async def until(self, predicate: Callable[[], Any]) -> None:
        """Waits for what nothing announces."""
        async with asyncio.timeout(SECONDS):
            while not predicate():  # noqa: ASYNC110 (see above)
                await asyncio.sleep(0.02)


def rename(folder: Path, name: str) -> None:
    """Calls 38240 something else in the book in the folder."""
    path = folder / "codes" / "38240.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(("name:", "nam:")))
    lines[at] = f"name: {name}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def copied(to: Path) -> Path:
    """A copy of the starter book."""
    return Path(shutil.copytree(starter_book(), to))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the starter book."""
    return copied(tmp_path / "knowledge")


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """Where imported files would be; nothing is there yet."""
    return tmp_path / "reference.sqlite3"


@pytest.fixture
async def followed(folder: Path, reference: Path) -> AsyncIterator[Followed]:
    """The book in the folder, followed."""
    live = open_live(folder, reference)
    following = asyncio.create_task(live.follow(CHECK_SECONDS))
    yield Followed(live, folder)
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
