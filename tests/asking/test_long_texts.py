"""However long a text and however monotonous: it is read in one pass, and answered."""

import time

import pytest

from bot.asking import Index, ask
from bot.asking.plain_text import LONGEST_TEXT
from bot.book import load_book, starter_book

INDEX = Index.of(load_book(starter_book()))
SECONDS = 1.5
"""Of the processor: about ten times what the slowest takes."""

PIECES = (
    "26 and ", "and 26 ", "26, ", "26 ", "59/", "modifier 26 ", "TC ", "place of service 19 or ", "26 or 59 or ",
    "no 26 ", "38240-38243 ", "38240, ", "38240 26, ", "38240", "99999 ", "J1100 ", "C92.00 ", "not ", "(", "-", "<",
    "&lt;", "<@U1", "2025-10-01 ", "DOS 1/2/2026 ", "New York ", "prior auth ", "how many 59 denials ", "x2 ", "$1,",
    "\U0001f642 ", "\u200b", "twenty-six ", "mr. ", "dob ", "phone 555 ", "\n", "A",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_it_is_answered_in_time(piece: str) -> None:
    text = piece * (LONGEST_TEXT // len(piece) + 1)
    start = time.process_time()
    reply, _ = ask(text, INDEX)
    assert reply.outcome
    assert time.process_time() - start < SECONDS
