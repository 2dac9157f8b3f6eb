"""The book while the bot runs: a change is taken in whole, or refused and told, and something always answers."""

import asyncio
import logging
import os
import shutil
from pathlib import Path

import pytest

from bot.book import BookFaults
from bot.live import open_live
from tests.live.conftest import CHECK_SECONDS, Followed, copied, rename


async def test_an_edit_is_taken_in(followed: Followed) -> None:
    before = followed.live.index
    followed.rename("Transplant of somebody else's cells")
    await followed.until(lambda: followed.name == "Transplant of somebody else's cells")
    assert followed.live.loads == 2
    # A question in hand keeps the book that it began with.
    assert before.book.entries["38240"].name != followed.name


async def test_a_new_entry_and_one_that_is_gone(followed: Followed) -> None:
    path = followed.folder / "modifiers" / "GC.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    await followed.until(lambda: "GC" not in followed.live.index.book.entries)
    path.write_text(text, encoding="utf-8")
    await followed.until(lambda: "GC" in followed.live.index.book.entries)


async def test_a_broken_edit_is_refused_and_told_until_it_is_mended(
    followed: Followed, caplog: pytest.LogCaptureFixture
) -> None:
    before = followed.live.index
    with caplog.at_level(logging.INFO, "bot.live"):
        followed.spoil()
        await followed.until(lambda: followed.live.refused)
    refused = followed.live.refused
    assert refused is not None
    assert followed.live.index is before
    assert (followed.live.refusals, followed.live.loads) == (1, 1)
    assert refused.count == len(refused.faults)
    lines = (followed.folder / "codes" / "38240.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("nam:"))
    assert any(fault.startswith(f"codes/38240.yaml:{line}: unknown key 'nam'") for fault in refused.faults)
    assert any(f"38240.yaml:{line}:" in record.getMessage() for record in caplog.records)
    followed.rename("Mended")
    await followed.until(lambda: followed.name == "Mended")
    assert followed.live.refused is None


async def test_of_many_faults_the_first_are_kept(followed: Followed, caplog: pytest.LogCaptureFixture) -> None:
    for path in (followed.folder / "modifiers").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("\nname:", "\nnam:"), encoding="utf-8")
    await followed.until(lambda: followed.live.refused)
    refused = followed.live.refused
    assert refused is not None
    assert refused.count > len(refused.faults) == 10
    assert sum("book-fault" in record.getMessage() for record in caplog.records) == 10


async def test_what_is_no_book_at_all_is_refused(followed: Followed) -> None:
    before = followed.live.index
    (followed.folder / "book.yaml").unlink()
    await followed.until(lambda: followed.live.refused)
    shutil.rmtree(followed.folder)
    await followed.until(lambda: followed.live.refused and "is not a folder" in followed.live.refused.faults[0])
    assert followed.live.index is before


async def test_a_folder_that_was_deleted_and_comes_back_is_followed_on(followed: Followed) -> None:
    shutil.rmtree(followed.folder)
    await followed.until(lambda: followed.live.refused)
    copied(followed.folder)
    followed.rename("Back")
    await followed.until(lambda: followed.name == "Back")
    followed.rename("Back again")
    await followed.until(lambda: followed.name == "Back again")


async def test_a_folder_that_was_replaced_is_followed_on(followed: Followed, tmp_path: Path) -> None:
    other = copied(tmp_path / "other")
    rename(other, "The other")
    followed.folder.rename(tmp_path / "old")
    other.rename(followed.folder)
    await followed.until(lambda: followed.name == "The other")
    followed.rename("The other, edited")
    await followed.until(lambda: followed.name == "The other, edited")


async def test_a_pull_of_many_files_is_taken_in_at_once(followed: Followed) -> None:
    for path in sorted(followed.folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.unlink()  # as Git does
        path.write_text(text, encoding="utf-8")
    followed.rename("Pulled")
    await followed.until(lambda: followed.name == "Pulled")
    assert (followed.live.loads, followed.live.refusals) == (2, 0)


async def test_where_nothing_can_be_watched_files_are_looked_at(
    folder: Path, reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr("bot.live.watching.awatch", fail)
    live = open_live(folder, reference)
    following = asyncio.create_task(live.follow(CHECK_SECONDS))
    followed = Followed(live, folder)
    followed.rename("Looked at")
    await followed.until(lambda: followed.name == "Looked at")
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)


async def test_what_is_no_part_of_the_book_is_passed_over(followed: Followed) -> None:
    before = followed.live.index
    (followed.folder / ".git").mkdir()
    (followed.folder / ".git" / "index.lock").write_text("x", encoding="utf-8")
    (followed.folder / "notes.txt").write_text("x", encoding="utf-8")
    (followed.folder / "codes" / ".38240.yaml.swp").write_text("x", encoding="utf-8")
    await followed.live.look()
    assert followed.live.index is before


async def test_asked_for_it_is_read_anew_though_nothing_changed(followed: Followed) -> None:
    before = followed.live.index
    await followed.live.look(anyway=True)
    assert followed.live.index is not before


async def test_what_fails_for_another_reason_is_refused_too(
    followed: Followed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("planted words")

    before = followed.live.index
    monkeypatch.setattr("bot.live.opening.load_book", fail)
    await followed.live.look(anyway=True)
    assert followed.live.index is before
    assert followed.live.refused is not None
    assert "book-failed error=builtins.RecursionError" in caplog.text
    assert "planted" not in caplog.text


def test_a_start_with_a_broken_book_is_refused(folder: Path, reference: Path) -> None:
    (folder / "topics.yaml").unlink()
    with pytest.raises(BookFaults):
        open_live(folder, reference)


@pytest.mark.skipif(os.name == "nt", reason="needs the right to make links")
class TestLinks:
    """A folder that is reached by symbolic links, as git-sync and Kubernetes lay it out."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """knowledge -> .worktrees/one, with the book in a folder of the repository."""
        for name in ("one", "two"):
            copied(tmp_path / ".worktrees" / name / "book")
        rename(tmp_path / ".worktrees" / "two" / "book", "Of the second revision")
        (tmp_path / "current").symlink_to(".worktrees/one")
        return tmp_path / "current" / "book"

    async def test_a_link_that_leads_elsewhere_is_followed(self, followed: Followed, tmp_path: Path) -> None:
        (tmp_path / "next").symlink_to(".worktrees/two")
        (tmp_path / "next").replace(tmp_path / "current")  # in one step, as git-sync does
        shutil.rmtree(tmp_path / ".worktrees" / "one")
        await followed.until(lambda: followed.name == "Of the second revision")
        assert followed.live.refusals == 0
        followed.rename("Edited there")
        await followed.until(lambda: followed.name == "Edited there")
