"""What the bot says in Slack of its own accord, beside the replies of the core: plain, short, and all in one place.

What a function is given is markup already, where it is shown as markup.
"""

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


INSTALLED_TITLE = "Codebook is installed"
INSTALLED = "You may close this page. In Slack, write Codebook a direct message, or invite it to a channel."
INSTALL_LATER = "Codebook cannot be installed at the moment. Please try again in a few minutes."
NOT_INSTALLED_TITLE = "Codebook is not installed"
NOT_INSTALLED_HERE = (
    "Codebook is not installed in this workspace any more. Please ask whoever looks after its apps to install it again."
)


def not_installed(reason: str) -> str:
    """On the page after an installation that failed; the reason is a code of Slack's or Bolt's."""
    return f"Slack did not complete the installation ({reason}). Please start again from the link that you were given."


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
FORM_NOT_OPENED = "Slack did not open the form. Please try once more."


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
