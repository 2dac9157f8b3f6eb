"""A new import while the bot runs: opened and swapped; the old one is closed when nobody uses it any more."""

import gc
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from bot.asking import Index, ask
from bot.live import open_live
from bot.reference import ReferenceFault
from tests.live.conftest import Followed
from tests.reference.files import imported, titles


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """One edition of HCPCS codes."""
    path = tmp_path / "data" / "reference.sqlite3"
    imported(path, titles(tmp_path, ("J1100", "Invented title of one drug"), ("Q9", "Invented title of a modifier")))
    return path


def title_of(index: Index, code: str) -> str:
    reply, _ = ask(f"what is {code}", index)
    return reply.answers[0].statements[0].text if reply.answers else reply.message


async def test_a_new_import_is_swapped_in_and_the_old_one_closed_after_its_last_question(
    followed: Followed, reference: Path, tmp_path: Path
) -> None:
    in_hand = followed.live.index
    old = in_hand.book.reference
    assert old is not None
    assert "one drug" in title_of(in_hand, "J1100")
    newer = titles(
        tmp_path, ("J1100", "Invented title of another drug"), ("J1101", "New"), name="HCPC2026_JAN_ANWEB.csv"
    )
    imported(reference, newer)
    await followed.until(lambda: followed.live.loads == 2)
    assert followed.live.index.book.reference is not None
    assert len(followed.live.index.book.reference.editions) == 2
    assert "J1101" in followed.live.index.book.reference.codes
    assert "J1101" not in old.codes
    assert "one drug" in title_of(in_hand, "J1100")
    gc.disable()  # it is closed without waiting for the collector
    try:
        del in_hand
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            old.title("J1100", date(2026, 2, 1))
    finally:
        gc.enable()


async def test_the_first_import_of_all_is_taken_in(followed: Followed, reference: Path, tmp_path: Path) -> None:
    take_away(reference)
    await followed.until(lambda: followed.live.index.book.reference is None)
    imported(reference, titles(tmp_path, ("J1100", "Invented title of one drug")))
    await followed.until(lambda: followed.live.index.book.reference is not None)
    assert "one drug" in title_of(followed.live.index, "J1100")


@pytest.mark.parametrize("content", ["cut off", "something else"])
async def test_a_file_that_cannot_be_used_is_refused(followed: Followed, reference: Path, content: str) -> None:
    whole, before = content_of(reference), followed.live.index
    put(reference, whole[: len(whole) // 2] if content == "cut off" else b"something else" * 1000)
    await followed.until(lambda: followed.live.refused)
    assert followed.live.refused is not None
    assert "reference.sqlite3: cannot be read" in followed.live.refused.faults[0]
    assert followed.live.index is before
    assert "one drug" in title_of(before, "J1100")
    put(reference, whole)
    await followed.until(lambda: followed.live.refused is None)


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def take_away(path: Path) -> None:
    path.unlink()


def put(path: Path, content: bytes) -> None:
    """As an import does: another file, in one step."""
    beside = path.with_suffix(".new")
    beside.write_bytes(content)
    beside.replace(path)


def test_a_start_with_such_a_file_is_refused(folder: Path, reference: Path) -> None:
    reference.write_bytes(b"something else" * 1000)
    with pytest.raises(ReferenceFault):
        open_live(folder, reference)
