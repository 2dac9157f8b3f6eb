"""How long an answer takes, beside RapidFuzz's own look-up over the same phrases in the same run; and start and memory.

Run: python tests/benchmarks/answer_time.py [--knowledge DIR] [--rounds N]
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.progress import track

from bot.asking import Index, ask
from bot.book import Book, load_book, starter_book

STORY = (
    "Hi team, quick one: patient was admitted on the 12th for the transplant, 58 years old, and the attending infused "
    "the donor cells at bedside. The payer wants a modifier on the pro fee claim. "
)


def questions(book: Book) -> list[str]:
    """The question of each topic of each entry, and the same with slips of the keyboard and as the end of a story."""
    asked = [
        book.topics.topics[topic].ask.format(entry=id)
        for id, entry in book.entries.items()
        for topic in book.topic_ids(entry.kind)
    ]
    asked += [f"can I use {modifier} with {code}?" for code in book.codes for modifier in book.modifiers]
    misspelt = [text.replace("ti", "it").replace("ou", "uo") for text in asked]
    return [*asked, *misspelt, *(STORY + text for text in asked), "what's for lunch", "38244 with 26"]


def milliseconds(answer: Callable[[str], object], texts: list[str], rounds: int, name: str) -> list[float]:
    """The time of each answer."""
    taken = []
    for _ in track(range(rounds), description=name):
        for text in texts:
            start = time.perf_counter()
            answer(text)
            taken.append((time.perf_counter() - start) * 1000)
    return taken


def ready_seconds(folder: Path) -> float:
    """From the start of a process to a loaded and indexed book, the best of five."""
    program = (
        "import sys; from pathlib import Path; from bot.asking import Index; from bot.book import load_book; "
        "Index.of(load_book(Path(sys.argv[1])))"
    )
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--knowledge", type=Path, default=starter_book(), help="the book's folder")
    options.add_argument("--rounds", type=int, default=20)
    given = options.parse_args()
    book = load_book(given.knowledge)
    index = Index.of(book)
    texts = questions(book)
    phrases = [phrase for topic in book.topics.topics.values() for phrase in (topic.label, *topic.phrases)] + [
        alias for entry in book.entries.values() for alias in (entry.name, *entry.aliases)
    ]
    ours = milliseconds(lambda text: ask(text, index), texts, given.rounds, "codebook")
    theirs = milliseconds(
        lambda text: process.extractOne(text, phrases, scorer=fuzz.WRatio), texts, given.rounds, "rapidfuzz WRatio"
    )
    print(f"\n{len(texts)} questions, {len(phrases)} phrases, {given.rounds} rounds")
    for name, taken in (("codebook", ours), ("rapidfuzz WRatio", theirs)):
        cut = statistics.quantiles(taken, n=100)
        print(f"{name:>17}: p50 {cut[49]:.3f} ms, p99 {cut[98]:.3f} ms")
    print(f"{'ratio of medians':>17}: {statistics.median(ours) / statistics.median(theirs):.2f}")
    bare = min(_bare_seconds() for _ in range(5))
    ready = ready_seconds(given.knowledge)
    print(f"{'book ready':>17}: {ready:.2f} s after start, {ready / bare:.1f} times a bare Python")
    print(f"{'peak memory':>17}: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _bare_seconds() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
