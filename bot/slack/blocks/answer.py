"""An answer: the verdict first, then each statement with its source, then their disagreement."""

from collections.abc import Callable

from bot.asking.reply import Answer, Citation, StatementShown
from bot.asking.wording import VERDICT_SIGNS, VERDICT_WORDS, warned
from bot.slack import words
from bot.slack.blocks.choices import show_all
from bot.slack.blocks.message import Part, context, section, sections, table
from bot.slack.blocks.mrkdwn import beginning, bold, escape, line, link

HEADING = 200
"""Characters of a heading that are shown."""

FIRST_SHOWN = 900
"""Characters of a longer statement that are shown at first, about a phone's screen."""

CONFLICT = 2000
"""Characters of the sentence that names a disagreement."""

HOLDERS = 5
"""Names of whom a statement holds for that are shown."""


def answer_part(answer: Answer, *, whole: bool = False, tabled: bool = True, quarter: str = "") -> Part:
    """An answer as blocks and as text. A long statement is cut in the blocks, with a button for all of it, unless
    `whole`; the text, which has no buttons, is never cut here. The first table is drawn where `tabled`; what another
    one says is told in words. `quarter` is the one that was asked about."""
    if not answer.statements:
        return _nothing(answer)
    blocks, lines, is_cut = [], [], False
    for place, statement in enumerate(answer.statements):
        opening = [_verdict(statement)]
        if place == 0:
            opening.append(bold(answer.heading or answer.entry, HEADING))
        shown = "\n".join(part for part in opening if part)
        said = statement.text if whole or not answer.section else beginning(statement.text, FIRST_SHOWN)
        drawn = table(statement.table) if tabled else None
        if drawn is not None:
            tabled = False
            said = said if statement.above_table is None else statement.above_table
        is_cut |= said != statement.text and said.endswith(" …")
        blocks += [
            *(sections(said, shown) or [section(shown or "…")]),
            *([drawn] if drawn else []),
            context(_source(statement.source)),
        ]
        lines += [*_unmarked(opening), escape(statement.text.strip()), _plain_source(statement.source)]
    if conflict := bold(answer.conflict or "", CONFLICT):
        blocks.append(section(conflict))
        lines.append(line(answer.conflict or "", CONFLICT))
    if answer.nothing is not None:
        blocks += sections(f"{answer.nothing.reason}\n{_where(answer.nothing.look)}")
        lines += [escape(answer.nothing.reason), escape(_where(answer.nothing.look))]
    if is_cut:
        blocks.append(show_all(answer.entry, answer.section or "", quarter))
    return Part("\n".join(line for line in lines if line), tuple(blocks))


def _verdict(statement: StatementShown) -> str:
    """Such as "✕ *No* for Medicare (PC/TC indicator 0, edition October 2025)"; empty where there is nothing of it."""
    said = []
    if statement.verdict is not None:
        said += [VERDICT_SIGNS[statement.verdict], bold(VERDICT_WORDS[statement.verdict].capitalize())]
    if statement.holds_for:
        names = ", ".join(statement.holds_for[:HOLDERS]) + (" and others" if len(statement.holds_for) > HOLDERS else "")
        said.append(line(f"for {names}" if said else f"For {names}", 300))
    if (decided := statement.decided_by) is not None:
        field, value, edition = (line(part, 200) for part in (decided.field, decided.value, decided.edition))
        said.append(f"({field} {value}, edition {edition})")
    return " ".join(part for part in said if part)


def _unmarked(markups: list[str]) -> list[str]:
    # escape() leaves no asterisk of the book's own.
    return [markup.replace("*", "") for markup in markups]


def _source(source: Citation) -> str:
    return words.source(link(source.title or source.id, source.url)) + _when(source, bold)


def _plain_source(source: Citation) -> str:
    return words.source(line(source.title or source.id, 300)) + _when(source, line)


def _when(source: Citation, mark: Callable[[str, int], str]) -> str:
    """Edition and date, and a warning, marked, where the edition is not that of the day that is asked about."""
    edition = f", edition {line(source.edition, 200)}" if source.edition else ""
    note = f". {mark(warned(source.note), 200)}." if source.note else ""
    return f"{edition}, as of {source.as_of.isoformat()}{note}"


def _nothing(answer: Answer) -> Part:
    heading = line(answer.heading or answer.entry, HEADING)
    reason, look = (answer.nothing.reason, answer.nothing.look) if answer.nothing is not None else ("", None)
    blocks = sections(f"{reason}\n{_where(look)}", f"{bold(words.NOT_ON_FILE)} · {heading}")
    lines = [f"{words.NOT_ON_FILE}: {heading}", escape(reason), escape(_where(look))]
    return Part("\n".join(line for line in lines if line), tuple(blocks))


def _where(look: str | None) -> str:
    return words.where_to_look(look) if look else ""
