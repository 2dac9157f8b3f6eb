"""The Home tab."""

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


def book_refused(first: str, count: int) -> tuple[str, ...]:
    """To the experts, with the first fault of a change that cannot be used, as `file:line: what; how to mend it`."""
    others = f" There {'is one more' if count == 2 else f'are {count - 1} more'} in the log." if count > 1 else ""
    return ("The last change to the book cannot be used, so the book from before answers.", f"{first}{others}")
