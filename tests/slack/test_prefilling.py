"""What the form of a proposal holds at first, by a message or by the value of a request's button."""

import json

import pytest

from bot.asking import Index
from bot.book import load_book, starter_book
from bot.slack.blocks.proposal import Prefilled
from bot.slack.prefilling import from_message, from_request

INDEX = Index.of(load_book(starter_book()))


@pytest.mark.parametrize(
    ("written", "entry", "topic"),
    [
        ("38240 is never split.", "38240", ""),
        ("38240 takes no modifier 26", "38240", "modifiers/26"),
        ("38240 with modifiers 26 or TC", "38240", ""),
        ("Modifier TC is for the equipment", "TC", ""),
        ("38240 or 38241", "", ""),
        ("38999 is the unlisted one", "38999", ""),
        ("Ask the payer.", "", ""),
        ("", "", ""),
    ],
)
def test_a_message_names_one_entry_or_none(written: str, entry: str, topic: str) -> None:
    assert from_message(written, INDEX) == Prefilled(entry, topic, written)


def test_the_words_are_without_markup() -> None:
    written = "*Paid* &amp; done, <@U0000000B2>: see <https://page.example/|the page>\n• `38240`"
    assert from_message(written, INDEX).text == "Paid & done, : see the page\n38240"


@pytest.mark.parametrize(
    ("value", "entry", "topic"),
    [
        ({"codes": ["38240", "38241"], "topics": ["coverage"]}, "38240", "coverage"),
        ({"codes": ["38240"], "modifiers": ["26"], "topics": ["coverage"]}, "38240", "modifiers/26"),
        ({"modifiers": ["26"], "topics": ["when-to-use"]}, "26", "when-to-use"),
        ({"codes": ["38240"], "topics": ["modifiers/26"]}, "38240", "modifiers/26"),
        ({"codes": [1, None], "modifiers": "26", "topics": {"a": 1}}, "", ""),
        ({}, "", ""),
        ([], "", ""),
    ],
)
def test_a_request_names_what_it_is_about(value: object, entry: str, topic: str) -> None:
    assert from_request(json.dumps(value)) == Prefilled(entry, topic)


@pytest.mark.parametrize("value", [None, "", "{", 5])
def test_another_value_names_nothing(value: object) -> None:
    assert from_request(value) == Prefilled()
