"""How well the matcher finds sections in books that nobody here wrote, beside RapidFuzz and BM25 in the same run.

An intent, or a frequent question, is a section; some of its phrasings are in the book, and others are asked. Put the
public sets into one folder, as they are published:

- clinc_data_full.json: CLINC150, github.com/clinc/oos-eval, data/data_full.json (CC BY 3.0)
- banking_train.csv, banking_test.csv: BANKING77, github.com/PolyAI-LDN/task-specific-datasets (CC BY 4.0)
- stackfaq.json: StackFAQ, the FAQ retrieval set of Stack Exchange questions with paraphrases

Run: pip install -e '.[benchmark]', then python tests/benchmarks/public_sets.py FOLDER [--phrasings N] [--questions N]
"""

import argparse
import csv
import json
import random
import statistics
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import bm25s
import Stemmer
from rapidfuzz import fuzz, process
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.asking import Index
from bot.asking.hearing import Heard
from bot.asking.reading import read
from bot.book import load_book, starter_book
from bot.book.schema import ArticleEntry, NothingOnFile, Section

Found = list[tuple[str, float]]
"""Sections and their scores, the best first."""
Search = Callable[[str], Found]

SEED = 11


@dataclass(frozen=True)
class PublicSet:
    """Sections with the phrasings that are in the book, and what is asked."""

    name: str
    phrasings: dict[str, list[str]]
    asked: list[tuple[str, str]]
    """Questions and their sections."""
    out_of_scope: list[str]


def clinc(folder: Path, phrasings: int) -> PublicSet:
    """CLINC150 with its out-of-scope questions."""
    data = json.loads((folder / "clinc_data_full.json").read_text(encoding="utf-8"))
    return PublicSet(
        f"CLINC150, {phrasings} phrasings",
        _some(data["train"], phrasings),
        [(text, intent) for text, intent in data["test"]],
        [text for text, _ in data["oos_test"]],
    )


def banking(folder: Path, phrasings: int) -> PublicSet:
    """BANKING77; it has no out-of-scope questions."""
    train, test = (_rows(folder / f"banking_{part}.csv") for part in ("train", "test"))
    return PublicSet(f"BANKING77, {phrasings} phrasings", _some(train, phrasings), test, [])


def stackfaq(folder: Path, phrasings: int) -> PublicSet:
    """StackFAQ: the question itself and some paraphrases are in the book, the other paraphrases are asked."""
    pairs = json.loads((folder / "stackfaq.json").read_text(encoding="utf-8"))["root"]["qapair"]
    book: dict[str, list[str]] = {}
    asked = []
    for number, pair in enumerate(pairs):
        key = f"faq {number}"
        others = [text for text in pair["rephr"] if text and len(text) > 1]  # the set has gaps
        random.Random(SEED).shuffle(others)
        book[key] = [pair["question"], *others[:phrasings]]
        asked += [(text, key) for text in others[phrasings:]]
    return PublicSet(f"StackFAQ, title and {phrasings} phrasings", book, asked, [])


