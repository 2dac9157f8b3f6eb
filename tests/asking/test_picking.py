"""A choice that was offered is answered by its entry and section, as long as the book holds them."""

from dataclasses import replace

import pytest

from bot.asking import NO_CONTEXT, Context, Index, Outcome, ask, pick
from bot.book import Book

OFFERED = (("38240", "payment"), ("26", "meaning"))
GONE = "The book has changed since this choice was offered. Please ask again."


def test_every_section_of_the_book_can_be_picked(book: Book, index: Index) -> None:
    for id, entry in book.entries.items():
        for section in entry.sections:
            reply, context = pick(id, section, index)
            assert reply.outcome in {Outcome.ANSWER, Outcome.UNAVAILABLE}
            assert [(answer.entry, answer.section) for answer in reply.answers] == [(id, section)]
            assert context.topics == (section,)


def test_a_picked_code_stays_the_subject(index: Index) -> None:
    _, context = pick("38240", "payment", index)
    reply, _ = ask("and TC?", index, context)
    assert [(answer.entry, answer.section) for answer in reply.answers] == [("38240", "modifiers/TC")]


def test_the_other_choices_stay_open_where_they_were_offered_together(index: Index) -> None:
    _, context = pick("38240", "payment", index, Context(choices=OFFERED))
    assert context.choices == OFFERED
    _, context = pick("38240", "units", index, Context(choices=OFFERED))
    assert context.choices == ()


@pytest.mark.parametrize(
    ("entry", "section"),
    [("", ""), ("00000", "payment"), ("38240", "meaning"), ("38240", "modifiers/ZZ"), ("26", "modifiers/TC")],
)
def test_what_the_book_does_not_hold_is_said_and_changes_nothing(index: Index, entry: str, section: str) -> None:
    before = Context(codes=("38240",), topics=("payment",))
    reply, after = pick(entry, section, index, before)
    assert (reply.outcome, reply.message, reply.answers, reply.choices) == (Outcome.UNKNOWN, GONE, (), ())
    assert after == before


@pytest.mark.parametrize("text", ["and TC?", "2", "38240", "what about payment", ""])
def test_a_thread_about_what_the_book_no_longer_holds_is_answered_all_the_same(index: Index, text: str) -> None:
    gone = Context(
        codes=("00000",),
        modifiers=("ZZ",),
        topics=("modifiers/ZZ", "no-such-topic"),
        choices=(*OFFERED, ("00000", "payment")),
    )
    assert ask(text, index, gone) == ask(text, index, NO_CONTEXT)
    kept = replace(gone, codes=("38240", "00000"))
    assert ask("and TC?", index, kept) == ask("and TC?", index, Context(codes=("38240",)))


def test_near_codes_can_be_picked_by_their_number(book: Book, index: Index) -> None:
    slip = next(code for code in (f"3824{digit}" for digit in "98765432") if code not in book.codes)
    offered, context = ask(slip, index)
    assert offered.outcome is Outcome.UNKNOWN_CODE and offered.choices
    for number, choice in enumerate(offered.choices, 1):
        reply, _ = ask(str(number), index, context)
        assert [(answer.entry, answer.section) for answer in reply.answers] == [(choice.entry, choice.section)]
