"""The sentences that the core says in its own words. Everything else is quoted from the book."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.book.fields import Verdict
from bot.book.reference import DIAGNOSIS_CODE

VERDICT_WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.RARELY: "rarely",
    Verdict.WITH_DOCUMENTATION: "with documentation",
    Verdict.DO_NOT_APPEND: "do not append",
    Verdict.DEPENDS: "it depends",
    Verdict.UNKNOWN: "not known",
}

VERDICT_SIGNS = {
    Verdict.YES: "✓",
    Verdict.NO: "✕",
    Verdict.RARELY: "◔",
    Verdict.WITH_DOCUMENTATION: "◕",
    Verdict.DO_NOT_APPEND: "⊘",
    Verdict.DEPENDS: "◐",
    Verdict.UNKNOWN: "?",
}
"""Signs that differ by shape, not by color: full, crossed or in part. None of them is ever shown as an emoji, and the
word always stands beside its sign."""


def warned(note: str) -> str:
    """How an edition stands to the day that is asked about, as a warning that is seen."""
    return f"Warning: {note}"


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Names as people list them: "26, TC and 59"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def help_message(codes: int, modifiers: int, editions: str) -> str:
    """What the bot can do; `editions` names the imported files."""
    entries = f"{codes} {'code' if codes == 1 else 'codes'} and {modifiers} modifiers"
    return (
        f"Ask about a code, a modifier, or both, in your own words. The book has {entries}. "
        "Each answer is quoted from it, with source and date; what is not on file is said so."
    ) + (f" {editions}" if editions else "")


def not_understood() -> str:
    """Out of scope, or not a question."""
    return "I can't answer that from the book. Ask about a code, a modifier, or both."


def which_code(topic: str) -> str:
    """The topic is clear, and of what is not."""
    return f"About {topic}: of which code or modifier? Ask again with it."


def not_in_the_book(missing: Sequence[str], offers: bool, on_file: bool, imported: bool) -> str:
    """Codes or modifiers that the book lacks. Sections are offered below where `offers`: of codes that the question
    names where `on_file`, else of codes that lie near. `imported`: files of CMS stand beside the book."""
    names = listed([_named(name) for name in missing])
    verb = "is" if len(missing) == 1 else "are"
    if not offers:
        next_step = "Look in your code set, or ask whoever keeps the book."
    else:
        next_step = "What is on file:" if on_file else "Did you mean this, which is on file?"
    where = "the book or the imported files" if imported else "the book"
    return f"{names[0].upper()}{names[1:]} {verb} not in {where}. {next_step}"


def _named(name: str) -> str:
    return f"modifier {name}" if len(name) == 2 else name


def which_one(about: str | None) -> str:
    """Two or more sections match closely."""
    return f"What would you like to know about {about}?" if about else "Which one do you mean?"


def conflict(says: Sequence[tuple[str, str]]) -> str:
    """Sources disagree: (who, verdict in words) for each."""
    return "Sources disagree: " + "; ".join(f"{who} says {verdict}" for who, verdict in says) + "."


def above_modifiers(edition: str) -> str:
    """What is said above a table of the modifiers of a code."""
    return f"By the rules of the book and the fee schedule ({edition})."


def table_of_modifiers(by_verdict: Mapping[Verdict, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The modifiers of a code by verdict."""
    rows = ((f"{VERDICT_SIGNS[v]} {VERDICT_WORDS[v].capitalize()}", ", ".join(ids)) for v, ids in by_verdict.items())
    return (("Verdict", "Modifiers"), *rows)


def by_modifier(by_verdict: Mapping[str, Sequence[str]], edition: str) -> str:
    """What the rules compute for the modifiers of a code, by verdict in words."""
    lines = [f"{verdict[0].upper()}{verdict[1:]}: {', '.join(modifiers)}." for verdict, modifiers in by_verdict.items()]
    return f"{above_modifiers(edition)} {' '.join(lines)}"


def edits_on_file(code: str, over: Mapping[str, str], under: Mapping[str, str], scope: str | None) -> str:
    """The active NCCI edits of a code: other codes in a row by modifier indicator, those that it is over and those that
    it is under. `scope` names the setting's table that holds them all; "" where those with codes outside the book are
    left out."""
    parts = []
    for indicator, meaning in (("0", "never together"), ("1", "only if separate, with a modifier")):
        if indicator in over:
            parts.append(f"{code} is paid and denies {over[indicator]} ({meaning}, indicator {indicator}).")
        if indicator in under:
            parts.append(f"{code} is denied beside {under[indicator]} ({meaning}, indicator {indicator}).")
    if scope == "":
        listed_edits = " ".join(parts) if parts else f"{code} has no edit with a code of this book."
        return f"NCCI edits. {listed_edits} Edits with codes outside this book are not listed. {_ASK_PAIR}"
    where = f", {scope} table" if scope else ""
    if not parts:
        return f"NCCI edits{where}. {code} has no active edit."
    return f"NCCI edits{where}. {' '.join(parts)} These are all active edits. {_ASK_PAIR}"


_ASK_PAIR = "Ask with both codes for one pair."


def no_longer_held() -> str:
    """A choice was picked whose section is gone."""
    return "The book has changed since this choice was offered. Please ask again."


def nothing_written(heading: str) -> str:
    """A section that no one has written yet."""
    return f"Nothing is on file on {heading}."


def look_elsewhere() -> str:
    """Where to look when the book names no place."""
    return "The payer's own policy, or whoever keeps the book."


def first_of(shown: int, found: int) -> str:
    """More sections match than one reply shows."""
    return f"The first {shown} of {found}. Ask for the rest by fewer codes at a time."


def for_day(on: date) -> str:
    """For which day an answer holds, where the question or its thread named one."""
    return f"This is for {on.isoformat()}."


def later_edition(on: date) -> str:
    """An edition began after the day that is asked about, and none before it is on file."""
    return f"later than {on.isoformat()}, for which none is on file"


def before_first_edition(on: date, edition: str, verdict: Verdict, text: str) -> str:
    """What the earliest edition says to a question about a day before it."""
    said = VERDICT_WORDS[verdict]
    return f"No edition for {on.isoformat()} is on file. The earliest, {edition}, says {said}: {text}"


def older_edition(published: str | None, on: date, is_dated: bool) -> str:
    """A newer edition was due by the day of service, or by today."""
    period = "year" if published == "yearly" else "quarter"
    return f"older than the {period} of {on.isoformat()}" if is_dated else f"older than this {period}"


def pair_heading(codes: Sequence[str]) -> str:
    """The heading where codes are asked about together."""
    return f"{listed(codes)}: reported together"


def lookup_heading(entry: str, section: str) -> str:
    """The heading of a diagnosis or a place of service."""
    return f"{entry}: {'billable diagnosis code' if section == DIAGNOSIS_CODE else 'place of service'}"


def ask_what(entry: str) -> str:
    """A question for a diagnosis or a place of service."""
    return f"what is {entry}?"


def several_localities(state: str, names: Sequence[str]) -> str:
    """A state is named that has more than one locality."""
    return f"{state} has several payment localities. Ask with one of them: {listed(names, 'or')}."


def editions_loaded(editions: Mapping[str, tuple[str, bool]]) -> str:
    """What is imported: the newest edition of each kind of file, and whether one newer still is due."""
    if not editions:
        return ""
    loaded = f"Imported: {', '.join(f'{name} {title}' for name, (title, _) in editions.items())}."
    due = [name for name, (_, is_due) in editions.items() if is_due]
    return f"{loaded} A newer edition is due of: {', '.join(due)}." if due else loaded
