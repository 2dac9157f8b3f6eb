"""How long answers take while the book is read anew beside them: python tests/benchmarks/reload_time.py

Prints the times of answers in milliseconds with nothing beside, and during five reloads, for the starter book and for
one of some 2,000 sections.
"""

import asyncio
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from bot.asking import ask
from bot.book import starter_book
from bot.live import LiveBook, open_live

QUESTIONS = (
    "can I use 26 with 38240?",
    "where can 38240 be done?",
    "what is modifier TC?",
    "does 38241 need prior auth",
    "how many units of 38222",
)
RELOADS = 5
IDLE_SECONDS = 3.0
PAUSE_SECONDS = 0.002
"""Between two questions, as if they came over a network."""
MORE_CODES = 100


def grown(folder: Path, codes: int) -> None:
    """Adds codes that are alike in all but their names."""
    text = (folder / "codes" / "38220.yaml").read_text(encoding="utf-8")
    for code in map(str, range(10_000, 10_000 + codes)):
        names = re.sub(r"^  - (.*)$", rf"  - \1 {code}", text, count=11, flags=re.MULTILINE)
        named = names.replace('"38220"', f'"{code}"').replace("name: Diagnostic", f"name: Number {code}")
        (folder / "codes" / f"{code}.yaml").write_text(named, encoding="utf-8")


async def times(live: LiveBook, until: Callable[[], bool]) -> list[float]:
    """How long each answer took, in seconds, for as long as `until` is false. What an answer had to wait for before it
    was its turn counts, too."""
    found: list[float] = []
    for question in cycle(QUESTIONS):
        if until():
            return sorted(found)
        due = time.perf_counter() + PAUSE_SECONDS
        await asyncio.sleep(PAUSE_SECONDS)
        ask(question, live.index)
        found.append(time.perf_counter() - due)
    raise AssertionError("cycle() ends never")


def shown(name: str, found: list[float]) -> str:
    """One line of the result."""
    at = {share: 1000 * found[min(int(len(found) * share), len(found) - 1)] for share in (0.5, 0.99, 1)}
    return f"{name:24} p50 {at[0.5]:6.2f}  p99 {at[0.99]:6.2f}  longest {at[1]:6.2f} ms  ({len(found)} answers)"


async def measure(folder: Path) -> None:
    """Prints what is measured with the book in the folder."""
    live = open_live(folder, folder / "none.sqlite3")
    sections = sum(len(entry.sections) for entry in live.index.book.entries.values())
    print(f"{len(live.index.book.entries)} entries, {sections} sections")
    end = time.perf_counter() + IDLE_SECONDS
    print(shown("nothing beside", await times(live, lambda: time.perf_counter() > end)))
    beside: list[float] = []
    start = time.perf_counter()
    for _ in range(RELOADS):
        reload = asyncio.create_task(live.look(anyway=True))
        beside += await times(live, reload.done)
    took = (time.perf_counter() - start) / RELOADS
    print(shown(f"reloads of {took:.1f} s", sorted(beside)))


def main() -> None:
    """Measures both books."""
    with tempfile.TemporaryDirectory() as folder:
        for codes in (0, MORE_CODES):
            book = Path(shutil.copytree(starter_book(), Path(folder, str(codes))))
            grown(book, codes)
            asyncio.run(measure(book))


if __name__ == "__main__":
    main()
