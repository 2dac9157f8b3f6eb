"""Questions over imported files: what a naive reading of CMS's tables gets wrong, days, localities and titles."""

from datetime import date

import pytest

from bot.asking import Answer, Context, Index, Outcome, Reply, ask, pick
from bot.book import Book, load_book, starter_book
from tests.asking.imported_files import OCTOBER_2025, TODAY, fee_rows_of, import_all
from tests.reference.files import fee_schedule, imported, opened


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return load_book(starter_book(), import_all(tmp_path_factory.mktemp("imported")))


@pytest.fixture(scope="module")
def index(book: Book) -> Index:
    return Index.of(book)


@pytest.fixture(scope="module")
def index_2026(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Of fee schedules of 32 columns with both conversion factors."""
    folder = tmp_path_factory.mktemp("of_2026")
    for factor in ("33.4009", "33.5675"):
        rows = fee_rows_of(OCTOBER_2025, factor)
        path = fee_schedule(folder, *rows, edition="2026 January", name=f"{factor}.csv", wide=True)
        imported(folder / "reference.sqlite3", path)
    return Index.of(load_book(starter_book(), opened(folder / "reference.sqlite3")))


def reply_to(index: Index, text: str, today: date = TODAY) -> Reply:
    reply, _ = ask(text, index, today=today)
    return reply


def answer_to(index: Index, text: str, today: date = TODAY) -> Answer:
    """The first answer, of which there must be one with a statement."""
    reply = reply_to(index, text, today)
    assert reply.outcome is Outcome.ANSWER, reply
    return reply.answers[0]


def verdict(index: Index, text: str) -> str | None:
    return answer_to(index, text).verdict


def told(index: Index, text: str) -> str:
    """All that the answers to a question say."""
    return "\n".join(shown.text for answer in reply_to(index, text).answers for shown in answer.statements)


def decided_by(index: Index, text: str) -> tuple[str, str, str] | None:
    """The field, value and edition that decided the first statement."""
    found = answer_to(index, text).statements[0].decided_by
    return (found.field, found.value, found.edition) if found else None


# The traps of CMS's data, one by one


@pytest.mark.parametrize("code", ["83020", "86153"])
def test_trap_1_a_code_s_own_row_for_26_speaks_before_its_blank_row(index: Index, code: str) -> None:
    assert (verdict(index, f"can I use 26 with {code}?"), verdict(index, f"can I use TC with {code}?")) == ("yes", "no")
    assert decided_by(index, f"26 with {code}") == ("Row with 26", "on file", "October 2025")


def test_trap_2_a_row_for_53_is_no_component_billing(index: Index) -> None:
    assert [verdict(index, f"{modifier} with 45378") for modifier in ("26", "TC", "53")] == ["no", "no", "yes"]
    assert decided_by(index, "26 with 45378") == ("PC/TC indicator", "0", "October 2025")


def test_trap_3_pc_tc_1_without_rows_has_no_component_to_bill(index: Index) -> None:
    assert (verdict(index, "26 with 80506"), verdict(index, "TC with 80506")) == ("no", "no")
    assert decided_by(index, "26 with 80506") == ("PC/TC indicator", "1", "October 2025")


def test_trap_4_rows_of_one_code_may_disagree_in_a_field(index: Index) -> None:
    """76519: bilateral indicator 2, 3 for the reading, 2 for the technical part."""
    assert verdict(index, "50 with 76519") == "depends"
    assert decided_by(index, "50 with 76519") == (
        "Bilateral surgery indicator",
        "2, 3 (26), 2 (TC)",
        "October 2025",
    )
    assert "With 26: 76519 is paid in full for each side" in told(index, "50 with 76519")


def test_trap_4_the_statuses_of_a_code_s_rows_may_disagree(index: Index) -> None:
    """61715: C, A for the reading, C for the technical part; only the reading has an amount."""
    assert verdict(index, "26 with 61715") == "yes"
    assert decided_by(index, "what is the status of 61715") == ("Status code", "C", "October 2025")
    text = answer_to(index, "how much does 61715 pay in Alaska").statements[0].text
    assert "With 26, in a facility: $1,412.80 = (18.95 x 1.5 + 9.98 x 1.081 + 7.54 x 0.592) x 32.3465." in text
    assert "0.00 x" not in text


@pytest.mark.parametrize(
    ("code", "modifier", "value"),
    [("93010", "26", "2"), ("93005", "TC", "3"), ("93000", "26", "4"), ("93000", "TC", "4")],
)
def test_trap_5_a_component_by_itself_takes_no_component_modifier(
    index: Index, code: str, modifier: str, value: str
) -> None:
    assert verdict(index, f"{modifier} with {code}") == "no"
    assert decided_by(index, f"{modifier} with {code}") == ("PC/TC indicator", value, "October 2025")


@pytest.mark.parametrize("code", ["38228", "36430"])
def test_trap_6_pc_tc_5_takes_neither_component(index: Index, code: str) -> None:
    assert (verdict(index, f"26 with {code}"), verdict(index, f"TC with {code}")) == ("no", "no")


def test_trap_6_pc_tc_5_is_not_paid_to_the_physician_in_a_hospital(index: Index) -> None:
    assert decided_by(index, "38228 in POS 22") == ("PC/TC indicator", "5", "October 2025")
    assert "not for hospital patients (POS 19, 21, 22, 23)" in told(index, "38228 in POS 22")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("66984", "no"), ("36512", "no"), ("33533", "yes"), ("38240", "with-documentation"), ("19318", "yes")],
)
def test_trap_7_an_assistant_is_refused_by_1_and_not_by_0(index: Index, code: str, expected: str) -> None:
    assert verdict(index, f"80 with {code}") == expected


@pytest.mark.parametrize("code", ["99213", "93010", "88305", "71045"])
@pytest.mark.parametrize("modifier", ["80", "62", "66", "51"])
def test_trap_7_the_kind_of_service_speaks_before_surgical_indicators(index: Index, code: str, modifier: str) -> None:
    assert verdict(index, f"{modifier} with {code}") == "no"


@pytest.mark.parametrize("modifier", ["62", "66", "50"])
def test_trap_7_0_refuses_other_surgeons_and_sides(index: Index, modifier: str) -> None:
    assert verdict(index, f"{modifier} with 38240") == "no"


@pytest.mark.parametrize("modifier", ["50", "62", "66", "80", "26", "TC"])
def test_trap_8_9_means_that_the_concept_does_not_apply(index: Index, modifier: str) -> None:
    assert verdict(index, f"{modifier} with R2000") == "no"


def test_trap_8_an_ncci_9_frees_the_pair(index: Index) -> None:
    assert decided_by(index, "19318 and 27447 together") == ("NCCI modifier indicator", "9", "2025 Q4")
    assert "NCCI does not stop the pair" in told(index, "19318 and 27447 together")


@pytest.mark.parametrize("code", ["38240", "27447", "45378"])
def test_trap_9_multiple_procedures_2_is_a_reduction_and_no_51(index: Index, code: str) -> None:
    assert verdict(index, f"51 with {code}") == "do-not-append"
    assert decided_by(index, f"51 with {code}") == ("Multiple procedure indicator", "2", "October 2025")


@pytest.mark.parametrize("modifier", ["58", "78", "79"])
def test_trap_10_58_78_and_79_look_at_the_earlier_surgery(index: Index, modifier: str) -> None:
    assert verdict(index, f"{modifier} with 38240") == "depends"
    assert "earlier surgery" in told(index, f"{modifier} with 38240")


@pytest.mark.parametrize("modifier", ["54", "55", "56"])
@pytest.mark.parametrize(("code", "days"), [("38240", "XXX"), ("38242", "000"), ("22534", "ZZZ")])
def test_trap_10_a_package_is_split_only_where_there_is_one(index: Index, modifier: str, code: str, days: str) -> None:
    assert verdict(index, f"{modifier} with {code}") == "no"
    assert decided_by(index, f"{modifier} with {code}") == ("Global days", days, "October 2025")


@pytest.mark.parametrize(
    ("other", "days", "with_25", "with_57"),
    [("27447", "090", "no", "yes"), ("38242", "000", "yes", "no"), ("45378", "000", "yes", "no")],
)
def test_trap_11_25_and_57_go_by_the_other_code_s_global_days(
    index: Index, other: str, days: str, with_25: str, with_57: str
) -> None:
    for modifier, expected in (("25", with_25), ("57", with_57)):
        asked = f"{modifier} on 99213 with {other}"
        assert answer_to(index, asked).entry == "99213"
        assert verdict(index, asked) == expected
        assert decided_by(index, asked) == ("Global days of the other code", days, "October 2025")


def test_trap_11_25_is_never_on_the_procedure_itself(index: Index) -> None:
    assert (verdict(index, "25 with 38240"), verdict(index, "25 with 99214")) == ("no", "yes")


@pytest.mark.parametrize("asked", ["can 38240 and 38241 be billed together", "can 38241 and 38240 be billed together"])
def test_trap_12_the_column_2_code_is_denied_in_whatever_order_is_asked(index: Index, asked: str) -> None:
    answer = answer_to(index, asked)
    assert answer.verdict == "no"
    assert "38241 is column 1 and is paid, 38240 is column 2 and is denied" in answer.statements[0].text


def test_trap_12_an_edit_that_ended_stops_nothing(index: Index) -> None:
    assert decided_by(index, "38240 with 96365 same day") == ("NCCI edit", "deleted", "2025 Q4")
    assert "the edit ended on 2012-12-31" in told(index, "38240 with 96365 same day")
    before = answer_to(index, "38240 with 96365 on 12/31/2012").statements[0]
    assert before.decided_by is not None
    assert before.decided_by.value == "1"


def test_trap_12_a_last_day_that_lies_ahead_is_not_reached(index: Index) -> None:
    assert decided_by(index, "45378 with 93000") == ("NCCI modifier indicator", "1", "2025 Q4")
    assert decided_by(index, "45378 with 93000 on 1/5/2026") == ("NCCI edit", "deleted", "2025 Q4")


def test_trap_12_a_first_day_that_lies_ahead_is_told(index: Index) -> None:
    assert decided_by(index, "38240 with 38228") == ("NCCI edit", "later", "2025 Q4")
    assert "begins on 2025-12-01" in told(index, "38240 with 38228")
    assert "not together" in told(index, "38240 with 38228 on 12/2/2025")


def test_trap_12_of_three_generations_the_one_in_force_speaks(index: Index) -> None:
    text = told(index, "27447 with 99213")
    assert "99213 is column 2 and is denied unless 25 fits" in text


def test_trap_13_no_edit_is_not_billable(index: Index) -> None:
    answer = answer_to(index, "71045 and 88305 together")
    assert answer.verdict == "depends"
    assert (
        "no edit between them in 2025 Q4 (practitioner and outpatient hospital tables). That alone does not make both "
        "billable" in answer.statements[0].text
    )


def test_trap_13_no_limit_is_not_unlimited(index: Index) -> None:
    answer = answer_to(index, "71045 units")
    assert answer.verdict == "unknown"
    assert (
        "No practitioner limit (MUE) is published for 71045 in 2025 Q4. That is not unlimited"
        in answer.statements[0].text
    )


def test_trap_14_a_second_donor_needs_documentation_and_a_second_infusion_is_never_paid(index: Index) -> None:
    assert decided_by(index, "38240 MUE") == ("MUE adjudication indicator", "3", "2025 Q4")
    assert "more may be paid if the documentation shows the need" in told(index, "38240 MUE")
    assert decided_by(index, "38241 MUE") == ("MUE adjudication indicator", "2", "2025 Q4")
    assert "MAI 2 is absolute" in told(index, "38241 MUE")


@pytest.mark.parametrize("code", ["38204", "38207"])
def test_trap_15_limits_differ_by_setting_and_0_is_no_missing_limit(index: Index, code: str) -> None:
    answer = answer_to(index, f"{code} MUE")
    practitioner, hospital = answer.statements[:2]
    assert (practitioner.verdict, hospital.verdict) == ("no", "depends")
    assert "is 0: never payable there. That is not the same as no limit on file" in practitioner.text
    assert hospital.settings == ("outpatient hospital",)
    assert "MUE 1" in hospital.text
    assert answer.conflict is None


@pytest.mark.parametrize(("code", "status"), [("38207", "I"), ("R2000", "N")])
def test_trap_16_relative_value_units_of_some_statuses_are_not_for_payment(
    index: Index, code: str, status: str
) -> None:
    text = told(index, f"how much does {code} pay")
    assert f"Status {status}: the fee schedule of October 2025 pays nothing for {code} by itself" in text
    assert "$" not in text
    assert "$" not in told(index, f"how much does {code} pay in Dallas")


def test_trap_16_bundled_is_not_paid_by_itself(index: Index) -> None:
    text = told(index, "how much does 38204 pay")
    assert "Status B" in text
    assert "$" not in text


def test_trap_16_restricted_coverage_has_an_amount(index: Index) -> None:
    assert "$233.22" in told(index, "how much does 38240 pay")


def test_trap_17_components_are_a_matter_of_professional_claims(index: Index) -> None:
    assert told(index, "26 with 71045").endswith("can be billed separately on a professional claim.")


@pytest.mark.parametrize("modifier", ["73", "74"])
def test_trap_17_73_and_74_belong_on_the_facility_s_claim(index: Index, modifier: str) -> None:
    assert verdict(index, f"{modifier} with 45378") == "no"
    assert "Not on the physician's claim, which takes 53" in told(index, f"{modifier} with 45378")


@pytest.mark.parametrize(("code", "status"), [("00100", "J"), ("0001F", "I")])
def test_trap_18_leading_zeros_are_kept(index: Index, code: str, status: str) -> None:
    assert f"{code} is on the Medicare fee schedule (October 2025) with status {status}" in told(
        index, f"what is {code}"
    )


def test_trap_18_global_days_are_text(index: Index) -> None:
    assert "global days 000" in told(index, "what is 45378")
    assert "global days 090" in told(index, "what is 19318")


def test_trap_19_the_columns_of_2026_shift_no_field(index_2026: Index) -> None:
    today = date(2026, 2, 1)
    found = [answer_to(index_2026, f"{modifier} with 27447", today) for modifier in ("62", "66", "80")]
    decided = [answer.statements[0].decided_by for answer in found]
    assert [decision.value for decision in decided if decision] == ["1", "0", "2"]


def test_trap_19_the_factor_of_qualifying_participants_stands_beside_that_for_all(index_2026: Index) -> None:
    texts = [shown.text for shown in answer_to(index_2026, "how much does 38240 pay", date(2026, 2, 1)).statements]
    assert any("Times the conversion factor 33.4009 that is $240.82" in text for text in texts)
    assert (
        "For qualifying participants in alternative payment models (conversion factor 33.5675, January 2026): "
        "$242.02 in a facility."
    ) in texts


def test_trap_20_a_code_that_is_gone_is_told_from_one_that_never_was(index: Index) -> None:
    assert decided_by(index, "26 with 0540T") == ("Status code", "deleted", "October 2025")
    assert "July 2024 was the last edition on file" in told(index, "what is 0540T")
    assert decided_by(index, "26 with 0540T on 8/1/2024") == ("PC/TC indicator", "9", "July 2024")
    assert "last edition" not in told(index, "what is E0100")


def test_trap_21_a_diagnosis_stops_being_billable(index: Index) -> None:
    assert (verdict(index, "is D71 billable"), verdict(index, "is D71 billable on 9/30/2025")) == ("no", "yes")
    assert "Use a longer code, such as D71.1 or D71.8." in told(index, "is D71 billable")


def test_trap_22_an_amount_is_of_all_three_parts(index: Index) -> None:
    assert "total 7.21 in a facility. Times the conversion factor 32.3465 that is $233.22" in told(
        index, "how much does 38240 pay"
    )


def test_trap_23_no_description_is_known_without_a_licence(index: Index) -> None:
    lines = told(index, "what is 71045").splitlines()
    assert len(lines) == 2
    assert all(
        line.startswith(("71045 is on the Medicare fee schedule", "Kind of service by the range")) for line in lines
    )


# Days of service


@pytest.mark.parametrize(
    "named",
    [
        "on 7/15/2024",
        "dos 07/15/24",
        "on 2024-07-15",
        "7-15-2024",
        "in July 2024",
        "Jul 15, 2024",
        "July 15th, 2024",
        "15 July 2024",
        "on 15-Jul-2024",
        "for 07/2024",
        "in 2024-07",
        "q3 2024",
        "2024q3",
        "third quarter of 2024",
        "in 2024",
        "last year",
        "DOB 3/4/1955 DOS 8/1/2024",
    ],
)
def test_a_day_of_service_in_any_spelling_picks_the_edition(index: Index, named: str) -> None:
    assert decided_by(index, f"26 with 38240 {named}") == ("Row with 26", "on file", "July 2024")


@pytest.mark.parametrize(
    "named", ["", "dob 7/15/2024", "on 02/30/2024", "born in July 2024", "in October 2025", "on 10/1/2025", "this year"]
)
def test_what_is_no_earlier_day_of_service_leaves_the_edition_of_today(index: Index, named: str) -> None:
    assert decided_by(index, f"26 with 38240 {named}") == ("PC/TC indicator", "0", "October 2025")


def note(index: Index, text: str, today: date = TODAY) -> str | None:
    return answer_to(index, text, today).statements[0].source.note


def test_an_edition_older_than_this_quarter_is_said_to_be(index: Index) -> None:
    assert note(index, "26 with 71045") is None
    assert note(index, "26 with 71045", date(2025, 12, 31)) is None
    assert note(index, "26 with 71045", date(2026, 1, 1)) == "older than this quarter"


def test_an_edition_older_than_the_day_of_service_is_said_to_be(index: Index) -> None:
    assert note(index, "26 with 71045 on 2/3/2026") == "older than the quarter of 2026-02-03"
    assert note(index, "26 with 38240 on 12/31/2024") == "older than the quarter of 2024-12-31"
    assert note(index, "26 with 38240 on 7/15/2024") is None


def test_an_edition_later_than_the_day_of_service_is_said_to_be(index: Index) -> None:
    assert note(index, "99213 payment dos 1/5/2019") == "later than 2019-01-05, for which none is on file"


# Localities


@pytest.mark.parametrize("named", ["in Dallas", "for Dallas, TX", "dallas texas"])
def test_a_locality_s_payment_comes_with_its_formula(index: Index, named: str) -> None:
    first = answer_to(index, f"99213 payment {named}").statements[0]
    assert "99213 in Dallas, TX (RVUs of October 2025, GPCIs of 2025)." in first.text
    assert "In a facility: $63.92 = (1.30 x 1.011 + 0.57 x 1.007 + 0.10 x 0.877) x 32.3465." in first.text
    assert "Outside a facility: $89.32 = (1.30 x 1.011 + 1.35 x 1.007 + 0.10 x 0.877) x 32.3465." in first.text
    assert first.source.title.startswith("Geographic practice cost indices (GPCI2025.csv)")


def test_a_setting_in_which_a_service_is_not_done_has_no_amount(index: Index) -> None:
    text = answer_to(index, "38240 payment in Los Angeles").statements[0].text
    assert "In a facility: $254.39 = (4.00 x 1.042 + 2.94 x 1.194 + 0.27 x 0.69) x 32.3465." in text
    assert "Outside a facility" not in text


def test_each_row_has_its_amount_in_a_locality(index: Index) -> None:
    text = told(index, "how much is 88305-26 in Manhattan")
    assert "With 26, outside a facility: $38.44 = (0.75 x 1.065 + 0.32 x 1.166 + 0.01 x 1.656) x 32.3465." in text


@pytest.mark.parametrize("named", ["in Texas", "in TX"])
def test_a_state_with_several_localities_asks_for_one_of_them(index: Index, named: str) -> None:
    reply = reply_to(index, f"99213 payment {named}")
    assert reply.message.startswith("TX has several payment localities. Ask with one of them: Dallas or Rest")
    assert "$63.72" in reply.answers[0].statements[0].text


def test_a_state_that_is_one_locality_needs_no_city(index: Index) -> None:
    assert "99213 in Alaska (RVUs" in answer_to(index, "99213 rate in AK").statements[0].text


def test_the_thread_s_code_goes_on_with_another_place(index: Index) -> None:
    _, context = ask("99213 payment in Dallas", index, today=TODAY)
    reply, _ = ask("and in Manhattan?", index, context, TODAY)
    assert "99213 in Manhattan" in reply.answers[0].statements[0].text


# What is near, and what is not named


@pytest.mark.parametrize(
    ("typed", "meant"), [("71047", "71045"), ("28305", "88305"), ("71054", "71045"), ("8305", "88305")]
)
def test_a_near_miss_among_many_codes_is_only_offered(index: Index, typed: str, meant: str) -> None:
    reply = reply_to(index, f"26 with {typed}")
    assert (reply.outcome, reply.answers, reply.missing) == (Outcome.UNKNOWN_CODE, (), (typed,))
    assert "is not in the book or the imported files" in reply.message
    assert meant in [choice.entry for choice in reply.choices]
    assert len(reply.choices) <= 8


def test_codes_of_the_book_are_offered_before_imported_ones(index: Index) -> None:
    assert reply_to(index, "26 with 28305").choices[0].entry == "88305"


@pytest.mark.parametrize("asked", ["quokka transport with 88305", "88305 wombat fever", "quokka cane 99213"])
def test_a_title_never_answers_a_question_that_names_another_code(index: Index, asked: str) -> None:
    reply = reply_to(index, asked)
    entries = {answer.entry for answer in reply.answers} | {choice.entry for choice in reply.choices}
    assert entries == {"88305" if "88305" in asked else "99213"}


def test_a_title_is_not_looked_at_where_the_book_answers(index: Index) -> None:
    assert answer_to(index, "precert for an allogeneic transplant?").entry == "38240"


def test_free_text_finds_a_diagnosis(index: Index) -> None:
    answer = answer_to(index, "wombat fever")
    assert (answer.entry, answer.section, answer.verdict) == ("L05.01", "diagnosis-code", "yes")


def test_free_text_that_fits_several_diagnoses_offers_them(index: Index) -> None:
    reply, context = ask("dx code for marsupial leukemia", index, today=TODAY)
    assert (reply.outcome, reply.answers) == (Outcome.CHOOSE, ())
    assert [choice.entry for choice in reply.choices] == ["C91.01", "C91.00"]
    assert reply.choices[0].heading == "C91.01: Sample marsupial leukemia, in remission"
    second, _ = ask("2", index, context, TODAY)
    assert [answer.entry for answer in second.answers] == ["C91.00"]


def test_a_hcpcs_code_is_found_by_its_title_and_by_itself(index: Index) -> None:
    assert answer_to(index, "quokka cane").entry == "E0100"
    assert "A0021: Quokka transport across the border." in told(index, "what is A0021")
    assert "It ended on 2024-12-31." in told(index, "what is J9999")


def test_one_word_of_a_title_is_not_enough_where_no_word_asks_for_a_code(index: Index) -> None:
    assert reply_to(index, "wombat").outcome is Outcome.UNKNOWN
    assert answer_to(index, "dx code for wombat").entry == "L05.01"


@pytest.mark.parametrize("typed", ["C91.00", "C9100", "c91.00", "is C91.00 billable", "what is C9100"])
def test_a_diagnosis_is_named_with_its_dot_or_without(index: Index, typed: str) -> None:
    assert (answer_to(index, typed).entry, verdict(index, typed)) == ("C91.00", "yes")


def test_a_code_that_also_looks_like_a_diagnosis_is_the_code(index: Index) -> None:
    assert answer_to(index, "L0501").entry == "L05.01"
    assert answer_to(index, "A0021").entry == "A0021"


def test_a_diagnosis_with_a_procedure_says_whose_rule_decides(index: Index) -> None:
    answer = answer_to(index, "38240 with C91.00")
    assert (answer.entry, answer.section) == ("38240", "diagnoses")
    assert "Whether it supports the procedure is the payer's coverage rule." in answer.statements[0].text
    assert answer.statements[0].verdict is None


def test_an_unknown_diagnosis_is_refused(index: Index) -> None:
    reply = reply_to(index, "is Q99.99 billable")
    assert (reply.outcome, reply.missing) == (Outcome.UNKNOWN_CODE, ("Q99.99",))


def test_a_place_of_service_is_told(index: Index) -> None:
    assert "POS 22: Sample hospital. Medicare pays the facility amount there." in told(index, "what is POS 22")


def test_a_modifier_may_be_known_by_import_alone(index: Index) -> None:
    assert told(index, "what is modifier JW") == "Modifier JW: Sample amount thrown away."
    assert "It ended on 2019-12-31." in told(index, "what is modifier GD")
    reply = reply_to(index, "JW with 38240")
    assert (reply.outcome, reply.missing) == (Outcome.UNAVAILABLE, ())
    assert reply_to(index, "modifier QQ with 38240").outcome is Outcome.UNKNOWN_CODE


def test_an_add_on_code_names_its_primary_codes(index: Index) -> None:
    text = told(index, "22534 primary codes")
    assert "22534 is an add-on code of type 1" in text
    assert "Primary codes (2025 Q4): 22532, 22533." in text


def test_the_edits_of_a_code_are_listed_by_setting(index: Index) -> None:
    answer = answer_to(index, "NCCI edits of 38240")
    by_setting = [shown.text for shown in answer.statements if shown.text.startswith("NCCI edits")]
    assert len(by_setting) == 2
    assert "38240 is denied beside 38241 (never together, indicator 0)" in by_setting[0]
    assert "38240 is denied beside 38241 (only if separate, with a modifier, indicator 1)" in by_setting[1]
    assert "96365" not in by_setting[0]


# The book beside the imported files

TEN = ["22", "24", "54", "55", "56", "73", "74", "81", "Q0", "Q1"]


@pytest.mark.parametrize("modifier", TEN)
def test_modifiers_that_wait_for_imported_files_are_there_with_them(book: Book, index: Index, modifier: str) -> None:
    assert modifier in book.modifiers
    answer = answer_to(index, f"{modifier} with 27447")
    assert (answer.entry, answer.section) == ("27447", f"modifiers/{modifier}")
    assert answer.verdict is not None
    assert answer_to(index, f"what is modifier {modifier}").entry == modifier


@pytest.mark.parametrize("modifier", TEN)
def test_they_are_lacking_without_imported_files(modifier: str) -> None:
    alone = load_book(starter_book())
    assert modifier not in alone.modifiers
    reply = reply_to(Index.of(alone), f"modifier {modifier} with 27447")
    assert (reply.outcome, reply.missing) == (Outcome.UNKNOWN_CODE, (modifier,))
    assert "imported files" not in reply.message


@pytest.mark.parametrize(
    ("modifier", "code", "expected"),
    [
        ("22", "27447", "with-documentation"),
        ("24", "99213", "depends"),
        ("24", "38240", "no"),
        ("54", "27447", "yes"),
        ("55", "27447", "yes"),
        ("56", "27447", "depends"),
        ("73", "45378", "no"),
        ("74", "45378", "no"),
        ("81", "27447", "yes"),
        ("81", "66984", "no"),
        ("Q0", "38240", "depends"),
        ("Q1", "38240", "depends"),
    ],
)
def test_the_ten_modifiers_by_code(index: Index, modifier: str, code: str, expected: str) -> None:
    assert verdict(index, f"{modifier} with {code}") == expected


def test_the_shares_of_a_fee_are_told_with_54(index: Index) -> None:
    assert "Shares of the fee: before 0.10, operation 0.69, after 0.21." in told(index, "54 with 27447")


def test_the_help_names_the_editions_and_those_that_are_due(index: Index) -> None:
    message = reply_to(index, "help").message
    assert "Imported: " in message
    assert "fee schedule October 2025" in message
    assert "July 2024" not in message
    assert "ICD-10-CM FY 2026, in part" in message
    later = reply_to(index, "help", date(2026, 1, 1)).message
    assert "A newer edition is due of: " in later
    assert "fee schedule" in later.partition("due of: ")[2]
    assert "Imported" not in reply_to(Index.of(load_book(starter_book())), "help").message


def test_a_choice_of_an_imported_code_can_be_picked(index: Index) -> None:
    reply, context = pick("71045", "modifiers/26", index, Context(), TODAY)
    assert (reply.outcome, reply.answers[0].verdict, context.codes) == (Outcome.ANSWER, "yes", ("71045",))


def test_a_thread_goes_on_with_an_imported_code(index: Index) -> None:
    _, context = ask("26 with 71045?", index, today=TODAY)
    reply, _ = ask("and TC?", index, context, TODAY)
    assert [(answer.entry, answer.section) for answer in reply.answers] == [("71045", "modifiers/TC")]


def test_a_thread_keeps_the_quarter_of_a_day_of_service_and_not_the_day(index: Index) -> None:
    _, context = ask("26 with 38240 on 8/15/2024", index, today=TODAY)
    assert context.quarter == "2024-07-01"
    reply, _ = ask("and 26?", index, context, TODAY)
    assert (reply.answers[0].verdict, reply.message) == ("yes", "This is for 2024-07-01.")


def test_another_code_is_asked_about_for_today(index: Index) -> None:
    _, context = ask("26 with 38240 on 8/15/2024", index, today=TODAY)
    reply, context = ask("26 with 71046", index, context, TODAY)
    assert (reply.message, context.quarter) == ("", "")
