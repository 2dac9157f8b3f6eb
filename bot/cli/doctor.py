"""`codebook doctor`: what is wrong with an installation, and what to do about it."""

import asyncio
import json
import re
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.book_option import BAD_BOOK, KnowledgeOption, ReferenceOption

if TYPE_CHECKING:
    from bot.doctor import Finding

STYLES = {"ok": "green", "look": "bold yellow", "bad": "bold red"}
SIGN_WIDTH, ABOUT_WIDTH = 4, 11


def doctor(
    url: Annotated[
        str | None,
        typer.Option(
            "--url", metavar="URL", help="Over HTTP: where the bot runs, such as https://HOST.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    knowledge: KnowledgeOption = None,
    reference: ReferenceOption = None,
) -> None:
    """Check settings, Slack, tokens, scopes, clock, database, book and imported files; each line says what to do.

    Exit status: 0, or 1 where something is bad, 2 bad usage, or a variable that is missing or malformed.
    """
    paths = {"CODEBOOK_KNOWLEDGE": knowledge, "CODEBOOK_REFERENCE": reference}
    named = {name: str(path) for name, path in paths.items() if path is not None}
    raise typer.Exit(asyncio.run(_report(named, _root(url), as_json=as_json)))


async def _report(named: dict[str, str], url: str | None, *, as_json: bool) -> int:
    """Prints the findings, for people each as soon as it is known, and returns the exit status.

    All is printed before the event loop ends: its end waits for look-ups of names, which may hang for long.
    """
    from bot.doctor import examine  # noqa: PLC0415 - see bot.cli.starting

    console = Console()
    findings = []
    async for finding in examine(named, url, date.today()):
        findings.append(finding)
        if not as_json:
            print_finding(finding, console)
    counts = {sign: sum(finding.status == sign for finding in findings) for sign in STYLES}
    if as_json:
        found = [asdict(finding) for finding in findings]
        typer.echo(json.dumps({"findings": found, "counts": counts}, indent=2, ensure_ascii=False))
    else:
        _line(console, _told(counts))
    unset = any(finding.about == "settings" and finding.status == "bad" for finding in findings)
    return BAD_BOOK if unset else int(counts["bad"] > 0)


def _root(url: str | None) -> str | None:
    """The address without what follows the host and the proxy's path."""
    if url is None:
        return None
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
        raise typer.BadParameter("give the address of the bot, such as https://HOST", param_hint="--url")
    return url.rstrip("/").removesuffix("/slack/events").rstrip("/")


def print_finding(finding: "Finding", console: Console) -> None:
    """A line for a file or pipe; on a terminal what was found and what to do stand in a column."""
    sign = Text(finding.status.value, STYLES[finding.status])
    if not console.is_terminal:
        _line(console, f"{finding.status:{SIGN_WIDTH}}  {finding.about}: {finding.what} {finding.do}".rstrip())
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(width=SIGN_WIDTH)
    table.add_column(width=ABOUT_WIDTH)
    table.add_column()
    table.add_row(sign, finding.about, Text(finding.what))
    if finding.do:
        table.add_row("", "", Text(finding.do, "dim" if finding.status == "ok" else "bold"))
    console.print(table)


def _told(counts: dict[str, int]) -> str:
    if counts["bad"]:
        to_look = f", {counts['look']} to look at" if counts["look"] else ""
        return f"{counts['bad']} bad{to_look}."
    return f"Nothing is bad, {counts['look']} to look at." if counts["look"] else "All is well."


def _line(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)
