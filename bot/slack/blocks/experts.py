"""What the experts read of a question, what its asker is told, and what becomes of it when an expert is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.asking import Outcome, Subject, subject_line
from bot.book import Book
from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.expert_question import ExpertQuestion, proposing, write_question
from bot.slack.blocks.form import plain
from bot.slack.blocks.message import Block, Message, actions, compose, context, section, sections
from bot.slack.blocks.mrkdwn import bold, clean, escape, length, line, quoted

ANSWER_ID = "answer_request"
"""What Slack calls the button, and the form that it opens."""
RESOLVE_ID = "resolve_request"
PROPOSE_ID = "propose_for_the_book"

LONGEST_WORDS = 2000
"""Characters of a question's words."""
LONGEST_QUOTED = 2800
"""Of a quotation as markup: with it, a message and its buttons are one that Slack takes."""


def fits(text: str) -> bool:
    """Whether a text can be quoted whole."""
    return length(quoted(text)) <= LONGEST_QUOTED


def about(subject: Subject, book: Book) -> str:
    """What a question is about, in a line of markup."""
    return line(subject_line(subject, book), 300) or words.NOTHING_UNDERSTOOD


def request_message(question: ExpertQuestion, said: str, book: Book) -> Message:
    """The question as the experts read it; `said` are its words, if its asker confirmed any."""
    shown, outcome, asked = about(question.subject, book), _outcome(question), _asked(question)
    blocks = [
        section(f"{bold(words.EXPERT_REQUEST_TITLE)}\n{shown}\n{outcome}"),
        *([section(quoted(said))] if clean(said) else []),
        context(asked),
        actions(_buttons(question)),
    ]
    lines = [f"{words.EXPERT_REQUEST_TITLE}: {shown}. {outcome}", escape(said), asked]
    return compose("\n".join(each for each in lines if each), blocks)


def _outcome(question: ExpertQuestion) -> str:
    subject, outcome = question.subject, question.outcome
    if outcome == Outcome.UNKNOWN_CODE and subject.missing:
        return words.not_in_book(line(", ".join(subject.missing), 300))
    supposed = Outcome.ANSWER if subject.places else Outcome.UNKNOWN
    return words.OUTCOMES_FOR_EXPERTS.get(outcome) or words.OUTCOMES_FOR_EXPERTS[supposed]


def _asked(question: ExpertQuestion) -> str:
    is_direct = question.channel.startswith("D")
    where = words.IN_DIRECT_MESSAGE if is_direct else f"in <#{question.channel}>"
    return words.asked_by(f"<@{question.asker}>", where)


def _buttons(question: ExpertQuestion) -> list[Block]:
    held = write_question(question)
    return [
        _button(ANSWER_ID, words.ANSWER_IN_THREAD, held) | {"style": "primary"},
        _button(RESOLVE_ID, words.MARK_RESOLVED, held),
        propose_button(question.subject, question.request),
    ]


def propose_button(subject: Subject, request: str = "") -> Block:
    """The button by which something is proposed for the book about this subject."""
    return _button(PROPOSE_ID, words.PROPOSE, proposing(subject, request))


def _button(action_id: str, text: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": plain(text, limits.BUTTON_TEXT), "value": value}


def resolved_message(posted: Mapping[str, Any], question: ExpertQuestion, expert: str) -> Message:
    """The experts' message as it stands (`posted`, as Slack sends it along with a press), marked as resolved: its words
    are nowhere else, so its own blocks are kept."""
    done = words.resolved_by(f"<@{expert}>")
    kept = [_anew(block) for block in _blocks(posted) if block.get("type") in ("section", "context")]
    blocks = [*kept, context(done), actions([propose_button(question.subject, question.request)])]
    return compose(f"{done}\n{posted.get('text') or words.EXPERT_REQUEST_TITLE}", blocks)


def _blocks(posted: Mapping[str, Any]) -> Sequence[Block]:
    blocks = posted.get("blocks")
    return [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []


def _anew(block: Block) -> Block:
    # docs.slack.dev/reference/block-kit/blocks: "If a message is updated, use a new block_id."
    return {name: value for name, value in block.items() if name != "block_id"}


def answer_in_thread(answer: str, expert: str) -> Message:
    """An expert's answer, below the question."""
    opening = words.answered_in_thread(f"<@{expert}>")
    return compose(f"{opening}\n{escape(answer)}", sections(answer, opening))


def answer_for_asker(question: ExpertQuestion, answer: str, expert: str, book: Book) -> Message:
    """An expert's answer, for the one who asked."""
    opening = words.expert_answered(f"<@{expert}>", about(question.subject, book))
    closing = words.ask_back(f"<@{expert}>")
    blocks = [section(opening), section(quoted(answer)), context(closing)]
    return compose("\n".join([opening, escape(answer), closing]), blocks)


def answer_given_back(said: str, answer: str) -> Message:
    """An expert's answer, for the expert, where it did not reach everybody."""
    return compose(f"{said}\n{escape(answer)}", [section(said), section(quoted(answer))])
