"""Whole questions against the starter book: the outcome, the section, and the laws that hold for every reply."""

import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.asking import NO_CONTEXT, Context, Index, Outcome, Reply, ask
from bot.book import load_book, starter_book
from bot.book.fields import Verdict

INDEX = Index.of(load_book(starter_book()))


def places(reply: Reply) -> list[tuple[str, str | None]]:
    return [(answer.entry, answer.section) for answer in reply.answers]


def test_the_first_question_of_all(index: Index) -> None:
    reply, _ = ask("can I use 26 with 38240?", index)
    assert reply.outcome is Outcome.ANSWER
    (answer,) = reply.answers
    assert (answer.entry, answer.section, answer.verdict) == ("38240", "modifiers/26", Verdict.NO)
    by_schedule, by_page = answer.statements
    assert by_schedule.holds_for == ("Medicare",)
    assert by_schedule.decided_by is not None
    assert (by_schedule.decided_by.field, by_schedule.decided_by.value) == ("PC/TC indicator", "0")
    assert by_schedule.decided_by.edition == "October 2025"
    assert by_schedule.source.as_of.isoformat() == "2025-10-01"
    assert by_page.verdict is Verdict.RARELY
    assert by_page.source.as_of.isoformat() == "2026-11-23"
    assert answer.conflict == "Sources disagree: Medicare says no; openpayer.com, page on CPT 38240 says rarely."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("38240-26", [("38240", "modifiers/26")]),
        ("3824026 ok?", [("38240", "modifiers/26")]),
        ("does the professional component apply to 38240", [("38240", "modifiers/26")]),
        ("tech component of 38240", [("38240", "modifiers/TC")]),
        ("26 or TC on 38240", [("38240", "modifiers/26"), ("38240", "modifiers/TC")]),
        ("not 26, TC on 38240", [("38240", "modifiers/TC")]),
        ("do we need precert for 38240", [("38240", "prior-authorization")]),
        ("precert for an allogeneic transplant?", [("38240", "prior-authorization")]),
        ("wRVU of 38240", [("38240", "payment")]),
        ("38240 MUE", [("38240", "units")]),
        ("can 38240 be done in POS 26", [("38240", "site-of-service")]),
        ("what is 38240", [("38240", "summary")]),
        ("what is modifier 26", [("26", "meaning")]),
        ("when would I not use TC", [("TC", "when-not-to-use")]),
        ("payement for 38240", [("38240", "payment")]),
    ],
)
def test_sections_that_answer(index: Index, text: str, expected: list[tuple[str, str]]) -> None:
    reply, _ = ask(text, index)
    assert (reply.outcome, places(reply)) == (Outcome.ANSWER, expected)


@pytest.mark.parametrize("text", ["38244", "is 38244 covered", "38204 w/ 26", "3824O", "26 on J1100", "38240-22"])
def test_what_is_not_in_the_book_is_named_and_never_answered(index: Index, text: str) -> None:
    reply, _ = ask(text, index)
    assert reply.outcome is Outcome.UNKNOWN_CODE
    assert reply.answers == ()
    assert reply.missing
    assert all(name in reply.message for name in reply.missing)
    assert "not in the book" in reply.message


def test_a_near_code_is_offered_by_its_name_alone(index: Index) -> None:
    reply, _ = ask("prior auth for 38204", index)
    assert reply.missing == ("38204",)
    assert [(choice.entry, choice.section) for choice in reply.choices] == [("38240", "summary")]
    assert reply.message == "38204 is not in the book. Did you mean this, which is on file?"


@pytest.mark.parametrize(
    "text", ["what's for lunch", "will it snow", "how long do I have to appeal", "?", "🙂🙂🙂", "asdf"]
)
def test_out_of_scope_says_what_it_can_do(index: Index, text: str) -> None:
    reply, _ = ask(text, index)
    assert reply.outcome in {Outcome.UNKNOWN, Outcome.HELP}
    assert reply.answers == ()
    assert reply.message
    assert reply.examples


