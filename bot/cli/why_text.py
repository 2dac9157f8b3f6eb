"""How a question was read and how its candidates scored, on a terminal."""

from rich.console import Console
from rich.table import Table

from bot.asking import Index
from bot.asking.explaining import Candidate, Explanation, name_of
from bot.asking.question import Question


def print_why(explanation: Explanation, index: Index, console: Console) -> None:
    """Print what was read of a question, and the best topics and entries with their scores and words."""
    for name, value in _parts(explanation.question):
        console.print(f"{name}: {value}", markup=False, highlight=False, soft_wrap=not console.is_terminal)
    console.print(
        f"limits: a topic beside a code or modifier {explanation.topic_limit}, words alone {explanation.words_limit}, "
        f"a choice within {explanation.margin}",
        markup=False,
        highlight=False,
        soft_wrap=not console.is_terminal,
    )
    for title, candidates in (("topic", explanation.topics), ("entry", explanation.entries)):
        if candidates:
            console.print(_table(title, candidates, index))


def _parts(question: Question) -> list[tuple[str, str]]:
    modifiers = [f"{name} (with {', '.join(codes)})" if codes else name for name, codes in question.modifiers]
    named = {
        "codes": question.codes,
        "only the setting": question.background,
        "modifiers": modifiers,
        "not in the book": question.missing,
        "payers": question.payers,
        "diagnoses": question.diagnoses,
        "words": question.words,
    }
    parts = [(name, ", ".join(values)) for name, values in named.items() if values]
    return parts or [("read", "nothing")]


def _table(title: str, candidates: tuple[Candidate, ...], index: Index) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("score", justify="right")
    table.add_column(title)
    table.add_column("words")
    for candidate in candidates:
        words = ", ".join(candidate.words) or "parts of words only"
        table.add_row(
            f"{candidate.score:.3f}", name_of(candidate, index), words + (" (ruled out)" if candidate.ruled_out else "")
        )
    return table
