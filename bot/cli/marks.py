"""`codebook marks`: how many labelled questions a book answers right."""

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.text import Text

from bot.asking import Index, Reply
from bot.asking.explaining import explain
from bot.cli.book_option import BAD_BOOK, KnowledgeOption, book_folder, book_or_exit
from bot.cli.fit_limits import fit_limits, tally_line
from bot.cli.why_text import print_why
from bot.marking import LabelFaults, Marked, mark_questions, read_labelled, tally


def marks(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Files of labelled questions.", show_default=False)
    ],
    misses: Annotated[
        bool, typer.Option("--misses", help="Explain each miss: what was read, and the best candidates.")
    ] = False,
    fit: Annotated[
        bool, typer.Option("--fit", help="Fit the book's limits to the questions, and try them on held-out thirds.")
    ] = False,
    write: Annotated[bool, typer.Option("--write", help="With --fit: write the limits into book.yaml.")] = False,
    least: Annotated[float, typer.Option("--least", min=0, max=1, help="The share that must be right, 0 to 1.")] = 0.0,
    knowledge: KnowledgeOption = None,
) -> None:
    """Ask a book labelled questions and count what it answers right, or fit the book's limits to them.

    Exit status: 0, or 1 where less than --least is right or anything is a wrong code or a false answer, 2 bad usage,
    book or questions.
    """
    index = Index.of(book_or_exit(knowledge))
    try:
        questions = read_labelled(files)
    except LabelFaults as error:
        for fault in error.faults:
            typer.echo(str(fault), err=True)
        raise typer.Exit(BAD_BOOK) from None
    if fit:
        fit_limits(questions, index, book_folder(knowledge) if write else None)
        raise typer.Exit
    marked = list(
        track(mark_questions(questions, index), "Asking", len(questions), console=Console(stderr=True), transient=True)
    )
    console = Console()
    if misses:
        for one in marked:
            if not one.mark.right:
                _print_miss(one, index, console)
    console.print(_table(marked))
    total = tally(marked)
    _print(console, _times([one.milliseconds for one in marked]))
    _print(console, tally_line(total))
    raise typer.Exit(int(total.share < least or total.wrong_code > 0 or total.false_answer > 0))


def _print(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style), soft_wrap=not console.is_terminal)


def _times(milliseconds: Sequence[float]) -> str:
    if len(milliseconds) < 2:
        return "too few questions for times"
    return f"p50 {statistics.median(milliseconds):.2f} ms, p99 {statistics.quantiles(milliseconds, n=100)[98]:.2f} ms"


def _table(marked: Sequence[Marked]) -> Table:
    """Right of asked by outcome and by tag, the most frequent first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "right", "of", "share"):
        table.add_column(name, justify="left" if not name else "right")
    by_outcome: dict[str, list[Marked]] = {}
    by_tag: dict[str, list[Marked]] = {}
    for one in marked:
        by_outcome.setdefault(one.question.outcome, []).append(one)
        for tag in one.question.tags:
            by_tag.setdefault(f"tag {tag}", []).append(one)
    for groups in (by_outcome, by_tag):
        for name, group in sorted(groups.items(), key=lambda named: -len(named[1])):
            counted = tally(group)
            table.add_row(name, str(counted.right), str(counted.asked), f"{counted.share:.1%}")
    return table


def _print_miss(one: Marked, index: Index, console: Console) -> None:
    flags = [
        name for name, holds in (("wrong code", one.mark.wrong_code), ("false answer", one.mark.false_answer)) if holds
    ]
    _print(console, " ".join([one.question.id, *(f"[{flag}]" for flag in flags)]), "bold")
    for earlier in one.question.thread:
        _print(console, f"before: {earlier}")
    _print(console, f"asked: {one.question.text}")
    wanted = [gold.place for gold in one.question.labels.expected]
    _print(console, f"wanted: {_said(one.question.outcome, wanted, one.question.labels.missing)}")
    _print(console, f"got: {_got(one.reply)}")
    print_why(explain(one.question.text, index, one.context), index, console)
    console.print()


def _got(reply: Reply) -> str:
    shown = [(answer.entry, answer.section) for answer in reply.answers]
    offered = [(choice.entry, choice.section) for choice in reply.choices]
    return _said(reply.outcome.value, shown or offered, reply.missing)


def _said(outcome: str, places: Sequence[tuple[str, str | None]], missing: Sequence[str]) -> str:
    named = [f"{entry} / {section}" if section else entry for entry, section in places]
    return ": ".join(part for part in (outcome, ", ".join([*named, *(f"{name} missing" for name in missing)])) if part)