@pytest.mark.parametrize("text", ["what does our hospital charge for 38240", "did the claim for 38240 get paid"])
def test_what_no_code_book_holds_is_unavailable(index: Index, text: str) -> None:
    reply, _ = ask(text, index)
    assert (reply.outcome, reply.answers) == (Outcome.UNAVAILABLE, ())
    assert reply.message.startswith("The book holds no")


@pytest.mark.parametrize("text", ["", "   ", "help", "what can you do", "which codes do you know"])
def test_help(index: Index, text: str) -> None:
    reply, _ = ask(text, index)
    assert reply.outcome is Outcome.HELP
    assert "14 codes and 28 modifiers" in reply.message
    assert "can I use 26 with 38240?" in reply.examples


def test_unclear_words_about_a_code_become_a_choice(index: Index) -> None:
    reply, context = ask("38240 stuff", index)
    assert (reply.outcome, reply.answers) == (Outcome.CHOOSE, ())
    assert len(reply.choices) > 2
    for number, choice in enumerate(reply.choices, 1):
        picked, _ = ask(str(number), index, context)
        assert places(picked) == [(choice.entry, choice.section)]


def test_every_choice_is_asked_for_by_its_own_question(index: Index) -> None:
    reply, _ = ask("38240 stuff", index)
    for choice in reply.choices:
        asked, _ = ask(choice.ask, index)
        assert places(asked) == [(choice.entry, choice.section)]


@pytest.mark.parametrize(
    ("thread", "expected"),
    [
        (["can I use 26 with 38240?", "and TC?"], [("38240", "modifiers/TC")]),
        (["can I use 26 with 38240?", "what is modifier 26"], [("26", "meaning")]),
        (["is 38240 covered", "how many units?"], [("38240", "units")]),
        (["what is 26", "can it go on 38240"], [("38240", "modifiers/26")]),
        (["what is 26", "when not?"], [("26", "when-not-to-use")]),
        (["does it need prior auth", "38240"], [("38240", "prior-authorization")]),
        (["38240 stuff", "2", "and the third one"], [("38240", "prior-authorization")]),
    ],
)
def test_follow_ups(index: Index, thread: list[str], expected: list[tuple[str, str]]) -> None:
    context = NO_CONTEXT
    for text in thread:
        reply, context = ask(text, index, context)
    assert places(reply) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("code for an autologous transplant", [("38241", "summary")]),
        ("autologus transplant prior auth", [("38241", "prior-authorization")]),
        ("26 on an auto transplant", [("38241", "modifiers/26")]),
        ("is a kidney transplant covered", []),
        ("how many units for a lymphocyte infusion", [("38242", "units")]),
    ],
)
def test_words_that_mean_something_else_rule_an_entry_out(
    index: Index, text: str, expected: list[tuple[str, str]]
) -> None:
    assert places(ask(text, index)[0]) == expected


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("transplant cpt", ["38240", "38241"]),
        ("ekg code", ["93000", "93005", "93010"]),
        ("auth for a marrow", ["38220", "38221", "38222"]),
        ("26 on a transplant", ["38240", "38241"]),
        ("assistant surgeon modifier", ["80", "82", "AS"]),
        ("modifier for the side", ["50", "LT", "RT"]),
    ],
)
def test_a_name_that_several_entries_share_becomes_a_choice(index: Index, text: str, entries: list[str]) -> None:
    reply, _ = ask(text, index)
    assert (reply.outcome, reply.answers) == (Outcome.CHOOSE, ())
    assert sorted(choice.entry for choice in reply.choices) == entries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ekg tracing only, which code", ("93005", "summary")),
        ("units for a marrow with both core and aspirate", ("38222", "units")),
        ("aspirate of the marrow, no core: auth?", ("38220", "prior-authorization")),
        ("modifier for the left side", ("LT", "meaning")),
    ],
)
def test_another_word_tells_such_entries_apart(index: Index, text: str, expected: tuple[str, str]) -> None:
    assert places(ask(text, index)[0]) == [expected]


