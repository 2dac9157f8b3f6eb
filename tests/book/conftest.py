"""A copy of the starter book that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.book import Fault, read_book, starter_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the starter book."""
    return Path(shutil.copytree(starter_book(), tmp_path / "knowledge"))


@pytest.fixture
def faults_after(folder: Path) -> Callable[[str, str, str], list[Fault]]:
    """Replace a text in a file of the book, and return the faults that follow."""

    def spoil(name: str, old: str, new: str) -> list[Fault]:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        _, faults = read_book(folder)
        return sorted(faults)

    return spoil
