"""The form that asks what was wrong with an answer, and the word of thanks after it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.slack import words
from bot.slack.blocks import limits
from bot.slack.blocks.message import Block, Message, actions, context, section
from bot.slack.blocks.mrkdwn import length, line
from bot.slack.blocks.offers import NO_OFFER, Offered, expert_button, read_offered, write_offered

WRONG_CALLBACK_ID = "what_was_wrong"

REASONS = {
    "wrong-section": words.REASON_WRONG_SECTION,
    "outdated": words.REASON_OUTDATED,
    "incomplete": words.REASON_INCOMPLETE,
    "unclear": words.REASON_UNCLEAR,
    "source": words.REASON_SOURCE,
    "other": words.REASON_OTHER,
}
"""What may be wrong, by the names that are kept."""

REASONS_ID = "reasons"
COMMENT_ID = "comment"
COMMENT_CHARACTERS = 300


@dataclass(frozen=True)
class VotedOn:
    """The answer that a form is about, as its private_metadata holds it."""

    said: Offered = NO_OFFER
    channel: str = ""
    thread_ts: str = ""
    ts: str = ""
    is_private: bool = False
    """Seen by the voter alone."""
    response_url: str = ""


@dataclass(frozen=True)
class Entered:
    """What was entered in the form."""

    reasons: tuple[str, ...] = ()
    comment: str = ""


def what_was_wrong(answer: VotedOn, subject: str) -> Block:
    """The form. `subject` tells what the answer is about, in a line; it may be empty."""
    about = [context(words.voted_on(line(subject, 500)))] if subject else []
    options = [{"text": _plain(label), "value": name} for name, label in REASONS.items()]
    choices = {"type": "checkboxes", "action_id": REASONS_ID, "options": options}
    field = {"type": "plain_text_input", "action_id": COMMENT_ID, "multiline": True, "max_length": COMMENT_CHARACTERS}
    comment = _input(COMMENT_ID, words.COMMENT, field)
    return {
        "type": "modal",
        "callback_id": WRONG_CALLBACK_ID,
        "title": _plain(words.WHAT_WAS_WRONG),
        "submit": _plain(words.SEND),
        "close": _plain(words.CLOSE),
        "private_metadata": write_voted_on(answer),
        # Whoever closes it may still want an answer.
        "notify_on_close": True,
        "blocks": [
            *about,
            _input(REASONS_ID, words.CHOOSE_REASONS, choices),
            {**comment, "optional": True, "hint": _plain(words.COMMENT_HINT)},
        ],
    }


def entered(view: Mapping[str, Any]) -> Entered:
    """What a form that was submitted holds."""
    values = (view.get("state") or {}).get("values") or {}
    options = (values.get(REASONS_ID) or {}).get(REASONS_ID, {}).get("selected_options") or ()
    chosen = {str(option.get("value")) for option in options}
    comment = (values.get(COMMENT_ID) or {}).get(COMMENT_ID, {}).get("value") or ""
    return Entered(tuple(name for name in REASONS if name in chosen), str(comment).strip())


def thanks(said: Offered, *, is_sent: bool, expert: bool) -> Message | None:
    """What the voter is told after the form, which was sent or closed: with the way to an expert, where there is one.
    None is nothing."""
    if not expert:
        return Message(words.THANKS) if is_sent else None
    text = words.THANKS_AND_EXPERT if is_sent else words.STILL_OPEN
    return Message(text, (section(text), actions([expert_button(said)])))


def write_voted_on(answer: VotedOn) -> str:
    """For private_metadata; without the response_url where both do not fit."""
    found = {**vars(answer), "said": json.loads(write_offered(answer.said))}
    written = _json(found)
    return written if length(written) <= limits.PRIVATE_METADATA else _json({**found, "response_url": ""})


def read_voted_on(written: object) -> VotedOn:
    """The answer; an empty one where another version of the program wrote it."""
    try:
        found = json.loads(written) if isinstance(written, str) else None
        return VotedOn(**{**found, "said": read_offered(json.dumps(found["said"]))}) if found else VotedOn()
    except (ValueError, TypeError, KeyError):
        return VotedOn()


def _json(found: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in found.items() if value}, separators=(",", ":"))


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": _plain(label), "element": element}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
