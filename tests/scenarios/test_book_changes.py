"""The book changes while people ask: each question is answered by one whole book, the old one or the new."""

import asyncio
import re
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.book import starter_book
from bot.settings import Mode
from bot.workspace import Workspace

EDITS = 200
SAID = re.compile(r"Revision (\d+) of the book\.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The starter book, in a place where it may be edited."""
    return Path(shutil.copytree(starter_book(), tmp_path / "knowledge"))


@pytest.fixture
def environment(environment: dict[str, str], folder: Path) -> dict[str, str]:
    return {**environment, "CODEBOOK_KNOWLEDGE": str(folder), "CODEBOOK_REPLIES_PER_MINUTE": "0"}


def revise(folder: Path, number: int, *, broken: bool = False) -> None:
    """Has the book say in which revision it is, where modifier TC is asked for."""
    path = folder / "modifiers" / "TC.yaml"
    text = (starter_book() / "modifiers" / "TC.yaml").read_text(encoding="utf-8")
    before, found, after = text.partition("    statements:\n")
    assert found
    said = f"      - text: Revision {number} of the book.\n        source: {'nobody' if broken else 'mpfs-2025-10'}\n"
    path.write_text(f"{before}{found}{said}{after}", encoding="utf-8")


async def revision(ask: Any, question: str, user: str) -> int:
    """Which revision answers; 0 is the starter book."""
    reply = await ask.direct_message(question, user=user)
    assert "Modifier TC" in reply.text
    said = SAID.search(str(reply.blocks))
    return int(said[1]) if said else 0


async def until_revision(ask: Any, number: int, user: str = "cleo") -> None:
    """Asks until that revision answers."""
    async with asyncio.timeout(60):
        while await revision(ask, "what is modifier TC?", user) != number:  # noqa: ASYNC110 (asking is the way to know)
            await asyncio.sleep(0.1)


async def test_an_edit_is_answered_from_soon_after_and_a_broken_one_never(bot: Any, ask: Any, folder: Path) -> None:
    revise(folder, 1)
    await until_revision(ask, 1)
    revise(folder, 2, broken=True)
    for _ in range(20):
        assert await revision(ask, "what is modifier TC?", "ben") == 1
        await asyncio.sleep(0.1)
    revise(folder, 3)
    await until_revision(ask, 3)


@pytest.mark.parametrize("mode", [Mode.SOCKET])
async def test_many_edits_while_people_ask(process: Any, ask: Any, folder: Path, workspace: Workspace) -> None:
    """Every fifth is broken. Each question is answered, and nobody is answered from an older book than before."""
    await process.start()
    editing = True

    async def edit() -> None:
        for number in range(1, EDITS + 1):
            await asyncio.to_thread(revise, folder, number, broken=number % 5 == 0 and number != EDITS)
            # Now and then they come to rest, so that some of them are read.
            await asyncio.sleep(0.6 if number % 10 in (0, 1) else 0.02)

    async def asking(user: str) -> list[int]:
        seen = []
        while editing:
            seen.append(await revision(ask, "what is modifier TC?", user))
        return seen

    asked = [asyncio.create_task(asking(user)) for user in ("ana", "ben")]
    await edit()
    await until_revision(ask, EDITS)
    await asyncio.to_thread(revise, folder, EDITS + 1, broken=True)
    await ask.until(lambda: "event=book-refused" in process.output)
    editing = False
    seen = await asyncio.gather(*asked)
    for revisions in seen:
        assert len(revisions) > 20
        assert revisions == sorted(revisions)
        assert revisions[-1] == EDITS
        assert all(number % 5 or number in (0, EDITS) for number in revisions)
    assert len({number for revisions in seen for number in revisions}) > 3
    assert "TC.yaml:" in process.output
    assert "event=unanswered" not in process.output


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no such signal here")
async def test_sighup_reads_the_book_anew(process: Any, ask: Any) -> None:
    await process.start()
    process.signal(signal.SIGHUP)
    await ask.until(lambda: "event=book-loaded" in process.output)
    await ask.another()