def test_a_thread_s_choice_is_picked_by_a_telling_word(index: Index) -> None:
    _, context = ask("transplant cpt", index)
    assert context.codes == ("38240", "38241")
    for text, expected in (("the autologous one", "summary"), ("doc requirements?", "documentation")):
        reply, context = ask(text, index, context)
        assert places(reply) == [("38241", expected)]


def test_two_codes_together_are_answered_by_their_edit(index: Index) -> None:
    reply, _ = ask("can I bill 38240 with 38241", index)
    first, second = reply.answers
    assert (first.verdict, second.verdict) == (Verdict.NO, None)
    assert "38241 is column 1" in first.statements[0].text
    assert first.statements[0].decided_by is not None
    assert (first.statements[0].decided_by.value, first.statements[0].decided_by.edition) == ("0", "July 2024")
    assert all("column 1" not in statement.text for statement in second.statements)


def test_a_code_put_beside_the_thread_s_makes_a_pair(index: Index) -> None:
    _, context = ask("can 93000 be billed alone", index)
    reply, _ = ask("with 99213?", index, context)
    assert {answer.entry for answer in reply.answers} == {"93000", "99213"}
    assert {answer.section for answer in reply.answers} == {"reported-with"}


def test_of_several_codes_a_modifier_is_asked_of_those_that_may_take_it(index: Index) -> None:
    reply, context = ask("99213 and 71046 on one day. is 25 needed", index)
    assert places(reply) == [("99213", "modifiers/25")]
    _, context = ask("99213 with 71046, any edit?", index)
    assert places(ask("so does it want 25", index, context)[0]) == [("99213", "modifiers/25")]


def test_after_a_pasted_line_the_question_decides(index: Index) -> None:
    assert places(ask("38222-GC denied.\nis prior authorization required?", index)[0]) == [
        ("38222", "prior-authorization")
    ]


def test_a_follow_up_about_another_entry_keeps_the_topic(index: Index) -> None:
    _, context = ask("does 38240 need prior auth", index)
    assert places(ask("what about the DLI", index, context)[0]) == [("38242", "prior-authorization")]
    assert places(ask("what is the DLI", index, context)[0]) == [("38242", "summary")]


def test_a_modifier_named_in_words_is_asked_with_the_thread_s_code(index: Index) -> None:
    _, context = ask("can I use LT with 27447", index)
    assert places(ask("and on the right knee", index, context)[0]) == [("27447", "modifiers/RT")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("which modifier for a PA who assisted on a total knee", ("27447", "modifiers/AS")),
        ("27447 on both knees, what modifier", ("27447", "modifiers/50")),
        ("which modifiers go with 38240", ("38240", "modifiers")),
    ],
)
def test_the_modifier_that_the_words_name_is_the_one_asked_for(
    index: Index, text: str, expected: tuple[str, str]
) -> None:
    assert places(ask(text, index)[0]) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "auto body shop near the river",
        "when do we taper the steroids after an allo",
        "which boost mobile plan is cheapest",
        "need 50 folding tables by friday",
    ],
)
def test_a_name_among_strange_words_names_nothing(index: Index, text: str) -> None:
    assert ask(text, index)[0].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "what markup do we put on 93000",
        "did the plan ever pay the 27447",
        "which of my 93010s are unbilled",
        "balance on acct 5512-08 for the 71046?",
    ],
)
def test_own_data_is_told_by_its_signs(index: Index, text: str) -> None:
    assert ask(text, index)[0].outcome is Outcome.UNAVAILABLE


def test_a_code_itself_is_never_ruled_out(index: Index) -> None:
    reply, _ = ask("is 38240 autologous", index)
    assert {answer.entry for answer in reply.answers} | {choice.entry for choice in reply.choices} == {"38240"}


def test_a_thread_does_not_answer_for_an_unknown_code(index: Index) -> None:
    _, context = ask("can I use 26 with 38240?", index)
    reply, _ = ask("same for 38244?", index, context)
    assert (reply.outcome, reply.answers, reply.missing) == (Outcome.UNKNOWN_CODE, (), ("38244",))


