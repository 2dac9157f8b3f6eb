"""Proposing something for the book."""

PROPOSAL_TITLE = "Propose for the book"
PROPOSAL_LABELS = {
    "submit": "Propose",
    "close": "Cancel",
    "entry": "Code or modifier",
    "name": "Name, where the book does not have it yet",
    "topic": "Topic",
    "modifier": "Modifier",
    "verdict": "Verdict",
    "text": "Text",
    "source": "Source",
    "title": "Another source: its title",
    "url": "Another source: its link",
    "as_of": "Another source: its date",
}
"""What stands above the fields of the form, by field, and on its buttons."""
PROPOSAL_HINTS = {
    "entry": "Such as 38240 or 26.",
    "name": "In your own words, not in those of the AMA.",
    "modifier": "For a modifier with this code, such as 26. For all other topics leave it empty.",
    "text": "The reason first, then what to do, in your own words. No patient details, please.",
    "as_of": "The first day for which it holds, as 2026-01-31. Left empty, it is today.",
}
PROPOSAL_OPTIONS = {
    "topics": "Topics",
    "modifiers": "With a modifier",
    "modifier": "A modifier with this code",
    "no verdict": "No verdict",
    "new": "Not on file yet",
    "another source": "Another source",
    "official": "Official",
    "payer": "Payers",
    "professional": "Professional",
    "secondary": "Secondary",
}
"""What the menus of the form offer beside the words of the book, and the names of their groups."""
PROPOSAL_ABOUT = "The people who keep the book decide on what you propose. I change nothing in it myself."
PROPOSAL_IDENTIFIERS = (
    "This seems to hold something that identifies a patient. Such details do not belong in Slack or in the book. "
    "Please take them out."
)
PROPOSAL_LONG = "This takes more room than a Slack message has. Please shorten it, or join its lines."
MODIFIER_MISSING = "You chose a modifier with this code as the topic. Please write which one."
MODIFIER_UNASKED = "For a modifier, choose “A modifier with this code” as the topic, or leave this empty."
SOURCE_UNASKED = "For this, choose “Another source” above, or leave this empty."


def proposal_failed(request: str) -> str:
    """Under the text of a form that could not be checked."""
    return (
        "Something went wrong on my side. Please send it again. "
        f"If it happens again, tell the people who run Codebook this number: {request}."
    )


def proposed(who: str, about: str) -> str:
    """Above what somebody proposes."""
    return f"{who} proposes for the book: {about}."


def proposal_posted(about: str) -> str:
    """To its proposer."""
    return f"Thank you. The experts now have your proposal: {about}."


def proposal_saved(about: str) -> str:
    """To its proposer, where it is a file and no post."""
    return f"Thank you. Your proposal is saved for the people who keep the book: {about}."


def proposal_only_posted(about: str, request: str) -> str:
    """To its proposer, where the file could not be written."""
    return (
        f"{proposal_posted(about)} It could not be saved as a file, so the post is the only copy. "
        f"Please tell the people who run Codebook this number: {request}."
    )


def proposal_to_hand_on(about: str) -> str:
    """Above the proposal, to its proposer, where nobody is set up to receive it."""
    return (
        f"Thank you. This is your proposal: {about}. Nobody receives proposals here yet. "
        "Please hand it to the people who keep the book."
    )


def proposal_stranded(about: str, request: str) -> str:
    """Above the proposal, to its proposer, where it may have reached nobody."""
    return (
        f"Your proposal may not have reached the experts: {about}. Please hand it to them yourself, "
        f"and tell the people who run Codebook this number: {request}."
    )
