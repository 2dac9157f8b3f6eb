"""How long an import takes, and how fast and large the bot is with everything imported.

    python tests/benchmarks/imported_files.py FOLDER

FOLDER holds files as CMS publishes them. The baseline of the import is the same rows of the largest file written to a
bare SQLite table without any check; that of the answers is the starter book without imports.
"""

import argparse
import random
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.asking import Index, ask
from bot.book import load_book, starter_book
from bot.cms import Kind, PublishedFile, open_publications
from bot.reference import SqliteReference, open_reference
from bot.reference.importing import import_files

QUESTIONS = 3000
"""Answers that are timed, each of another code and modifier."""
ROUNDS = 3
"""Each question counts with the best of so many times; machines are noisy."""
TOPICS = ("units of {code}", "{code} payment", "global days of {code}", "is {code} covered", "{code} with {other}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    console = Console()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "reference.sqlite3")
        _time_import(folder, path, console)
        _time_answers(path, console)


def _time_import(folder: Path, path: Path, console: Console) -> None:
    start = time.perf_counter()
    with console.status("importing"):
        outcomes = import_files([folder], path)
    seconds = time.perf_counter() - start
    rows = sum(outcome.rows for outcome in outcomes)
    for outcome in outcomes:
        console.print(
            f"  {outcome.rows:>10,} rows  {outcome.fault or f'{outcome.label}, {outcome.title}'}", soft_wrap=True
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(
        f"import: {rows:,} rows in {seconds:.1f} s, {peak:.0f} MB at most, {path.stat().st_size / 2**20:.0f} MB on disk"
    )
    largest = max(_publications(folder), key=lambda file: file.size * (file.kind is Kind.PTP), default=None)
    if largest and largest.kind is Kind.PTP:
        start = time.perf_counter()
        imported = next(outcome for outcome in outcomes if largest.name in outcome.files)
        with console.status("the largest file, bare"):
            _bare(largest, path.with_name("bare.sqlite3"))
        bare = (time.perf_counter() - start) / imported.rows
        console.print(f"a row against a bare insert of {largest.name}: {seconds / rows / bare:.2f}")


def _publications(folder: Path) -> list[PublishedFile]:
    return [file for path in sorted(folder.iterdir()) if path.is_file() for file in open_publications(path)]


def _bare(file: PublishedFile, path: Path) -> None:
    """The rows of a file in a table without key or check."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bare (a, b, c, d, e, f)")
    connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?, ?)", file.records([], lambda done: None))
    connection.commit()
    connection.close()


def _time_answers(path: Path, console: Console) -> None:
    plain = Index.of(load_book(starter_book()))
    start = time.perf_counter()
    reference = open_reference(path)
    assert reference is not None
    index = Index.of(load_book(starter_book(), reference))
    console.print(f"ready with everything imported: {time.perf_counter() - start:.2f} s")
    questions, of_book = _questions(reference, index), _questions(None, plain)
    imported, base = _times(questions, index, console), _times(of_book, plain, console)
    console.print(f"an answer of the starter book:    {_told(base)}")
    console.print(f"an answer with all imported:      {_told(imported)}")
    console.print(f"ratio of medians: {statistics.median(imported) / statistics.median(base):.2f}")
    codes = sorted(reference.codes)
    today = date.today()
    pairs = [(random.choice(codes), random.choice(codes)) for _ in range(QUESTIONS)]
    looked_up = [_milliseconds(partial(reference.pair, first, second, today)) for first, second in pairs]
    console.print(f"a pair in both NCCI tables:       {_told(looked_up)}")
    words = [
        "acute leukemia in remission",
        "wheelchair cushion",
        "icd 10 for type 2 diabetes with neuropathy",
        "asdf qwer",
    ]
    console.print(f"free text over all titles:        {_told(_times(words * 50, index, console))}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"memory of this process at most, both books and the import included: {peak:.0f} MB")


def _questions(reference: SqliteReference | None, index: Index) -> list[str]:
    random.seed(1)
    codes = sorted(reference.codes) if reference else index.book.codes
    modifiers = index.book.modifiers
    asked = []
    for _ in range(QUESTIONS):
        code, other, modifier = random.choice(codes), random.choice(codes), random.choice(modifiers)
        topic = random.choice(TOPICS).format(code=code, other=other)
        asked.append(random.choice([f"can I use {modifier} with {code}?", f"{code}-{modifier}", topic]))
    return asked


def _times(questions: Sequence[str], index: Index, console: Console) -> list[float]:
    with console.status("asking"):
        return [min(_milliseconds(partial(ask, text, index)) for _ in range(ROUNDS)) for text in questions]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def _told(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"p50 {ordered[len(ordered) // 2]:.3f} ms, p99 {ordered[int(len(ordered) * 0.99)]:.3f} ms"


if __name__ == "__main__":
    main()
