"""How one whole answer's time, the build and memory grow with the book, beside RapidFuzz in the same run.

Books are made by a seeded generator: words as frequent as Zipf says, a title and several phrases a section. Questions
are phrases of the book with a word left out, one misspelt, and words around them. Each size runs in a process of its
own, so that its memory is its own.

Run: python tests/benchmarks/scale.py [--sizes N ...] [--questions N]
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz, process
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.asking import Index, ask
from bot.book import Book, load_book, starter_book
from bot.book.schema import ArticleEntry, NothingOnFile, Section

SEED = 7
SIZES = (1_000, 10_000, 100_000)
PHRASES = 5
LETTERS = "eeeeeetttttaaaaooooiiiinnnnsssshhhrrrdddllccuummwffggyyppbbvk"

SECTION = Section(nothing_on_file=NothingOnFile(reason="Only for measuring."))

SCORERS = {"WRatio": fuzz.WRatio, "token_set_ratio": fuzz.token_set_ratio}

Asked = list[tuple[str, str]]
"""Questions and the articles that they ask for."""


class Made:
    """A made book and questions about it."""

    def __init__(self, size: int) -> None:
        self._pick = random.Random(SEED)
        words = sorted({"".join(self._pick.choices(LETTERS, k=self._pick.randint(3, 10))) for _ in range(2_000 + size)})
        self._pick.shuffle(words)
        self._words = words
        self._ladder = list(accumulate(1 / place for place in range(1, len(words) + 1)))
        self.phrases = {f"article-{number}": list(self._phrases()) for number in range(size)}
        """Of each article, which is one section: its title and its other phrases."""

    def book(self) -> Book:
        """The starter book's words with the made articles for its entries."""
        starter = load_book(starter_book())
        entries = {
            id: ArticleEntry(kind="article", id=id, name=title, aliases=tuple(others), sections={"summary": SECTION})
            for id, (title, *others) in self.phrases.items()
        }
        return replace(starter, entries=entries, vocabulary=starter.vocabulary.model_copy(update={"shared_names": ()}))

    def questions(self, count: int) -> Asked:
        """Phrases of sections with a word left out, one misspelt, and others around them; and their sections."""
        found = []
        for key in self._pick.choices(list(self.phrases), k=count):
            words = self._pick.choice(self.phrases[key]).split()
            words.pop(self._pick.randrange(len(words)))
            place = self._pick.randrange(len(words))
            words[place] = words[place][:-2] + words[place][:-3:-1]
            found.append((" ".join([*self._some(3), *words, "unheardof"]), key))
        return found

    def _phrases(self) -> Iterator[str]:
        """A title, and phrases that share two words with it."""
        title = self._some(self._pick.randint(3, 7))
        yield " ".join(title)
        for _ in range(PHRASES):
            phrase = [*self._some(self._pick.randint(2, 6)), *self._pick.sample(title, 2)]
            self._pick.shuffle(phrase)
            yield " ".join(phrase)

    def _some(self, count: int) -> list[str]:
        return self._pick.choices(self._words, cum_weights=self._ladder, k=count)


def milliseconds(answer: Callable[[str], str | None], asked: Asked, name: str) -> dict[str, float]:
    """The median and the 99th percentile, and how many answers are right."""
    taken = []
    right = 0
    for text, key in track(asked, name, console=Console(stderr=True)):
        start = time.perf_counter()
        found = answer(text)
        taken.append((time.perf_counter() - start) * 1000)
        right += found == key
    cuts = statistics.quantiles(taken, n=100)
    return {f"{name} p50": cuts[49], f"{name} p99": cuts[98], f"{name} right %": 100 * right / len(asked)}


def measure(size: int, questions: int) -> dict[str, float]:
    """All figures of one size."""
    made = Made(size)
    asked = made.questions(questions)
    titles = [phrases[0] for phrases in made.phrases.values()]
    book = made.book()
    before = _memory()
    start = time.perf_counter()
    index = Index.of(book)
    figures = {"build s": time.perf_counter() - start, "peak MB": _peak() - before, "kept MB": _memory() - before}

    def answer(text: str) -> str | None:
        reply, _ = ask(text, index)
        entries = [answer.entry for answer in reply.answers] + [choice.entry for choice in reply.choices]
        return next(iter(entries), None)

    def look_up(scorer: Callable[..., float], text: str) -> str:
        return keys[process.extractOne(text, titles, scorer=scorer)[2]]

    keys = list(made.phrases)
    figures |= milliseconds(answer, asked, "codebook")
    fewer = asked[: max(50, 2_000_000 // size)]
    for name, scorer in SCORERS.items():
        figures |= milliseconds(partial(look_up, scorer), fewer, name)
    return figures


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _memory() -> float:
    """The memory in use now; where the system does not tell, the most that was."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return _peak()
    return int(pages) * resource.getpagesize() / 2**20


def shown(results: dict[int, dict[str, float]], console: Console) -> None:
    """The table."""
    table = Table(title="one question, in ms; rapidfuzz is extractOne over the titles")
    for name in ("", *(f"{size:,}" for size in results)):
        table.add_column(name, justify="right" if name else "left")
    for name in next(iter(results.values())):
        table.add_row(name, *(f"{figures[name]:.2f}" for figures in results.values()))
    for name in SCORERS:
        for cut in ("p50", "p99"):
            ratios = (
                f"{figures[f'{name} {cut}'] / figures[f'codebook {cut}']:,.1f} times" for figures in results.values()
            )
            table.add_row(f"faster than {name}, {cut}", *ratios)
    console.print(table)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--questions", type=int, default=1000)
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(measure(given.one, given.questions)))
        return
    results = {}
    for size in given.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--questions", str(given.questions)]
        run = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        results[size] = json.loads(run.stdout)
    shown(results, Console())


if __name__ == "__main__":
    main()
