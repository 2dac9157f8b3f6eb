"""Codes and modifiers in every form that people write, and numbers that are neither."""

from datetime import date

import pytest

from bot.asking import Index, Outcome, ask
from bot.asking.reading import read

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "38240-26",
        "38240 26",
        "3824026",
        "38240.26",
        "38240/26",
        "38240:26",
        "38240(26)",
        "38240 (26)",
        "38240 mod 26",
        "38240 mod26",
        "26mod on 38240",
        "26modifier 38240",
        "CPT38240-26",
        "cpt#38240-26",
        "#26 #38240",
        "CPT #38240 with modifier #26",
        "38240 modifier -26",
        "modifier twenty-six on 38240",
        "mod 26 38240",
        "26 on 38240",
        "is the 26 right for 38240",
        "38240 w/26",
        "38240w/26",
        "38240, 26",
        "38240 +26",
        "38240 & 26",
        "38240\u201126",
        "CPT 38240 MODIFIER 26",
        "38240's 26",
        "may 26 be used with 38240",
        "separate 26 for 38240",
        '"38240" "26"',
        "38240\n26",
        "38240 - 26",
    ],
)
def test_a_code_with_a_modifier(index: Index, text: str) -> None:
    question = read(text, index.lexicon, TODAY)
    assert (question.codes, [name for name, _ in question.modifiers]) == (("38240",), ["26"])
    assert question.missing == ()


@pytest.mark.parametrize("text", ["38240TC", "38240 tc", "38240-tc", "38240 TC", "tc with 38240", "TECH TC FOR 38240"])
def test_a_modifier_of_letters(index: Index, text: str) -> None:
    question = read(text, index.lexicon, TODAY)
    assert (question.codes, [name for name, _ in question.modifiers]) == (("38240",), ["TC"])


@pytest.mark.parametrize(
    "text",
    [
        "26 units of 38240",
        "38240 26 units",
        "38240 x 26",
        "38240 x26",
        "26 y/o pt for 38240",
        "26 yr old, 38240",
        "a 26-year-old, 38240",
        "26F for 38240",
        "26 F with AML, 38240",
        "she is 26, 38240",
        "age 26, 38240",
        "26 kg, 38240",
        "26 min 38240",
        "day 26 after 38240",
        "day +26 38240",
        "bed 26, 38240",
        "room 26 for the 38240",
        "38240 on 10/26",
        "38240 on 10/26/2026",
        "38240 on 2026-10-26",
        "38240 on Oct 26",
        "38240 on 26 October",
        "38240 at 10:26",
        "POS 26 for 38240",
        "place of service 26, 38240",
        "38240 paid $26",
        "38240 26%",
        "38240 for $1,026.26",
        "38240 denied CO-26",
        "38240 acct 5526-26",
        "38240 call 555-126-2626",
        "26 patients had 38240",
        "26 of them had 38240",
        "38240 on the 26th",
        "26 times 38240",
    ],
)
def test_numbers_that_are_no_modifiers(index: Index, text: str) -> None:
    question = read(text, index.lexicon, TODAY)
    assert (question.codes, question.modifiers, question.missing) == (("38240",), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "is ext 38240 the right number",
        "gate code is 38240",
        "MRN 38240",
        "acct # 38240",
        "order #38240 is late",
        "zip 38240",
        "call 555-382-4026",
        "fax 555-9300",
        "auth number 38240",
        "dial 38240",
        "claim number: 38240",
        "SSN 382-40-2600",
    ],
)
def test_numbers_that_are_no_codes(index: Index, text: str) -> None:
    question = read(text, index.lexicon, TODAY)
    assert (question.codes, question.missing, question.modifiers) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("38244", ("38244",)),
        ("can I use 26 with 38244?", ("38244",)),
        ("3824 w/ 26", ("3824",)),
        ("8305 w 26", ("8305",)),
        ("does 382400 need auth", ("382400",)),
        ("38240T", ("38240T",)),
        ("j1442 units", ("J1442",)),
        ("0540t auth", ("0540T",)),
        ("38240 with 22", ("22",)),
        ("38240-22", ("22",)),
        ("24 modifier for 38240", ("24",)),
        ("is 33 modifier ok", ("33",)),
        ("is 33 for preventive services", ("33",)),
        ("JZ needed on single dose vials", ("JZ",)),
        ("is there any modifier at all", ()),
        ("when do I use modifier 22", ("22",)),
        ("modifier ZZ?", ("ZZ",)),
        ("JW vs JZ", ("JW", "JZ")),
        ("does 63 apply for 38240", ("63",)),
        ("38240 GA", ("GA",)),
        ("38204 donor search", ("38204",)),
        ("26 on 38240-38244", ("38244",)),
    ],
)
def test_what_the_book_lacks_is_named_and_never_corrected(index: Index, text: str, missing: tuple[str, ...]) -> None:
    assert read(text, index.lexicon, TODAY).missing == missing


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("as we did it", ("as", "we", "did", "it")),
        ("pt at our co", ("patient", "at", "our", "co")),
        ("in 2024 we did", ("we", "did")),
    ],
)
def test_small_words_stay_words(index: Index, text: str, words: tuple[str, ...]) -> None:
    question = read(text, index.lexicon, TODAY)
    assert (question.words, question.missing) == (words, ())


