"""The Home tab."""

from collections.abc import Sequence

from bot.slack.words.replies import ASK_THE_BOOK

ANSWER_TITLE = "From the book"
HOME_TITLE = "Ask the book"
HOME_INTRO = (
    "Ask in your own words which modifier a code takes, what it pays, how many units a day, or what is bundled.",
    "Each answer is quoted from the book, with its source and date. What the book does not hold, I say so.",
    "I keep no question, only its codes and topics, and those for a short time.",
)
TRY_A_QUESTION = "Try a question"
WHERE_TO_ASK = "Where to ask"
IN_MESSAGES = ("Messages", "write to me there, follow-ups such as “and TC?” included.")
IN_CHANNELS = ("Channels", "mention me where I am a member. I answer in the thread, for all to see.")
ON_MESSAGES = ("A message, also in a thread", f"choose “{ASK_THE_BOOK}” in its menu. You alone see the answer.")
LOOK_UPS = "Your last look-ups"
NO_LOOK_UPS = "None yet. They stand here for some days, as codes and topics, for you alone."
SHOW_AGAIN = "Show again"
LOADED = "What I answer from"
IMPORTED = "Imported"
EDITIONS_IN_BOOK = "In the book"
GAPS = "Open gaps"
NO_GAPS = "None. What people asked lately is in the book."


def by_command(command: str) -> tuple[str, str]:
    """Where the slash command is used."""
    return "Anywhere but in threads", f"{command} and your question. You alone see the answer."


def holds(entries: int, codes: int, modifiers: int, newest: str) -> str:
    """How much is in a book, and the day of its newest source."""
    return f"{entries} entries, of them {codes} codes and {modifiers} modifiers. The newest source is of {newest}."


def edition(name: str) -> str:
    """A periodical's edition, after its title."""
    return f"edition {name}."


def in_quarter(line: str, year: int, quarter: int) -> str:
    """A look-up with a day of service."""
    return f"{line} · Q{quarter} {year}"


def asked_times(times: int) -> str:
    """How often a gap was met."""
    return "once" if times == 1 else f"{times} times"


def more_gaps(groups: int) -> str:
    """Below the gaps that are shown."""
    return f"And {groups} more."


def ask(question: str) -> str:
    """What a screen reader says of an example."""
    return f"Ask: {question}"


def show_again(line: str) -> str:
    """What a screen reader says of the button beside a look-up."""
    return f"Show again: {line}"


def book_refused(moment: str, count: int, faults: Sequence[str]) -> str:
    """To experts, while the last change of the book is refused."""
    found = "one fault" if count == 1 else f"{count} faults"
    return f"The last change of the book was refused at {moment}, for {found}; the book before it answers. " + " ".join(
        f"{fault}." for fault in faults
    )
