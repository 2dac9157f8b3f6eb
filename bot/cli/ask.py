"""`codebook ask`: one question, or a line of JSON each."""

import json
import sys
import time
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console

from bot.asking import NO_CONTEXT, Index, Outcome, Reply, identifiers_in
from bot.asking import ask as answer
from bot.asking.explaining import explain
from bot.cli.book_option import BAD_BOOK, KnowledgeOption, ReferenceOption, book_or_exit
from bot.cli.reply_json import reply_json
from bot.cli.reply_text import print_reply
from bot.cli.why_text import print_why

NOT_ANSWERED = 1

IDENTIFIERS = (
    "This question seems to hold something that identifies a patient. "
    "Codebook keeps nothing of it, but do not ask so in Slack: codes, modifiers and payers are enough."
)


def ask(
    text: Annotated[
        list[str] | None, typer.Argument(help="The question, in quotes or not.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")] = False,
    as_jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read questions from standard input, {"id", "q", "thread"} a line; write replies, one a line.',
        ),
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="Print how the question was read, and how the candidates scored.")
    ] = False,
    knowledge: KnowledgeOption = None,
    reference: ReferenceOption = None,
) -> None:
    """Ask the book.

    Exit status: 0 answered, 1 not answered, 2 bad usage or a bad book.

    codebook ask "can I use 26 with 38240?"
    """
    if why and (as_json or as_jsonl):
        raise typer.BadParameter("--why is for people; leave --json and --jsonl out")
    if as_jsonl and text:
        raise typer.BadParameter("--jsonl reads its questions from standard input; leave TEXT out")
    if not as_jsonl and not text:
        raise typer.BadParameter('write the question: codebook ask "can I use 26 with 38240?"')
    index = Index.of(book_or_exit(knowledge, reference))
    if as_jsonl:
        raise typer.Exit(_answer_lines(sys.stdin, sys.stdout, index))
    reply, _ = answer(" ".join(text or ()), index)
    if as_json:
        typer.echo(json.dumps(reply_json(reply), ensure_ascii=False, indent=2))
    else:
        console = Console()
        print_reply(reply, console)
        if why:
            print_why(explain(" ".join(text or ()), index), index, console)
    if identifiers_in(" ".join(text or ())):
        typer.echo(IDENTIFIERS, err=True)
    raise typer.Exit(0 if _is_answered(reply) else NOT_ANSWERED)


def _is_answered(reply: Reply) -> bool:
    return reply.outcome in {Outcome.ANSWER, Outcome.HELP}


def _answer_lines(questions: TextIO, replies: TextIO, index: Index) -> int:
    """Answer each line; a line that cannot be read is named on standard error, and the others go on."""
    status = 0
    for number, line in enumerate(questions, 1):
        if not line.strip():
            continue
        try:
            asked = _question(line)
        except ValueError as error:
            typer.echo(f"line {number}: {error}", err=True)
            status = BAD_BOOK
            continue
        context = NO_CONTEXT
        for earlier in asked["thread"]:
            _, context = answer(earlier, index, context)
        start = time.perf_counter()
        reply, _ = answer(asked["q"], index, context)
        milliseconds = (time.perf_counter() - start) * 1000
        replies.write(
            json.dumps({"id": asked["id"], **reply_json(reply), "ms": round(milliseconds, 3)}, ensure_ascii=False)
            + "\n"
        )
        replies.flush()
    return status


def _question(line: str) -> dict[str, Any]:
    """The fields of a question; raises ValueError with what is wrong and how to mend it."""
    try:
        asked = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f'is not JSON ({error.msg}); write {{"id": "1", "q": "..."}} on one line') from None
    if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
        raise ValueError('has no text "q"; write {"id": "1", "q": "..."}')
    thread = asked.get("thread") or []
    if not isinstance(thread, list) or not all(isinstance(earlier, str) for earlier in thread):
        raise ValueError('"thread" is not a list of texts; write the earlier messages, the oldest first')
    return {"id": asked.get("id"), "q": asked["q"], "thread": thread}
