"""A reply on a terminal: the verdict first, then the reason, then source and date."""

from rich.console import Console
from rich.text import Text

from bot.asking import Answer, Reply, StatementShown
from bot.asking.wording import VERDICT_SIGNS, VERDICT_WORDS, warned
from bot.book.fields import Verdict

_STYLES = {Verdict.YES: "bold green", Verdict.NO: "bold red", Verdict.DO_NOT_APPEND: "bold red"}


def print_reply(reply: Reply, console: Console) -> None:
    """Print a reply; colors only where the console is a terminal."""
    for answer in reply.answers:
        _print_answer(answer, console)
        console.print()
    if reply.message:
        _print(console, reply.message)
    for number, choice in enumerate(reply.choices, 1):
        _print(console, f"  {number}. {choice.heading}", "bold")
        _print(console, f"     {choice.ask}")
    if reply.examples:
        _print(console, "For example:")
        for example in reply.examples:
            _print(console, f"  {example}")


def _print_answer(answer: Answer, console: Console) -> None:
    for place, statement in enumerate(answer.statements):
        if place:
            console.print()
        opening = _opening(statement, console.encoding)
        if opening.plain:
            console.print(opening, soft_wrap=not console.is_terminal)
        if place == 0:
            _print(console, answer.heading, "bold")
        _print(console, statement.text)
        _print_source(statement, console)
    if answer.conflict:
        console.print()
        _print(console, answer.conflict, "bold")
    if nothing := answer.nothing:
        if answer.statements:
            console.print()
        else:
            _print(console, answer.heading, "bold")
        _print(console, f"Not on file: {nothing.reason}")
        if nothing.look:
            _print(console, f"Where to look: {nothing.look}")


def _opening(statement: StatementShown, encoding: str) -> Text:
    """Verdict, whom it holds for and what decided it; empty where the statement has none of them."""
    holders = f"for {', '.join(statement.holds_for)}" if statement.holds_for else ""
    decided = statement.decided_by
    basis = f"({decided.field} {decided.value}, edition {decided.edition})" if decided else ""
    if statement.verdict is None:
        return Text(" ".join(part for part in (holders[:1].upper() + holders[1:], basis) if part), "bold")
    word = VERDICT_WORDS[statement.verdict].capitalize()
    # Where the console cannot show the sign, the word stands alone.
    if VERDICT_SIGNS[statement.verdict].encode(encoding, "ignore"):
        word = f"{VERDICT_SIGNS[statement.verdict]} {word}"
    style = _STYLES.get(statement.verdict, "bold yellow")
    return Text(" ").join(Text(*part) for part in ((word, style), (holders, ""), (basis, "")) if part[0])


def _print_source(statement: StatementShown, console: Console) -> None:
    source = statement.source
    edition = f", edition {source.edition}" if source.edition else ""
    note = f". {warned(source.note)}." if source.note else ""
    _print(console, f"Source: {source.title}{edition}, as of {source.as_of.isoformat()}{note}", "dim")
    if source.url:
        console.print(Text(source.url, "dim"), soft_wrap=True)


def _print(console: Console, text: str, style: str = "") -> None:
    """Print a line, wrapped at words on a terminal and left whole for a file or pipe."""
    console.print(Text(text, style), soft_wrap=not console.is_terminal)
