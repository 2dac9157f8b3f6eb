"""Every section of the starter book, alone and as each follow-up leads to it, is a message that Slack takes whole."""

from collections.abc import Callable, Iterator

import pytest

from bot.asking import Index, Reply, pick
from bot.book import MODIFIERS_PREFIX, Book, load_book, starter_book
from bot.slack.blocks import Message, draw
from bot.slack.words import CUT
from bot.workspace.block_rules import block_faults


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(starter_book())


def sections(book: Book) -> Iterator[tuple[str, str]]:
    """What each entry has or may be asked about, with its modifiers where it is a code."""
    for id, entry in book.entries.items():
        own = (*entry.sections, *book.topic_ids(entry.kind))
        of_modifiers = (MODIFIERS_PREFIX + modifier for modifier in book.modifiers if entry.kind == "code")
        yield from ((id, section) for section in dict.fromkeys((*own, *of_modifiers)))


def test_slack_takes_every_section_and_what_follows_it(
    book: Book, slack_faults: Callable[[Message], list[str]]
) -> None:
    index, seen = Index.of(book), set()
    waiting = list(sections(book))
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        reply, _ = pick(*place, index)
        for restate in (False, True):
            assert_taken(reply, draw(reply, restate=restate), slack_faults)
        waiting += [(choice.entry, choice.section) for choice in (*reply.next, *reply.others, *reply.choices)]
    assert len(seen) > len(book.codes) * len(book.modifiers)


def assert_taken(reply: Reply, message: Message, slack_faults: Callable[[Message], list[str]]) -> None:
    assert slack_faults(message) == []
    assert slack_faults(message.without_blocks()) == []
    assert block_faults(message.blocks) == []
    assert CUT not in message.text
    buttons = [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]
    # No name is cut: two cut ones might read alike.
    assert buttons == [choice.heading for choice in reply.next]
    for statement in (statement for answer in reply.answers for statement in answer.statements):
        assert statement.source.as_of.isoformat() in message.text
