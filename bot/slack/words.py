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
IDENTIFIERS_SHORTCUT = (
    "The message seems to hold something that identifies a patient. Such details do not belong in Slack. "
    "I keep nothing of it. Please ask its author to delete it, or to take the details out of it."
)

ASK_THE_BOOK = "Ask the book about this"
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
SEND = "Send"
CLOSE = "Close"
THANKS = "Thank you. The people who keep the book will see it."
THANKS_AND_EXPERT = f"{THANKS} If you still need an answer, you can ask an expert."
STILL_OPEN = "If you still need an answer, you can ask an expert."


def you_asked(subject: str) -> str:
    """Below a reply that stands alone."""
    return f"You asked about: {subject}"


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


FORM_NOT_OPENED = "Slack did not open the form. Please try once more."
CANCEL = "Cancel"
SEND = "Send"
EXPERT_FORM_TITLE = "Ask an expert"
EXPERT_FORM_SUBMIT = "Preview"
EXPERT_WORDS_LABEL = "Your question in your words"
EXPERT_WORDS_HINT = (
    "Everybody in the experts' channel reads it. No patient details, please. You may leave it empty: "
    "then only what stands above is sent."
)
EXPERT_PREVIEW_TITLE = "Send it like this?"
EXPERT_REQUEST_TITLE = "A question for the experts"
NOTHING_UNDERSTOOD = "no code or topic was understood"
IN_DIRECT_MESSAGE = "in a direct message with me"
ANSWER_IN_THREAD = "Answer in thread"
MARK_RESOLVED = "Mark resolved"
PROPOSE = "Propose for the book"
ANSWER_FORM_TITLE = "Answer in thread"
ANSWER_LABEL = "Your answer"
ANSWER_HINT = "It is posted in the thread and sent to the one who asks. No patient details, please."
IDENTIFIERS_IN_FORM = (
    "This seems to hold something that identifies a patient. Such details do not belong in Slack. Please take them out."
)
FORM_TOO_LONG = "This is too long for one Slack message. Please shorten it."
NO_EXPERTS = "There is no experts' channel any more, so I cannot hand your question on."
ONLY_EXPERTS = "This works in the experts' channel alone."
EXPERT_UNCONFIRMED = (
    "Slack did not confirm that your question reached the experts. If nobody answers, please send it once more."
)
RESOLVED_BEFORE = "This is marked as resolved already."
FROM_A_PERSON = "This is the answer of a person, and not of the book."
OUTCOMES_FOR_EXPERTS = {
    "unknown-code": "It is not in the book.",
    "unavailable": "The book has nothing on file about it.",
    "unknown": "The book has no answer to it.",
    "answer": "The book has an answer, which was voted not helpful.",
}
"""By how a question ended."""

GAPS_ELSEWHERE = (
    "What is in the book by now is left out. On the machine of the bot, codebook gaps shows all of it, "
    "and codebook gaps --resolve takes off what is done."
)


def gaps_title(questions: int, groups: int) -> str:
    """At the top of the digest."""
    subjects = "one subject" if groups == 1 else f"{groups} subjects"
    return f"What the book lacks: {_questions(questions)} about {subjects}."


def gaps_more(groups: int) -> str:
    """Below the groups that are shown."""
    return f"And {groups} more."


def gap_count(questions: int) -> str:
    """Before the subject of a group."""
    return f"{questions} ×"


def gap_last(day: str) -> str:
    """When it was asked last."""
    return f"last on {day}"


def _questions(count: int) -> str:
    return "one question" if count == 1 else f"{count} questions"


def not_in_book(names: str) -> str:
    """To the experts, of codes and modifiers."""
    return f"Not in the book: {names}."


def asked_by(asker: str, where: str) -> str:
    """To the experts; both are links, or `where` is IN_DIRECT_MESSAGE."""
    return f"Asked by {asker} {where}."


def expert_form_about(channel: str) -> str:
    """At the top of the form; the channel is a link."""
    return f"Your question goes to {channel}. So far it reads:"


def expert_preview_about(channel: str) -> str:
    """Above what will be posted."""
    return f"This is what I post in {channel}:"


def expert_sent(about: str) -> str:
    """To the asker, once it stands in the experts' channel."""
    return f"Your question is with the experts now: {about}. Their answer comes to you in a direct message."


def expert_sent_before(about: str) -> str:
    """To an asker who sends the same one again."""
    return f"This question is with the experts already: {about}."


def expert_resolved_before(about: str) -> str:
    """To an asker who sends again what an expert was done with."""
    return f"The experts are done with this question: {about}. Please ask it anew where something is open."


def expert_closed(request: str) -> str:
    """To the asker, where Slack does not let us write to the experts."""
    return (
        "Your question did not reach the experts, for I cannot write in their channel. "
        f"Please tell the people who run Codebook this number: {request}."
    )


def expert_refused(request: str) -> str:
    """To the asker, where Slack did not take the message for another reason."""
    return (
        "Your question did not reach the experts. Please send it once more. "
        f"If it happens again, tell the people who run Codebook this number: {request}."
    )


def answer_about(asker: str) -> str:
    """At the top of the form for an answer."""
    return f"{asker} asked about:"


def answered_in_thread(expert: str) -> str:
    """Above an answer in the experts' thread."""
    return f"{expert} answers:"


def expert_answered(expert: str, about: str) -> str:
    """Above an answer, to the asker."""
    return f"{expert} answers your question: {about}."


def ask_back(expert: str) -> str:
    """Below an answer, to the asker."""
    return f"{FROM_A_PERSON} To ask back, write to {expert}."


def answer_not_in_thread(asker: str) -> str:
    """To an expert, above the answer."""
    return f"Slack did not take your answer in the thread. {asker} has it in a direct message. This is what you wrote:"


def answer_not_told(asker: str) -> str:
    """To an expert, above the answer."""
    return f"I could not send your answer to {asker}. Please pass it on yourself. This is what you wrote:"


def resolved_by(expert: str) -> str:
    """Below a question in the experts' channel."""
    return f"Resolved by {expert}."


def resolved_before(expert: str) -> str:
    """To an expert who comes second."""
    return f"{expert} has marked this as resolved already."


def expert_resolved(expert: str, about: str) -> str:
    """To the asker."""
    return f"{expert} has marked your question as resolved: {about}."


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
NO_LOOK_UPS = "None yet. They stand here for some days, as codes and topics, for you alone."
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


def book_refused(first: str, count: int) -> tuple[str, ...]:
    """To the experts, with the first fault of a change that cannot be used, as `file:line: what; how to mend it`."""
    others = f" There {'is one more' if count == 2 else f'are {count - 1} more'} in the log." if count > 1 else ""
    return ("The last change to the book cannot be used, so the book from before answers.", f"{first}{others}")
