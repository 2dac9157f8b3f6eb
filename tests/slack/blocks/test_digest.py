"""The digest, whatever was asked and however much of it: Slack takes it, and the most frequent gaps are in it."""

import json
from collections.abc import Callable

import pytest

from bot.asking import NO_SUBJECT, Subject
from bot.book import Book, load_book, starter_book
from bot.records import VoteKey
from bot.records.gap_groups import GapGroup, Lack
from bot.slack import words
from bot.slack.blocks import Message
from bot.slack.blocks.digest import SHOWN, WITH_BUTTON, digest_message

NOON = 1_795_780_800.0


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(starter_book())


def group(about: Subject, count: int = 1, comments: tuple[str, ...] = (), reasons: tuple[str, ...] = ()) -> GapGroup:
    votes = tuple(VoteKey("T1", "C1", str(number), "U1") for number, _ in enumerate(comments))
    kinds = ((Lack.NOT_IN_BOOK, count), *(((Lack.NOT_HELPFUL, len(votes)),) if votes else ()))
    counted = tuple((reason, 1) for reason in reasons)
    return GapGroup(about, kinds, NOON, tuple(range(count)), votes, counted, comments)


def test_each_group_has_its_count_its_kinds_and_its_last_day(
    slack_faults: Callable[[Message], list[str]], book: Book
) -> None:
    of_26 = group(Subject(codes=("38240",), modifiers=("26",)), 3, ("The <!channel> *edit* went.",), ("out-of-date",))
    message = digest_message([of_26, group(NO_SUBJECT)], book)
    assert slack_faults(message) == []
    title, first, last, _ = message.blocks
    assert title["text"]["text"] == "*What the book lacks: 5 questions about 2 subjects.*"
    assert first["text"]["text"].split("\n") == [
        "4 × *38240 · modifier 26*",
        "not in the book 3, voted not helpful 1 (out of date) · last on 2026-11-27",
        "“The &lt;!channel&gt; ∗edit∗ went.”",
    ]
    assert json.loads(first["accessory"]["value"])["codes"] == ["38240"]
    assert words.NOTHING_UNDERSTOOD in last["text"]["text"] and "accessory" not in last


def test_what_no_book_holds_is_not_to_be_proposed_and_a_comment_is_shown_once(book: Book) -> None:
    charges = group(Subject(codes=("38240",), topics=("own-charges",)), 3, ("Old.", "Old.", "Odd."))
    _, first, second, _ = digest_message([charges, group(Subject(codes=("38240",), topics=("payment",)))], book).blocks
    assert "accessory" not in first and "accessory" in second
    assert first["text"]["text"].count("“Old.”") == 1 and "“Odd.”" in first["text"]["text"]


def test_of_many_groups_the_first_are_shown_and_the_others_counted(
    slack_faults: Callable[[Message], list[str]], book: Book
) -> None:
    groups = [group(Subject(codes=(str(10000 + number),)), 40 - number) for number in range(30)]
    message = digest_message(groups, book)
    assert slack_faults(message) == []
    assert f"And {30 - SHOWN} more." in message.text and "codebook gaps" in message.text
    assert sum("accessory" in block for block in message.blocks) == WITH_BUTTON
    assert len(message.blocks) == SHOWN + 2


def test_the_longest_digest_is_one_that_slack_takes(slack_faults: Callable[[Message], list[str]], book: Book) -> None:
    codes = tuple(f"{number:05d}" for number in range(300))
    long = group(Subject(codes, ("26",), ("payment",)), 9, ("&" * 3000, "<" * 3000, "x"), ("a" * 90, "*" * 90, "c"))
    message = digest_message([long] * 40, book)
    assert slack_faults(message) == []
    assert "codebook gaps" in json.dumps(message.blocks[-1])
