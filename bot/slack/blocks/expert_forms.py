"""The forms by which a question is handed to the experts, and by which an expert answers it."""

from bot.book import Book
from bot.slack import words
from bot.slack.blocks.expert_question import (
    Answering,
    Draft,
    ExpertQuestion,
    write_answering,
    write_draft,
)
from bot.slack.blocks.experts import ANSWER_ID, LONGEST_WORDS, about, request_message
from bot.slack.blocks.form import plain, text_field
from bot.slack.blocks.limits import PRIVATE_METADATA
from bot.slack.blocks.message import Block, context, divider, section
from bot.slack.blocks.mrkdwn import length

FORM_ID = "expert_question"
PREVIEW_ID = "expert_preview"
WORDS = "words"
"""The field for the words of a question."""
ANSWER = "answer"
"""The field for an answer."""
LONGEST_ANSWER = 2500


def question_form(question: ExpertQuestion, held: str, experts_channel: str, book: Book) -> Block:
    """What is known of a question, and a field for its words, which holds those that the asker typed (`held`)."""
    return _modal(
        FORM_ID,
        words.EXPERT_FORM_TITLE,
        words.EXPERT_FORM_SUBMIT,
        write_draft(Draft(question)),
        [
            section(words.expert_form_about(f"<#{experts_channel}>")),
            *_without_buttons(question, "", book),
            text_field(
                WORDS,
                words.EXPERT_WORDS_LABEL,
                words.EXPERT_WORDS_HINT,
                initial=held,
                longest=LONGEST_WORDS,
                optional=True,
                multiline=True,
            ),
        ],
    )


def preview_form(draft: Draft, experts_channel: str, book: Book) -> Block:
    """Exactly what will be posted."""
    return _modal(
        PREVIEW_ID,
        words.EXPERT_PREVIEW_TITLE,
        words.SEND,
        write_draft(draft),
        [
            context(words.expert_preview_about(f"<#{experts_channel}>")),
            divider(),
            *_without_buttons(draft.question, draft.words, book),
        ],
    )


def is_previewed_whole(draft: Draft) -> bool:
    """Whether a form can hold the draft."""
    return length(write_draft(draft)) <= PRIVATE_METADATA


def answer_form(answering: Answering, book: Book) -> Block:
    """A field for an expert's answer."""
    question = answering.question
    asked = f"{words.answer_about(f'<@{question.asker}>')} *{about(question.subject, book)}*"
    return _modal(
        ANSWER_ID,
        words.ANSWER_FORM_TITLE,
        words.SEND,
        write_answering(answering),
        [
            section(asked),
            text_field(
                ANSWER,
                words.ANSWER_LABEL,
                words.ANSWER_HINT,
                initial="",
                longest=LONGEST_ANSWER,
                optional=False,
                multiline=True,
            ),
        ],
    )


def _without_buttons(question: ExpertQuestion, said: str, book: Book) -> list[Block]:
    return [block for block in request_message(question, said, book).blocks if block["type"] != "actions"]


def _modal(callback_id: str, title: str, submit: str, private_metadata: str, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": private_metadata,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain(words.CANCEL),
        "blocks": blocks,
    }
