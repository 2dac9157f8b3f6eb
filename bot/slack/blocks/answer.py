"""An answer: the verdict first, then the statement that decides, the disagreement, the other statements."""

from bot.asking.reply import Answer, Citation, StatementShown
from bot.slack.blocks.message import Block, Part, context, section, sections
from bot.slack.blocks.mrkdwn import bold, escape, line, link

VERDICTS = {
    "yes": "Yes",
    "no": "No",
    "rarely": "Rarely",
    "with-documentation": "With documentation",
    "do-not-append": "Do not append",
    "depends": "Depends",
    "unknown": "Not known",
}

HEADING = 200
"""Characters of a heading that are shown."""


def answer_part(answer: Answer) -> Part:
    """An answer as blocks and as text."""
    if not answer.statements:
        return _nothing(answer)
    first, *others = answer.statements
    verdict = first.verdict or answer.verdict
    blocks = [*_statement(first, _opening(answer, verdict)), context(_source(first.source))]
    lines = [_plain_opening(answer, verdict), *_plain_statement(first)]
    if answer.conflict:
        blocks += sections(answer.conflict)
        lines.append(escape(answer.conflict))
    for statement in others:
        blocks += [*_statement(statement, _label(statement)), context(_source(statement.source))]
        lines += [_plain_label(statement), *_plain_statement(statement)]
    if answer.nothing is not None:
        blocks += sections(f"{answer.nothing.reason}\n{_where(answer.nothing.look)}")
        lines += [escape(answer.nothing.reason), escape(_where(answer.nothing.look))]
    return Part("\n".join(line for line in lines if line), tuple(blocks))


def word(verdict: str) -> str:
    """A verdict as a reader says it."""
    return VERDICTS.get(verdict, verdict.replace("-", " ").capitalize())


def holder(names: tuple[str, ...]) -> str:
    """Whom a statement holds for, such as " for Medicare"; empty for anyone."""
    shown = ", ".join(names[:5]) + (" and others" if len(names) > 5 else "")
    return f" for {shown}" if shown else ""


def _heading(answer: Answer) -> str:
    return line(answer.heading, HEADING) or line(answer.entry, HEADING) or "…"


def _opening(answer: Answer, verdict: str | None) -> str:
    held = line(holder(answer.statements[0].holds_for), 300)
    space = " " if held else ""
    if verdict is None:
        return f"*{_heading(answer)}*{space}{held}"
    return f"{bold(word(verdict))}{space}{held} · {_heading(answer)}"


def _plain_opening(answer: Answer, verdict: str | None) -> str:
    held, heading = line(holder(answer.statements[0].holds_for), 300), _heading(answer)
    space = " " if held else ""
    return f"{heading}{space}{held}" if verdict is None else f"{line(word(verdict), 50)}{space}{held}: {heading}"


def _label(statement: StatementShown) -> str:
    held = line(holder(statement.holds_for), 300)
    if statement.verdict is None:
        return bold(held.capitalize()) if held else ""
    return f"{bold(word(statement.verdict))}{' ' if held else ''}{held}"


def _plain_label(statement: StatementShown) -> str:
    return _label(statement).replace("*", "")


def _statement(statement: StatementShown, opening: str) -> list[Block]:
    blocks = sections(statement.text, opening) or [section(opening or "…")]
    if statement.decided_by is not None:
        blocks.append(section(_decided(statement)))
    return blocks


def _decided(statement: StatementShown) -> str:
    decision = statement.decided_by
    assert decision is not None
    return f"Decided by: {line(decision.field, 200)} {bold(decision.value, 200)} ({line(decision.edition, 200)})"


def _plain_statement(statement: StatementShown) -> list[str]:
    decided = _decided(statement).replace("*", "") if statement.decided_by is not None else ""
    return [escape(statement.text.strip()), decided, _plain_source(statement.source)]


def _source(source: Citation) -> str:
    return f"Source: {link(source.title or source.id, source.url)}{_when(source)}"


def _plain_source(source: Citation) -> str:
    return f"Source: {line(source.title or source.id, 300)}{_when(source)}"


def _when(source: Citation) -> str:
    edition = f", {line(source.edition, 200)}" if source.edition else ""
    return f"{edition}, as of {source.as_of.isoformat()}"


def _nothing(answer: Answer) -> Part:
    heading = _heading(answer)
    reason, look = (answer.nothing.reason, answer.nothing.look) if answer.nothing is not None else ("", None)
    blocks = sections(f"{reason}\n{_where(look)}", f"{bold('Nothing on file')} · {heading}")
    lines = [f"Nothing on file: {heading}", escape(reason), escape(_where(look))]
    return Part("\n".join(line for line in lines if line), tuple(blocks))


def _where(look: str | None) -> str:
    return f"Where to look: {look}" if look else ""