@pytest.mark.parametrize(
    ("text", "modifiers"),
    [
        ("38240: 26, TC", ["26", "TC"]),
        ("38240-26-TC", ["26", "TC"]),
        ("26 or TC on 38240", ["26", "TC"]),
        ("can 26 and TC go on the same line", ["26", "TC"]),
        ("not 26 - I mean TC, is it ok on 38240", ["TC"]),
        ("38240 without 26, just TC", ["TC"]),
        ("TC instead of 26 on 38240", ["TC"]),
        ("38240 26, sorry, TC", ["TC"]),
        ("why not 26 on 38240", ["26"]),
    ],
)
def test_lists_negations_and_corrections(index: Index, text: str, modifiers: list[str]) -> None:
    assert [name for name, _ in read(text, index.lexicon, TODAY).modifiers] == modifiers


def test_a_range_of_codes_holds_the_book_s_codes_between(index: Index) -> None:
    assert read("38230-38240 auth", index.lexicon, TODAY).codes == ("38240",)
    assert read("38239 thru 38242", index.lexicon, TODAY).codes == ("38240", "38241", "38242")
    assert read("38239 thru 38244", index.lexicon, TODAY).missing == ("38239", "38244")


def test_a_modifier_is_tied_to_the_code_it_stands_with(index: Index) -> None:
    question = read("38240-26 same day as 99213", index.lexicon, TODAY)
    assert question.modifiers == (("26", ("38240",)),)
    assert read("38240 after 99214-26", index.lexicon, TODAY).modifiers == (("26", ()),)


def test_payers_and_diagnoses(index: Index) -> None:
    question = read("will UHC or the Blues take C92.00 and d61.9 for 38240", index.lexicon, TODAY)
    assert question.payers == ("unitedhealthcare", "bcbs")
    assert question.diagnoses == ("C92.00", "D61.9")


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("#2", 2), ("option 3", 3), ("the second one", 2), ("2 units", None), ("26", None)]
)
def test_a_pick_from_what_was_offered(index: Index, text: str, number: int | None) -> None:
    assert read(text, index.lexicon, TODAY).number == number


def test_clauses_that_are_taken_back_say_nothing(index: Index) -> None:
    assert "modifier" not in read("not the modifier, the place of service", index.lexicon, TODAY).words


@pytest.mark.parametrize(
    "text",
    [
        "26 jars on one case, all 88305",
        "qty 26 of 88305",
        "pos 19 or 26 with 38240",
        "I turn 26 tomorrow",
        "in her 50s, needs 27447",
        "Lt. Brown wants to know about 27447",
    ],
)
def test_counted_things_places_and_ranks_are_no_modifiers(index: Index, text: str) -> None:
    assert read(text, index.lexicon, TODAY).modifiers == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("26 applies to 93010", "26"),
        ("26 versus TC", "26"),
        ("how many 59 lines were denied", "59"),
        ("80 as a modifier, what for", "80"),
        ("how do our 59s look", "59"),
        ("a 66 claim", "66"),
    ],
)
def test_modifiers_beside_words_that_look_like_things(index: Index, text: str, name: str) -> None:
    assert name in [modifier for modifier, _ in read(text, index.lexicon, TODAY).modifiers]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("TC on 71046 and also on 93005", ("71046", "93005")),
        ("93010-26 and 71046", ("93010",)),
        ("does 26 go on 93010 when 71046 is done, too", ("93010",)),
        ("38221 right side, 38220 left side. who gets XS", ()),  # any of them
    ],
)
def test_the_codes_that_a_modifier_is_tied_to(index: Index, text: str, tied: tuple[str, ...]) -> None:
    ((_, codes),) = read(text, index.lexicon, TODAY).modifiers
    assert codes == tied


def test_an_interjection_denies_nothing(index: Index) -> None:
    assert read("no the reading one", index.lexicon, TODAY).denied == frozenset()
    assert read("tracing, no reading", index.lexicon, TODAY).denied == {"read"}


def test_a_quantity_beside_a_code(index: Index) -> None:
    assert read("88305 x 14", index.lexicon, TODAY).counted
    assert read("can I send 14 88305s", index.lexicon, TODAY).counted
    assert not read("26 88305", index.lexicon, TODAY).counted
    assert not read("88305", index.lexicon, TODAY).counted


def test_the_question_after_a_pasted_line(index: Index) -> None:
    pasted = read("38240 GC 1 denied\nis prior auth needed", index.lexicon, TODAY)
    assert pasted.after_modifiers == (("is", "prior", "authorization", "need"),)
    assert read("38240 GC 1 denied, is GC right", index.lexicon, TODAY).after_modifiers == ()


def test_a_list_of_modifiers_may_begin_with_a_word(index: Index) -> None:
    assert read("GA or GY on 38240", index.lexicon, TODAY).missing == ("GA", "GY")
    assert read("GA peach season", index.lexicon, TODAY).missing == ()


def test_the_clause_that_asks(index: Index) -> None:
    assert read("is prior auth needed? the surgeon waits", index.lexicon, TODAY).asking == (
        "is",
        "prior",
        "authorization",
        "need",
    )
    assert read("the plan denied it, units", index.lexicon, TODAY).asking == ("units",)
    assert read("38240?", index.lexicon, TODAY).asking == ()


def test_the_number_of_a_lock_is_no_code(index: Index) -> None:
    assert ask("keypad on the linen closet is 38221 now", index)[0].outcome is Outcome.UNKNOWN
