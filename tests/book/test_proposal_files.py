"""A proposal is in its folder as a whole file, or not at all."""

import os
import re
from datetime import date
from pathlib import Path

import pytest

from bot.book.proposal import Fragment
from bot.book.proposal_files import keep_fragment

FRAGMENT = Fragment("# ∗\nid: x\n", "38240", "modifiers/26")
DAY = date(2026, 12, 1)


def test_its_name_says_the_day_the_entry_and_the_topic(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "proposals"
    kept = [keep_fragment(folder, FRAGMENT, DAY) for _ in range(20)]
    assert sorted(folder.iterdir()) == sorted(set(kept))
    assert all(re.fullmatch(r"2026-12-01-38240-modifiers-26-[0-9a-f]{6}\.yaml", path.name) for path in kept)
    assert {path.read_text(encoding="utf-8") for path in kept} == {FRAGMENT.text}


def test_a_topic_cannot_name_a_file_elsewhere(tmp_path: Path) -> None:
    path = keep_fragment(tmp_path, Fragment("x", "38240", "../../.x"), DAY)
    assert path.parent == tmp_path
    assert path.name.startswith("2026-12-01-38240--x-")


def test_where_it_cannot_be_written_nothing_of_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        keep_fragment(tmp_path, FRAGMENT, DAY)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "a-file").touch()
    with pytest.raises(OSError):
        keep_fragment(tmp_path / "a-file", FRAGMENT, DAY)
