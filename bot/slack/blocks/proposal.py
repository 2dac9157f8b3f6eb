"""The form by which people propose something for the book, and the message that shows what they propose."""

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.asking.wording import VERDICT_WORDS
from bot.book import MODIFIERS_PREFIX, Book
from bot.book.checking import LONGEST_STATEMENT
from bot.book.fields import Standing
from bot.book.proposal import Fragment, NewSource, Proposal, ProposalFault, ProposalField
from bot.slack import words
from bot.slack.blocks.form import entered, groups, menu_field, option, plain, text_field
from bot.slack.blocks.message import Block, Message, compose, section
from bot.slack.blocks.mrkdwn import beginning, length, plain_line

PROPOSE_ID = "propose_for_the_book"
"""What Slack calls the shortcut of a message, the button of a request, and the form."""
MODIFIER = "modifier"
"""The one field of the form that is none of a proposal's: with it the topic is `modifiers/26`."""
NO_VERDICT = "none"
ANOTHER_SOURCE = "another source"
OF_A_NEW_SOURCE = (ProposalField.TITLE, ProposalField.URL, ProposalField.AS_OF)
SOURCES_SIZE = 200_000
"""Of the sources that are offered as JSON: Slack takes a form of 250,000 (views.open, view_too_large)."""
LONGEST = {"entry": 61, "name": 120, MODIFIER: 10, "text": LONGEST_STATEMENT, "title": 120, "url": 500, "as_of": 20}
"""Characters that a field takes."""
LONGEST_ERROR = 300
LONGEST_FRAGMENT = 8000
"""Of a fragment as JSON: so a message with it, and with a text of 4,000, is one that Slack takes."""


@dataclass(frozen=True)
class Prefilled:
    """What the form holds at first. `topic` is a topic's id, or such as `modifiers/26`."""

    entry: str = ""
    topic: str = ""
    text: str = ""


def proposal_view(book: Book, prefilled: Prefilled, private_metadata: str = "") -> Block:
    """The form. A topic that the book does not have is left to be chosen."""
    topic, modifier = prefilled.topic, ""
    if topic.startswith(MODIFIERS_PREFIX):
        topic, modifier = MODIFIERS_PREFIX, topic.removeprefix(MODIFIERS_PREFIX)
    # "…" shows the proposer that the text was cut.
    text = beginning(prefilled.text, LONGEST["text"] - 2)
    return {
        "type": "modal",
        "callback_id": PROPOSE_ID,
        "private_metadata": private_metadata,
        "title": plain(words.PROPOSAL_TITLE),
        "submit": plain(words.PROPOSAL_LABELS["submit"]),
        "close": plain(words.PROPOSAL_LABELS["close"]),
        "blocks": [
            section(words.PROPOSAL_ABOUT),
            _typed("entry", prefilled.entry, optional=False),
            _typed("name"),
            _chosen("topic", _topics(book), topic),
            _typed(MODIFIER, modifier),
            _chosen("verdict", _verdicts(), NO_VERDICT),
            _typed("text", text, optional=False, multiline=True),
            _chosen("source", _sources(book)),
            *(_typed(name) for name in OF_A_NEW_SOURCE),
        ],
    }


def _typed(name: str, initial: str = "", *, optional: bool = True, multiline: bool = False) -> Block:
    label, hint = words.PROPOSAL_LABELS[name], words.PROPOSAL_HINTS.get(name, "")
    return text_field(name, label, hint, initial=initial, longest=LONGEST[name], optional=optional, multiline=multiline)


def _chosen(name: str, offered: list[Block], initial: str = "") -> Block:
    return menu_field(
        name, words.PROPOSAL_LABELS[name], words.PROPOSAL_HINTS.get(name, ""), offered=offered, initial=initial
    )


def _topics(book: Book) -> list[Block]:
    names = words.PROPOSAL_OPTIONS
    topics = [option(_capital(topic.label), id) for id, topic in book.topics.topics.items()]
    return groups({names["topics"]: topics, names["modifiers"]: [option(names["modifier"], MODIFIERS_PREFIX)]})