def _rows(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def _some(rows: Sequence[Sequence[str]], phrasings: int) -> dict[str, list[str]]:
    """A fixed random choice of phrasings for each section."""
    every: dict[str, list[str]] = {}
    for text, section in rows:
        every.setdefault(section, []).append(text)
    return {section: random.Random(SEED).sample(texts, phrasings) for section, texts in every.items()}


def codebook(book: PublicSet) -> Search:
    """The bot's own reading and ranking, over a book of articles."""
    ids = {f"article-{number}": section for number, section in enumerate(book.phrasings)}
    entries = {
        id: ArticleEntry(
            kind="article",
            id=id,
            name=(section if book.out_of_scope or "_" in section else book.phrasings[section][0])[:120].replace(
                "_", " "
            ),
            aliases=tuple(text[:200] for text in book.phrasings[section]),
            sections={"summary": Section(nothing_on_file=NothingOnFile(reason="Only for measuring."))},
        )
        for id, section in ids.items()
    }
    starter = load_book(starter_book())
    # The words of medical coding and its names are no part of these books.
    vocabulary = starter.vocabulary.model_copy(update={"shared_names": (), "same_words": {}})
    index, today = Index.of(replace(starter, entries=entries, vocabulary=vocabulary)), date.today()

    def search(text: str) -> Found:
        heard = Heard(read(text, index.lexicon, today), index)
        return [(ids[match.key], match.score) for match in index.entries.rank(heard.naming)[:3]]

    return search


def rapidfuzz(book: PublicSet, scorer: Callable[..., float]) -> Search:
    """The best phrasing of all."""
    phrasings = [(text, section) for section, texts in book.phrasings.items() for text in texts]
    texts = [text for text, _ in phrasings]

    def search(text: str) -> Found:
        best: dict[str, float] = {}
        for _, score, place in process.extract(text, texts, scorer=scorer, limit=15):
            best.setdefault(phrasings[place][1], score)
        return list(best.items())[:3]

    return search


def bm25(book: PublicSet) -> Search:
    """BM25 over sections, each one text of all its phrasings, with stems."""
    stemmer = Stemmer.Stemmer("english")
    sections = list(book.phrasings)
    texts = [" ".join([section.replace("_", " "), *book.phrasings[section]]) for section in sections]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords=None, stemmer=stemmer, show_progress=False), show_progress=False)

    def search(text: str) -> Found:
        tokens = bm25s.tokenize([text], stopwords=None, stemmer=stemmer, show_progress=False)
        places, scores = retriever.retrieve(tokens, k=3, show_progress=False)
        return [(sections[place], float(score)) for place, score in zip(places[0], scores[0], strict=True)]

    return search


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a question of the book scores above one that is out of scope, 0 to 1; a tie counts half."""
    ordered = sorted(outside)
    below = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in inside)
    return below / 2 / (len(inside) * len(outside))


def measured(search: Search, book: PublicSet, name: str, console: Console) -> Iterator[str]:
    """Top-1, recall at 3, AUROC and times, as texts."""
    first = third = 0
    inside, outside, taken = [], [], []
    for text, section in [*book.asked, *((text, "") for text in track(book.out_of_scope, name, console=console))]:
        start = time.perf_counter()
        found = search(text)
        taken.append((time.perf_counter() - start) * 1000)
        sections = [key for key, _ in found]
        score = found[0][1] if found else 0.0
        if section:
            first += sections[:1] == [section]
            third += section in sections[:3]
            inside.append(score)
        else:
            outside.append(score)
    yield f"{first / len(book.asked):.1%}"
    yield f"{third / len(book.asked):.1%}"
    yield f"{auroc(inside, outside):.3f}" if outside else ""
    cuts = statistics.quantiles(taken, n=100)
    yield f"{cuts[49]:.2f}"
    yield f"{cuts[98]:.2f}"


def _sample(book: PublicSet, questions: int) -> PublicSet:
    pick = random.Random(SEED)
    return replace(
        book,
        asked=pick.sample(book.asked, min(questions, len(book.asked))),
        out_of_scope=pick.sample(book.out_of_scope, min(questions, len(book.out_of_scope))),
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--phrasings", type=int, default=10, help="phrasings a section in the book (StackFAQ has 3)")
    options.add_argument("--questions", type=int, default=0, help="ask only so many of each set")
    given = options.parse_args()
    console = Console()
    for whole in (
        clinc(given.folder, given.phrasings),
        banking(given.folder, given.phrasings),
        stackfaq(given.folder, 3),
    ):
        book = _sample(whole, given.questions) if given.questions else whole
        table = Table(title=f"{book.name}: {len(book.phrasings)} sections, {len(book.asked)} questions")
        for name in ("", "top-1", "recall at 3", "AUROC", "p50 ms", "p99 ms"):
            table.add_column(name, justify="right" if name else "left")
        for name, search in (
            ("codebook", codebook(book)),
            ("rapidfuzz WRatio", rapidfuzz(book, fuzz.WRatio)),
            ("rapidfuzz token_set_ratio", rapidfuzz(book, fuzz.token_set_ratio)),
            ("bm25s", bm25(book)),
        ):
            table.add_row(name, *measured(search, book, name, console))
        console.print(table)


if __name__ == "__main__":
    main()
