"""A reply on a terminal: the verdict first, then the reason, then source and date."""

from rich.console import Console
from rich.text import Text

from bot.asking import Answer, Reply, StatementShown
from bot.asking.wording import VERDICT_WORDS
from bot.book.schema import Verdict

_STYLES = {"yes": "bold green", "no": "bold red", "do-not-append": "bold red"}


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
        lead = _verdict(statement)
        if place == 0:
            lead = Text.assemble(lead, ". " if lead.plain else "", (answer.heading, "bold"))
        else:
            console.print()
        if lead.plain:
            console.print(lead)
        _print(console, statement.text)
        if decided := statement.decided_by:
            _print(console, f"Decided by: {decided.field} {decided.value}, edition {decided.edition}.")
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


def _verdict(statement: StatementShown) -> Text:
    if not statement.verdict:
        return Text(f"For {', '.join(statement.holds_for)}", "bold") if statement.holds_for else Text()
    word = VERDICT_WORDS[Verdict(statement.verdict)]
    holders = f" for {', '.join(statement.holds_for)}" if statement.holds_for else ""
    style = _STYLES.get(statement.verdict, "bold yellow")
    return Text.assemble((word[0].upper() + word[1:], style), holders)


def _print_source(statement: StatementShown, console: Console) -> None:
    source = statement.source
    edition = f", edition {source.edition}" if source.edition else ""
    _print(console, f"Source: {source.title}{edition}, as of {source.as_of.isoformat()}", "dim")
    if source.url:
        console.print(Text(source.url, "dim"), soft_wrap=True)


def _print(console: Console, text: str, style: str = "") -> None:
    """Print a line, wrapped at words on a terminal and left whole for a file or pipe."""
    console.print(Text(text, style), soft_wrap=not console.is_terminal)
