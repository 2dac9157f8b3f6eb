"""The sentences that the core says in its own words. Everything else is quoted from the book."""

from collections.abc import Mapping, Sequence

from bot.book.fields import Verdict

VERDICT_WORDS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.RARELY: "rarely",
    Verdict.WITH_DOCUMENTATION: "with documentation",
    Verdict.DO_NOT_APPEND: "do not append",
    Verdict.DEPENDS: "it depends",
    Verdict.UNKNOWN: "not known",
}


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Names as people list them: "26, TC and 59"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def help_message(codes: int, modifiers: int) -> str:
    """What the bot can do."""
    entries = f"{codes} {'code' if codes == 1 else 'codes'} and {modifiers} modifiers"
    return (
        f"Ask about a code, a modifier, or both, in your own words. The book has {entries}. "
        "Each answer is quoted from it, with source and date; what is not on file is said so."
    )


def not_understood() -> str:
    """Out of scope, or not a question."""
    return "I can't answer that from the book. Ask about a code, a modifier, or both."


def which_code(topic: str) -> str:
    """The topic is clear, and of what is not."""
    return f"About {topic}: of which code or modifier? Ask again with it."


def not_in_the_book(missing: Sequence[str], offers: bool, on_file: bool) -> str:
    """Codes or modifiers that the book lacks. Sections are offered below where `offers`: of codes that the question
    names where `on_file`, else of codes that lie near."""
    names = listed([_named(name) for name in missing])
    verb = "is" if len(missing) == 1 else "are"
    if not offers:
        next_step = "Look in your code set, or ask whoever keeps the book."
    else:
        next_step = "What is on file:" if on_file else "Did you mean this, which is on file?"
    return f"{names[0].upper()}{names[1:]} {verb} not in the book. {next_step}"


def _named(name: str) -> str:
    return f"modifier {name}" if len(name) == 2 else name


def which_one(about: str | None) -> str:
    """Two or more sections match closely."""
    return f"What would you like to know about {about}?" if about else "Which one do you mean?"


def conflict(says: Sequence[tuple[str, str]]) -> str:
    """Sources disagree: (who, verdict in words) for each."""
    return "Sources disagree: " + "; ".join(f"{who} says {verdict}" for who, verdict in says) + "."


def by_modifier(by_verdict: Mapping[str, Sequence[str]], edition: str) -> str:
    """What the rules compute for the modifiers of a code, by verdict in words."""
    lines = [f"{verdict[0].upper()}{verdict[1:]}: {', '.join(modifiers)}." for verdict, modifiers in by_verdict.items()]
    return f"By the rules of the book and the fee schedule ({edition}). " + " ".join(lines)


def edits_on_file(code: str, over: Mapping[str, str], under: Mapping[str, str], all_active: bool) -> str:
    """The active NCCI edits of a code: indicators by the column 2 codes that it is over, and by the column 1 codes that
    it is under."""
    parts = []
    for indicator, meaning in (("0", "never together"), ("1", "only if separate, with a modifier")):
        paid = [other for other, value in over.items() if value == indicator]
        denied = [other for other, value in under.items() if value == indicator]
        if paid:
            parts.append(f"{code} is paid and denies {', '.join(paid)} ({meaning}, indicator {indicator}).")
        if denied:
            parts.append(f"{code} is denied beside {', '.join(denied)} ({meaning}, indicator {indicator}).")
    scope = "These are all active edits" if all_active else "Edits with codes outside this book are not listed"
    listed_edits = " ".join(parts) if parts else f"{code} has no edit with a code of this book."
    return f"NCCI edits. {listed_edits} {scope}. Ask with both codes for one pair."


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
