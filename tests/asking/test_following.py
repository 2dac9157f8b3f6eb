"""What is offered after an answer: sections that people ask about next, each of which has something to say."""

import pytest

from bot.asking import Context, Index, Outcome, ask, pick
from bot.book import Book


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("can I use 26 with 38240?", ["38240 modifiers/TC", "38240 payment", "38240 modifiers"]),
        ("38220 with 38221", ["38220 modifiers/59", "38220 modifiers", "38220 units"]),
        ("38240 units", ["38240 modifiers/76", "38240 modifiers", "38240 payment"]),
        ("38240 payment", ["38240 modifiers", "38240 units", "38240 global-period"]),
        ("what is 38240", ["38240 modifiers", "38240 payment", "38240 units"]),
        ("what is modifier 26", ["26 when-to-use", "26 when-not-to-use", "26 payment"]),
    ],
)
def test_what_people_ask_next_is_offered(index: Index, text: str, offered: list[str]) -> None:
    reply, _ = ask(text, index)
    assert [f"{choice.entry} {choice.section}" for choice in reply.next] == offered


@pytest.mark.parametrize(
    "text", ["help", "what is the weather", "can I use 26 with 38244?", "what do we charge for 38240"]
)
def test_nothing_is_offered_where_nothing_was_answered(index: Index, text: str) -> None:
    assert ask(text, index)[0].next == ()


def test_whatever_is_offered_has_something_to_say_and_is_not_what_was_said(book: Book, index: Index) -> None:
    for id, entry in book.entries.items():
        for section in entry.sections:
            reply, _ = pick(id, section, index)
            assert len(reply.next) in {0, 2, 3}
            for choice in reply.next:
                assert (choice.entry, choice.section) != (id, section)
                assert pick(choice.entry, choice.section, index, Context())[0].outcome is Outcome.ANSWER


def test_the_other_sections_are_those_of_the_entry_that_have_something_to_say(book: Book, index: Index) -> None:
    reply, _ = ask("99213 payment", index)
    assert {choice.entry for choice in reply.others} == {"99213"}
    found = [choice.section for choice in reply.others]
    offered = {choice.section for choice in reply.next} | {"payment"}
    assert "documentation" in found and "payers" not in found and not offered.intersection(found)
    for section in set(book.topic_ids("code")) - set(found) - offered:
        assert pick("99213", section, index)[0].outcome is Outcome.UNAVAILABLE


def test_of_several_entries_there_is_no_menu(index: Index) -> None:
    assert ask("38240 and 38241 payment", index)[0].others == ()
