"""A fingerprint tells whether anything changed that a book is made of."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.live.fingerprint import fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few files; what they say does not matter."""
    folder = tmp_path / "book"
    (folder / "codes").mkdir(parents=True)
    (folder / "book.yaml").write_text("one", encoding="utf-8")
    (folder / "codes" / "1.yaml").write_text("one", encoding="utf-8")
    return folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda folder: (folder / "book.yaml").write_text("another", encoding="utf-8"),
    "written with as many bytes": lambda folder: os.utime(folder / "book.yaml", ns=(1, 1)),
    "new": lambda folder: (folder / "codes" / "2.yml").write_text("two", encoding="utf-8"),
    "gone": lambda folder: (folder / "codes" / "1.yaml").unlink(),
    "renamed": lambda folder: (folder / "codes" / "1.yaml").rename(folder / "codes" / "3.yaml"),
    "imported": lambda folder: (folder.parent / "reference.sqlite3").write_bytes(b"x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_it_changes_with_the_files(folder: Path, change: Callable[[Path], object]) -> None:
    reference = folder.parent / "reference.sqlite3"
    before = fingerprint(folder, reference)
    assert fingerprint(folder, reference) == before
    change(folder)
    assert fingerprint(folder, reference) != before


def test_what_is_hidden_and_what_is_no_yaml_does_not_count(folder: Path) -> None:
    before = fingerprint(folder, folder / "none")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.yaml").write_text("x", encoding="utf-8")
    (folder / "README.md").write_text("x", encoding="utf-8")
    assert fingerprint(folder, folder / "none") == before


def test_a_folder_that_is_away_has_one_too(tmp_path: Path) -> None:
    assert fingerprint(tmp_path / "away", tmp_path / "none") == fingerprint(tmp_path / "away", tmp_path / "none")
