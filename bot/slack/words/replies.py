"""Around replies, and where there can be none."""

NO_ANSWER = "I have no answer to this in the book."
NO_CODE = "This code is not in the book."
NOTHING_ON_FILE = "The book has nothing on file about this."
NOT_ON_FILE = "Not on file"
WHICH = "Which of these do you mean?"
IN_THE_BOOK = "These are in the book:"
ALSO_ASK = "You may also ask:"
EXAMPLES = "Try for example:"
HELP = "Ask me about a code or a modifier, such as: can I use 26 with 38240?"
NO_TEXT = "This reply has no text."
CUT = "The rest did not fit into one Slack message. Ask about one code and one topic at a time to read it whole."
SHOW_ALL = "Show all"
OTHER_SECTIONS = "Other sections"

NOT_THERE = (
    "I cannot write where you asked, so I answer here. To have me answer there, invite me to the channel (/invite), "
    "or ask someone who may change who can post in it."
)
REFUSED_THERE = "Slack did not take my answer where you asked, so I answer here."
UNCONFIRMED = "Slack did not confirm my answer to your last question. If you do not see it, please ask again."
INTERRUPTED = "I was stopped while I was answering. If a question has no answer here, please ask it again."
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


def you_asked(subject: str) -> str:
    """Below a reply that stands alone."""
    return f"You asked about: {subject}"


def source(title: str) -> str:
    """Below a statement; its edition and date follow."""
    return f"Source: {title}"


def where_to_look(place: str) -> str:
    """Where nothing is on file."""
    return f"Where to look: {place}"


def not_in_the_book(named: str, more: int) -> str:
    """Codes and modifiers, with how many more there are."""
    return f"Not in the book: {named}{f' and {more} more' if more else ''}."


def ask_next(questions: str) -> str:
    """In the text alone, in place of buttons."""
    return f"You may ask next: {questions}"


def choice(number: int) -> str:
    """On a button without a heading."""
    return f"Choice {number}"


def show(heading: str) -> str:
    """What a screen reader says of a button."""
    return f"Show {heading}"


def show_all_of(entry: str, section: str) -> str:
    """What a screen reader says of the button of a cut text."""
    return f"Show all of {entry} {section}"


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
