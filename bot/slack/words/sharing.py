"""Sharing a reply, and voting on it."""

SHARE = "Share in channel"
ASK_AN_EXPERT = "Ask an expert"
HELPFUL = "Helpful"
NOT_HELPFUL = "Not helpful"

SHARED_HERE = "Shared in this channel."
SHARED_IN_THREAD = "Shared in the thread."
SHARED_BEFORE = "This reply was shared before. If you do not see it, please ask again and share that reply."
SHARE_CHANGED = "The book has changed since and holds nothing of this any more, so I shared nothing. Please ask again."
SHARE_ELSEWHERE = (
    "I am not set up to post in this channel, so the reply stays with you. You can copy it into a message of your own."
)
SHARE_NOT_A_MEMBER = (
    "I am not in this channel, so I could not post there. Invite me with /invite, then press the button again."
)
SHARE_ARCHIVED = "This channel is archived, so nobody can post in it. You can copy the reply to another channel."
SHARE_RESTRICTED = (
    "Only some may post in this channel, and I am not one of them. "
    "Ask someone who may change that, or copy the reply into a message of your own."
)
SHARE_THREAD_CLOSED = "This thread takes no replies any more. Ask again in the channel, and share that reply."
SHARE_REFUSED = "Slack did not take the reply, so it is not shared. Please press the button again in a minute."
SHARE_UNCONFIRMED = (
    "Slack did not confirm that the reply was posted. If you do not see it, please ask again and share that reply."
)

VOTE_NOT_KEPT = "I could not keep your vote, because my records cannot be reached. Please vote again in a few minutes."
WHAT_WAS_WRONG = "What was wrong?"
CHOOSE_REASONS = "Choose all that fit"
REASON_WRONG_SECTION = "It answers another question"
REASON_OUTDATED = "It is out of date"
REASON_INCOMPLETE = "Something is missing"
REASON_UNCLEAR = "It is hard to understand"
REASON_SOURCE = "The source does not say this"
REASON_OTHER = "Something else"
COMMENT = "In your own words"
COMMENT_HINT = "Please leave out the names, birth dates and numbers of patients."
COMMENT_IDENTIFIES = (
    "This seems to hold something that identifies a patient. Please take it out. Codes and payers are enough."
)
THANKS = "Thank you. The people who keep the book will see it."
THANKS_AND_EXPERT = f"{THANKS} If you still need an answer, you can ask an expert."
STILL_OPEN = "If you still need an answer, you can ask an expert."


def shared_by(person: str) -> str:
    """Above a reply that was shared."""
    return f"Shared by {person}"


def asked_about(subject: str) -> str:
    """Beside it, for those who did not see the question."""
    return f"Asked about: {subject}"


def share_nowhere(command: str) -> str:
    """Where a reply came as a direct message, which nobody else reads."""
    return f"Nobody else reads this conversation. Use {command} in the channel again, and share that reply."


def voted_on(subject: str) -> str:
    """At the top of the form, which hides the answer."""
    return f"About: {subject}"