def test_every_topic_of_every_entry_has_an_answer_with_source_and_date_or_says_why_not(index: Index) -> None:
    book = index.book
    for id, entry in book.entries.items():
        for topic in book.topic_ids(entry.kind):
            reply, _ = ask(book.topics.topics[topic].ask.format(entry=id), index)
            assert places(reply) == [(id, topic)], (id, topic)
            (answer,) = reply.answers
            assert answer.statements or (answer.nothing and answer.nothing.reason and answer.nothing.look), (id, topic)
            assert all(s.text and s.source.title and s.source.as_of for s in answer.statements)


def test_the_starter_books_example_questions_find_their_own_section_where_the_code_is_known(index: Index) -> None:
    for id, entry in index.book.entries.items():
        for section_id, section in entry.sections.items():
            for question in section.questions:
                about = Context(codes=(id,)) if entry.kind == "code" else Context(modifiers=(id,))
                reply, _ = ask(question, index, about)
                assert (id, section_id) in places(reply), question


PIECES = """
38240 26 TC 22 38244 J1100 modifier mod with and not units global days prior auth pay covered POS what is when 2 help
? . , - / ( <tel:1|38240> <!channel> &amp; 🙂 ３８２４０ 38240-38243 twenty six MRN dob 1/2/60 C92.00 $ %
"""
WORDS = st.sampled_from(PIECES.split())
TEXTS = st.text(max_size=200) | st.lists(WORDS, max_size=15).map(" ".join) | st.lists(WORDS, max_size=15).map("".join)


def _texts(value: Any) -> list[str]:
    """Every text in a reply."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    return (
        [text for field in fields(value) for text in _texts(getattr(value, field.name))] if is_dataclass(value) else []
    )


@settings(max_examples=400, deadline=None)
@example(texts=["38240: when 38240 $"])
@given(texts=st.lists(TEXTS, min_size=1, max_size=3))
def test_no_text_breaks_the_laws(texts: list[str]) -> None:
    context = NO_CONTEXT
    for text in texts:
        reply, context = ask(text, INDEX, context)
        assert isinstance(context, Context)
        assert reply.answers or reply.message  # never silence
        for answer in reply.answers:
            assert answer.entry in INDEX.book.entries
            for statement in answer.statements:
                assert statement.source.id in INDEX.book.sources
        assert not set(reply.missing) & set(INDEX.book.entries)
        if reply.outcome in {Outcome.UNKNOWN_CODE, Outcome.CHOOSE, Outcome.UNKNOWN, Outcome.HELP}:
            assert reply.answers == ()
        if len(texts) == 1 and reply.outcome is Outcome.ANSWER and re.search(r"\b38244\b|J1100", text):
            assert not reply.missing
        kept = {*context.codes, *context.modifiers}
        assert kept <= set(INDEX.book.entries)


def test_the_reply_echoes_nothing_that_the_book_does_not_know(index: Index) -> None:
    text = "Pat Sampleton MRN 00012345 DOB 01/02/1960 zebrafish <!channel> had 38240, is 26 right?"
    reply, context = ask(text, index)
    said = " ".join([*_texts(reply), *_texts(context)])
    assert "38240" in said
    for planted in ("Pat", "Sampleton", "00012345", "1960", "zebrafish", "channel"):
        assert planted not in said


def test_modifiers_and_amounts_come_as_rows_too(index: Index) -> None:
    modifiers = ask("modifiers for 38240", index)[0].answers[0].statements[0]
    assert modifiers.table[0] == ("Verdict", "Modifiers")
    assert modifiers.table[1][0] == "✕ No" and "26" in modifiers.table[1][1].split(", ")
    assert modifiers.text.startswith(modifiers.above_table or "?")
    payment = ask("38220 payment", index)[0].answers[0].statements[0]
    assert payment.table == (
        ("Fee schedule", "Facility", "Non-facility"),
        ("Work RVU", "1.20", "1.20"),
        ("Practice expense RVU", "0.71", "3.42"),
        ("Malpractice RVU", "0.10", "0.10"),
        ("Total RVU", "2.01", "4.72"),
        ("National amount", "$65.02", "$152.68"),
    )
    assert all(cell in payment.text for row in payment.table[1:] for cell in row[1:])
