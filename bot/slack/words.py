"""What the bot says in Slack of its own accord, beside the replies of the core: plain, short, and all in one place."""

from collections.abc import Sequence

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

SHARE = "Share in channel"
ASK_AN_EXPERT = "Ask an expert"
OF_USE = "Of use"
NOT_OF_USE = "Not of use"


def book_refused(moment: str, count: int, faults: Sequence[str]) -> str:
    """To experts, while the last change of the book is refused."""
    found = "one fault" if count == 1 else f"{count} faults"
    return f"The last change of the book was refused at {moment}, for {found}; the book before it answers. " + " ".join(
        f"{fault}." for fault in faults
    )


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
