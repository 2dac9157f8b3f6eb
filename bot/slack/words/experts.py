"""Handing a question to the experts, and what the book lacks."""

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