def _verdicts() -> list[Block]:
    offered = [option(words.PROPOSAL_OPTIONS["no verdict"], NO_VERDICT)]
    offered += [option(_capital(said), verdict) for verdict, said in VERDICT_WORDS.items()]
    return [each for each in offered if each is not None]


def _sources(book: Book) -> list[Block]:
    """The book's sources by standing and title, each told from another edition of it, below the one that is new. Of
    very many the last ones are left out."""
    names = words.PROPOSAL_OPTIONS
    offered: dict[str, list[Block | None]] = {names["new"]: [option(names["another source"], ANOTHER_SOURCE)]}
    offered |= {names[standing]: [] for standing in Standing}
    size = 0
    for id, source in book.sources.items():
        edition = plain_line(book.edition(id), 25)
        one = option(f"{plain_line(source.title, 72 - length(edition))} ({edition})", id)
        size += len(json.dumps(one))
        if size <= SOURCES_SIZE:
            offered[names[source.standing]].append(one)
    return groups({name: sorted(some, key=_label) for name, some in offered.items()})


def _label(offered: Block | None) -> str:
    return "" if offered is None else str(offered["text"]["text"]).casefold()


def read_proposal(values: Mapping[str, Any], on: date) -> Proposal | dict[str, str]:
    """The proposal of a form that was sent, by its `state.values`; or, by field, what was entered in vain."""
    typed = {str(name): entered(values, name) for name in (*ProposalField, MODIFIER)}
    modifier = typed[MODIFIER].strip()
    is_with_modifier, is_new_source = typed["topic"] == MODIFIERS_PREFIX, typed["source"] == ANOTHER_SOURCE
    wrong: dict[str, str] = {}
    if is_with_modifier != bool(modifier):
        wrong[MODIFIER] = words.MODIFIER_MISSING if is_with_modifier else words.MODIFIER_UNASKED
    if not is_new_source:
        wrong |= {str(name): words.SOURCE_UNASKED for name in OF_A_NEW_SOURCE if typed[name].strip()}
    if wrong:
        return wrong
    return Proposal(
        entry=typed["entry"],
        topic=typed["topic"] + modifier,
        verdict=None if typed["verdict"] in ("", NO_VERDICT) else typed["verdict"],
        text=typed["text"],
        source=NewSource(typed["title"], typed["url"], typed["as_of"]) if is_new_source else typed["source"],
        date=on,
        name=typed["name"],
    )


def errors_under(faults: Iterable[ProposalFault], topic: str) -> dict[str, str]:
    """What stands under the fields of the form, where the proposal's topic is this one."""
    topic_field = MODIFIER if topic.startswith(MODIFIERS_PREFIX) else "topic"
    return {
        topic_field if fault.field is ProposalField.TOPIC else str(fault.field): plain_line(
            f"{_capital(fault.what)}. {_capital(fault.mend)}.", LONGEST_ERROR
        )
        for fault in faults
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def about(fragment: Fragment, book: Book) -> str:
    """Such as "38240, site of service" or "38240, modifier 26"."""
    topic = book.topics.topics.get(fragment.topic)
    modifier = fragment.topic.removeprefix(MODIFIERS_PREFIX)
    return f"{fragment.entry}, {topic.label if topic else f'modifier {modifier}'}"


def fits(fragment: Fragment) -> bool:
    """Whether a message can show all of it."""
    return length(json.dumps(fragment.text, ensure_ascii=False)) <= LONGEST_FRAGMENT


def fragment_message(line: str, fragment: Fragment) -> Message:
    """The fragment as it is, below a line of our own, which is markup."""
    # Nothing in a rich text is markup.
    text = {"type": "text", "text": fragment.text.rstrip("\n")}
    shown = {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [text]}]}
    return compose(f"{line}\n{html.escape(fragment.text, quote=False)}", [section(line), shown])
