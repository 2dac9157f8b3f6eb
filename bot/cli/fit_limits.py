"""`codebook marks --fit`: the book's limits fitted to labelled questions."""

import re
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import track

from bot.asking import Index
from bot.book.schema import Limits
from bot.marking import Labelled, Tally
from bot.marking.fitting import FOLDS, combinations, fit, try_limits


def fit_limits(questions: Sequence[Labelled], index: Index, folder: Path | None) -> None:
    """Print the fitted limits, and write them into the book.yaml of the folder where one is given."""
    limits = combinations()
    console = Console(stderr=True)
    steps = track(try_limits(questions, index, limits), "Fitting", len(limits), console=console, transient=True)
    fitted = fit(questions, list(steps))
    for name, found in (("fitted", fitted.limits), *((f"fold {n}", one) for n, one in enumerate(fitted.by_fold, 1))):
        typer.echo(f"{name:8} topic {found.topic:.2f}, words {found.words:.2f}, margin {found.margin:.2f}")
    typer.echo(f"seen      {tally_line(fitted.seen)}")
    typer.echo(f"held out  {tally_line(fitted.held_out)}, in {FOLDS} folds")
    if folder is not None:
        _write(folder / "book.yaml", fitted.limits)
        typer.echo(f"written to {folder / 'book.yaml'}")


def tally_line(total: Tally) -> str:
    """The count in one line."""
    return (
        f"right {total.right} of {total.asked} ({total.share:.1%}), "
        f"wrong code {total.wrong_code}, false answer {total.false_answer}"
    )


def _write(path: Path, limits: Limits) -> None:
    """Put the numbers into the file; everything else in it stays as it was typed."""
    text = path.read_text(encoding="utf-8")
    start = re.search(r"^limits:", text, re.MULTILINE)
    assert start is not None  # the book was loaded from this file
    head, tail = text[: start.start()], text[start.start() :]
    for name in ("topic", "words", "margin"):
        tail = re.sub(rf"(\b{name}:\s*)[0-9.]+", rf"\g<1>{getattr(limits, name):.2f}", tail, count=1)
    path.write_text(head + tail, encoding="utf-8")
