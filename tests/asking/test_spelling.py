import pytest

from bot.asking.spelling import Spelling

SPELLING = Spelling(["auth", "lead", "dli", "coding", "authorization", "reimbursement", "modifier"], ["coming", "been"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("auht", "auth"),  # two letters in the other order
        ("autth", "auth"),  # a letter too many
        ("lean", "lean"),  # another letter makes another word where the word is short
        ("autorization", "authorization"),
        ("reimburment", "reimbursement"),  # two slips in a long word
        ("reimbment", "reimbment"),
        ("modifer", "modifier"),
        ("dlis", "dli"),
        ("coming", "coming"),  # everyday words are no slips
        ("codin", "coding"),
        ("aut", "aut"),
        ("uath", "uath"),  # a slip seldom changes the first letter
        ("auth2", "auth2"),
        ("a" * 5000, "a" * 5000),
    ],
)
def test_a_slip_is_taken_for_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert SPELLING.meant(typed) == meant
