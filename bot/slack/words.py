"""What the bot says in Slack of its own accord, beside the replies of the core: plain, short, and all in one place."""

NOT_THERE = (
    "I cannot write where you asked, so I answer here. To have me answer there, invite me to the channel (/invite), "
    "or ask someone who may change who can post in it."
)
REFUSED_THERE = "Slack did not take my answer where you asked, so I answer here."
UNCONFIRMED = "Slack did not confirm my answer to your last question. If you do not see it, please ask again."
STRANGER = (
    "I am sorry, I answer only people of the organization that runs me. Please ask the person there whom you work with."
)
IDENTIFIERS_COMMAND = (
    "Your question seems to hold something that identifies a patient. Such details do not belong in Slack. "
    "I keep nothing of it. Codes, modifiers and payers are enough for me."
)
IDENTIFIERS_MESSAGE = f"{IDENTIFIERS_COMMAND} Please delete your message, or take the details out of it."
IDENTIFIERS_SHORTCUT = (
    "The message seems to hold something that identifies a patient. Such details do not belong in Slack. "
    "I keep nothing of it. Please ask its author to delete it, or to take the details out of it."
)

ASK_THE_BOOK = "Ask the book about this"
SHARE = "Share in channel"
ASK_AN_EXPERT = "Ask an expert"
OF_USE = "Of use"
NOT_OF_USE = "Not of use"

ANSWER_TITLE = "From the book"
CLOSE = "Close"
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
NO_LOOK_UPS = "None yet. They stand here for seven days, as codes and topics, for you alone."
SHOW_AGAIN = "Show again"
LOADED = "What I answer from"
IMPORTED = "Imported"
IN_THE_BOOK = "In the book"
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


def apology(request: str) -> str:
    """After a fault of ours; the number is the one in the log."""
    return (
        "Something went wrong on my side, so I have no answer to this question. Please ask again. "
        f"If it happens again, tell the people who run Codebook this number: {request}."
    )


def unknown_command(command: str) -> str:
    """To a slash command that is not ours."""
    return f"This command is not set up. Use {command}, followed by your question."


def other_channel(command: str) -> str:
    """In a channel that is not on the list."""
    return (
        "I do not answer in this channel. Please write me a direct message, "
        f"or use {command} here: only you see the reply."
    )


def too_many(replies: int) -> str:
    """At the first question above the limit."""
    count = "one reply" if replies == 1 else f"{replies} replies"
    return f"That was {count} to you within a minute, and I need a short rest. Please ask again in the next minute."
