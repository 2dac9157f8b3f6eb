"""What the book lacks, grouped: counts, order, what is left out, and what is named."""

from itertools import count

import pytest

from bot.asking import NO_SUBJECT, Subject
from bot.book import Book, load_book, starter_book
from bot.records import Gap, Vote, VoteKey
from bot.records.gap_groups import GapGroup, Lack, group_gaps, named, same_lack

OF_38299 = Subject(missing=("38299",), topics=("payment",))
OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))
OF_PAYMENT = Subject(codes=("38240",), topics=("payment",))
SMALL_TALK = Subject(topics=("small-talk",))
NUMBERS = count(1)


@pytest.fixture(scope="module")
def book() -> Book:
    return load_book(starter_book())


def gap(subject: Subject, outcome: str = "unknown", at: float = 0.0) -> Gap:
    return Gap(next(NUMBERS), "T1", outcome, subject, at)


def vote(subject: Subject, at: float = 0.0, reasons: tuple[str, ...] = (), comment: str = "") -> Vote:
    return Vote(VoteKey("T1", "C1", str(next(NUMBERS)), "U1"), False, subject, reasons, comment, at)


def summary(groups: list[GapGroup]) -> list[tuple[Subject, int]]:
    return [(group.about, group.count) for group in groups]


def test_the_most_frequent_come_first_of_equals_the_latest_and_nothing_understood_last(book: Book) -> None:
    gaps = [gap(NO_SUBJECT, at=9.0) for _ in range(5)]
    gaps += [gap(OF_38299, "unknown-code", 1.0), gap(OF_PAYMENT, "unavailable", 3.0), gap(OF_PAYMENT, at=2.0)]
    groups = group_gaps(gaps, [vote(OF_26, 4.0)], book)
    about_26 = Subject(codes=("38240",), modifiers=("26",))
    assert summary(groups) == [(OF_PAYMENT, 2), (about_26, 1), (OF_38299, 1), (NO_SUBJECT, 5)]
    assert groups[0].last_at == 3.0
    assert dict(groups[0].kinds) == {Lack.NOTHING_ON_FILE: 1, Lack.NO_MATCH: 1}


def test_votes_bring_reasons_and_comments_the_latest_first(book: Book) -> None:
    votes = [vote(OF_26, 1.0, ("outdated",), "first"), vote(OF_26, 2.0, ("outdated", "wrong"), "last"), vote(OF_26)]
    (group,) = group_gaps([gap(OF_26, at=5.0)], votes, book)
    assert group.kinds == ((Lack.NOT_HELPFUL, 3), (Lack.NO_MATCH, 1))
    assert group.reasons == (("outdated", 2), ("wrong", 1))
    assert group.comments == ("last", "first")
    assert len(group.gaps) == 1 and len(group.votes) == 3 and group.last_at == 5.0


def test_the_same_codes_in_another_order_are_the_same(book: Book) -> None:
    one, other = Subject(codes=("38240", "38241"), modifiers=("59", "26")), Subject(("38241", "38240"), ("26", "59"))
    assert [group.count for group in group_gaps([gap(one), gap(other)], [], book)] == [2]


def test_a_missing_code_is_what_is_lacking_whatever_it_was_asked_with(book: Book) -> None:
    asked = [Subject(modifiers=(name,), missing=("38299",)) for name in ("26", "59")]
    assert summary(group_gaps([gap(subject, "unknown-code") for subject in asked], [], book)) == [
        (Subject(missing=("38299",)), 2)
    ]


def test_what_is_in_the_book_by_now_is_left_out(book: Book) -> None:
    assert group_gaps([gap(Subject(missing=("38240",)), "unknown-code")], [], book) == []
    (partly,) = group_gaps([gap(Subject(missing=("38240", "38299")), "unknown-code")], [], book)
    assert partly.about == Subject(missing=("38299",))
    (voted,) = group_gaps([], [vote(Subject(missing=("38240", "TC")))], book)
    assert voted.about == Subject(codes=("38240",), modifiers=("TC",))


def test_small_talk_is_no_gap_but_what_no_book_holds_is_shown(book: Book) -> None:
    charges = Subject(codes=("38240",), topics=("own-charges",))
    groups = group_gaps([gap(SMALL_TALK), gap(charges, "unavailable")], [], book)
    assert summary(groups) == [(charges, 1)]


def test_without_gaps_there_are_no_groups(book: Book) -> None:
    assert group_gaps([], [], book) == []


def test_an_outcome_of_another_version_counts_as_no_match(book: Book) -> None:
    (group,) = group_gaps([gap(OF_26, "puzzled")], [], book)
    assert group.kinds == ((Lack.NO_MATCH, 1),)


def test_the_same_lack_is_about_the_same_codes_and_topics() -> None:
    assert same_lack(OF_26, Subject(codes=("38240",), modifiers=("26",)))
    assert same_lack(Subject(missing=("38299",), modifiers=("26",)), Subject(missing=("38299",)))
    assert not same_lack(OF_26, OF_PAYMENT)
    assert not same_lack(OF_38299, Subject(missing=("38299",)))
    assert not same_lack(NO_SUBJECT, NO_SUBJECT)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("38240", [OF_PAYMENT, Subject(codes=("38240",), modifiers=("26",))]),
        ("38240/payment", [OF_PAYMENT]),
        ("38299 / payment", [OF_38299]),
        ("/payment", [OF_38299, OF_PAYMENT]),
        ("26", [Subject(codes=("38240",), modifiers=("26",))]),
        ("none", [NO_SUBJECT]),
        ("38241", []),
        ("38240/coverage", []),
    ],
)
def test_groups_are_named_by_code_and_topic(book: Book, name: str, found: list[Subject]) -> None:
    groups = group_gaps([gap(subject) for subject in (OF_38299, OF_PAYMENT, OF_26, NO_SUBJECT)], [], book)
    assert sorted(map(repr, found)) == sorted(repr(group.about) for group in named(groups, name))
