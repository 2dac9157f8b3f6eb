"""The rules of the starter book's modifiers, applied to rows as the fee schedule prints them."""

import pytest

from bot.book import load_book, starter_book
from bot.book.code_facts import gather
from bot.book.rules import apply_modifier, apply_pair, apply_topic
from bot.book.schema import CodeEntry, ModifierEntry
from bot.book.tables import Service
from tests.book.tables import TODAY, code, computed, row, verdict

BOOK = load_book(starter_book())
TEST, VISIT, SURGERY = Service.DIAGNOSTIC_TEST, Service.VISIT, Service.SURGERY


def of_book(code_id: str, modifier_id: str) -> str | None:
    entry, modifier = BOOK.entries[code_id], BOOK.entries[modifier_id]
    assert isinstance(entry, CodeEntry)
    assert isinstance(modifier, ModifierEntry)
    found = apply_modifier(BOOK, modifier, gather(BOOK, entry, TODAY))
    return found.statement.verdict if found else None


@pytest.mark.parametrize(
    ("entry", "with_26", "with_tc"),
    [
        (code("38240", row("", "0", "R")), "no", "no"),
        (code("88305", row("", "1"), row("26", "1"), row("TC", "1")), "yes", "yes"),
        (code("93010", row("", "2")), "no", "no"),
        (code("93005", row("", "3")), "no", "no"),
        (code("93000", row("", "4")), "no", "no"),
        (code("38228", row("", "5")), "no", "no"),
        # Laboratory codes whose row without a modifier says "does not apply": their own 26 row decides.
        (code("83020", row("", "9", "X"), row("26", "6")), "yes", "no"),
        (code("86153", row("26", "6")), "yes", "no"),
        # A second row alone is no component billing.
        (code("45378", row("", "0"), row("53", "0")), "no", "no"),
        # The one code with indicator 1 and no rows of the components.
        (code("80506", row("", "1")), "no", "no"),
        (code("97110", row("", "7")), "no", "no"),
        (code("85060", row("", "8")), "no", "no"),
    ],
    ids=lambda value: value.id if isinstance(value, CodeEntry) else str(value),
)
def test_26_and_tc_by_row_and_indicator(entry: CodeEntry, with_26: str, with_tc: str) -> None:
    assert (verdict(BOOK, entry, "26"), verdict(BOOK, entry, "TC")) == (with_26, with_tc)


@pytest.mark.parametrize("modifier", BOOK.modifiers)
@pytest.mark.parametrize("service", list(Service))
@pytest.mark.parametrize("indicator", ["0", "1", "2", "9"])
def test_every_indicator_of_every_service_is_decided(modifier: str, service: Service, indicator: str) -> None:
    fields = dict.fromkeys(
        ["bilateral_surgery", "assistant_surgery", "co_surgeons", "team_surgery", "multiple_procedure"], indicator
    )
    entry = code("38240", row("", indicator, **fields), service=service, mue=("1", "3"))
    assert verdict(BOOK, entry, modifier) is not None


@pytest.mark.parametrize("modifier", ["50", "51", "62", "66", "80", "82", "AS"])
@pytest.mark.parametrize("code_id", ["99213", "93000", "93010", "71046", "88305"])
def test_surgical_modifiers_mean_nothing_on_visits_and_tests(modifier: str, code_id: str) -> None:
    """The fields of these codes read 0, which for an assistant means "with documentation"."""
    assert of_book(code_id, modifier) == "no"


@pytest.mark.parametrize(
    ("indicator", "expected"), [("0", "with-documentation"), ("1", "no"), ("2", "yes"), ("9", "no")]
)
def test_an_assistant_is_paid_by_indicator_2_and_never_by_1(indicator: str, expected: str) -> None:
    entry = code("27447", row(assistant_surgery=indicator), service=SURGERY)
    assert [verdict(BOOK, entry, modifier) for modifier in ("80", "82", "AS")] == [expected] * 3


@pytest.mark.parametrize("code_id", BOOK.codes)
def test_25_and_57_belong_to_the_visit(code_id: str) -> None:
    entry = BOOK.entries[code_id]
    assert isinstance(entry, CodeEntry)
    wanted = ("yes", "depends") if entry.service is VISIT else ("no", "no")
    assert (of_book(code_id, "25"), of_book(code_id, "57")) == wanted


@pytest.mark.parametrize("modifier", ["58", "78", "79"])
@pytest.mark.parametrize("days", ["000", "010", "090", "XXX"])
def test_the_earlier_surgery_decides_58_78_and_79(modifier: str, days: str) -> None:
    assert verdict(BOOK, code("38240", row(global_days=days), service=Service.CELL_INFUSION), modifier) == "depends"


@pytest.mark.parametrize("modifier", ["59", "XE", "XP", "XS", "XU"])
def test_a_pair_decides_59_and_its_subsets(modifier: str) -> None:
    assert of_book("38221", modifier) == "depends"
    assert of_book("38240", modifier) == "no"  # its active edits outside visits all have indicator 0
    assert of_book("99213", modifier) == "no"  # a visit takes 25
    assert verdict(BOOK, code("27130", row(), service=SURGERY), modifier) == "depends"  # no edit on file


def test_51_is_not_appended_for_medicare_where_a_reduction_applies() -> None:
    assert of_book("27447", "51") == "do-not-append"
    assert verdict(BOOK, code("27130", row(multiple_procedure="0"), service=SURGERY), "51") == "no"


def test_91_is_for_laboratory_tests() -> None:
    assert verdict(BOOK, code("84132", service=Service.LABORATORY), "91") == "yes"
    assert of_book("88305", "91") == "no"
    assert of_book("93010", "91") == "no"


@pytest.mark.parametrize(
    ("mue", "same_physician", "another"),
    [
        (("1", "2"), "no", "depends"),
        (("1", "3"), "depends", "depends"),
        (("5", "3"), "yes", "yes"),
        (("0", "3"), "no", "no"),
    ],
)
def test_the_unit_limit_caps_repeats(mue: tuple[str, str], same_physician: str, another: str) -> None:
    """A limit counts the units of one provider, so another physician's repeat has a count of its own."""
    entry = code("93010", row(), service=TEST, mue=mue)
    assert [verdict(BOOK, entry, modifier) for modifier in ("76", "77")] == [same_physician, another]


def test_rows_that_disagree_make_it_depend_on_the_component() -> None:
    """76519: the bilateral indicator is 2 on the whole and TC rows and 3 on the 26 row."""
    rows = [
        row("", "1", bilateral_surgery="2"),
        row("26", "1", bilateral_surgery="3"),
        row("TC", "1", bilateral_surgery="2"),
    ]
    found = computed(BOOK, code("76519", *rows), "50")
    assert found is not None
    assert (found.statement.verdict, found.value) == ("depends", "2, 3 (26), 2 (TC)")
    assert "With 26: 76519 is paid in full for each side" in found.statement.text


@pytest.mark.parametrize("modifier", BOOK.modifiers)
def test_a_bundled_code_is_payable_with_no_modifier(modifier: str) -> None:
    found = computed(BOOK, code("38225", row("", "9", "B")), modifier)
    assert found is not None
    assert (found.statement.verdict, found.field, found.value) == ("no", "Status code", "B")


def test_the_statement_names_what_decided() -> None:
    found = computed(BOOK, code("38240", row("", "0", "R")), "26")
    assert found is not None
    assert (found.field, found.value, found.edition) == ("PC/TC indicator", "0", "October 2025")
    assert found.statement.holds_for == ("medicare",)
    assert found.statement.source == "mpfs-2025-10"
    assert "38240" in found.statement.text


def test_a_row_of_its_own_is_named_as_such() -> None:
    found = computed(BOOK, code("88305", row("", "1"), row("26", "1")), "26")
    assert found is not None
    assert (found.field, found.value) == ("Row with 26", "on file")
    assert "October 2025" in found.statement.text


def test_what_a_kind_of_service_decides_is_not_the_tables() -> None:
    found = computed(BOOK, code("99213", row(), service=VISIT), "80")
    assert found is not None
    assert (found.field, found.value, found.edition) == (None, None, None)
    assert found.statement.source == "fcso-assistant"


def test_no_row_on_file_computes_nothing() -> None:
    assert verdict(BOOK, code("38230"), "26") is None


def texts(code_id: str, topic: str) -> list[str]:
    entry = BOOK.entries[code_id]
    assert isinstance(entry, CodeEntry)
    return [found.statement.text for found in apply_topic(BOOK, topic, gather(BOOK, entry, TODAY))]


def test_payment_is_the_rows_times_the_conversion_factor() -> None:
    """7.21 x 32.3465 = 233.22."""
    (facility,) = texts("38240", "payment")
    assert "7.21" in facility
    assert "$233.22" in facility
    whole, reading, technical = texts("88305", "payment")
    assert ("$69.54" in whole, "$34.93" in reading, "$34.61" in technical) == (True, True, True)
    assert "$1,257.63" in texts("27447", "payment")[0]


@pytest.mark.parametrize(
    ("code_id", "topic", "expected"),
    [
        ("27447", "global-period", "yes"),
        ("38242", "global-period", "yes"),
        ("38240", "global-period", "no"),
        ("38240", "units", "depends"),
        ("38240", "site-of-service", "depends"),
        ("88305", "coverage", "depends"),
    ],
)
def test_tables_answer_topics(code_id: str, topic: str, expected: str) -> None:
    entry = BOOK.entries[code_id]
    assert isinstance(entry, CodeEntry)
    (found,) = apply_topic(BOOK, topic, gather(BOOK, entry, TODAY))
    assert found.statement.verdict == expected
    assert found.value is not None


def pair(first: str, second: str) -> tuple[str, str | None, str]:
    entry = BOOK.entries[first]
    assert isinstance(entry, CodeEntry)
    (found,) = apply_pair(BOOK, "reported-with", entry, second, TODAY)
    return str(found.statement.verdict), found.value, found.statement.text


@pytest.mark.parametrize("asked", [("38240", "38241"), ("38241", "38240")])
def test_a_pair_reads_the_same_from_both_codes(asked: tuple[str, str]) -> None:
    verdict_of_pair, value, text = pair(*asked)
    assert (verdict_of_pair, value) == ("no", "0")
    assert "38241 is column 1 and is paid, 38240 is column 2 and is denied" in text


def test_a_visit_is_opened_by_25() -> None:
    verdict_of_pair, value, text = pair("38240", "99214")
    assert (verdict_of_pair, value) == ("depends", "1")
    assert "99214 is column 2 and is denied unless 25 fits" in text


def test_a_deleted_edit_stops_nothing() -> None:
    verdict_of_pair, value, text = pair("38240", "96365")
    assert (verdict_of_pair, value) == ("depends", "deleted")
    assert "2012-12-31" in text


def test_a_pair_may_stand_in_one_table_alone() -> None:
    verdict_of_pair, value, text = pair("38240", "36591")
    assert (verdict_of_pair, value) == ("no", "0")
    assert "(practitioner table)" in text


def test_no_edit_is_said_only_where_the_pair_was_looked_up() -> None:
    assert pair("71046", "93010")[:2] == ("depends", "none")
    entry = BOOK.entries["71046"]
    assert isinstance(entry, CodeEntry)
    assert apply_pair(BOOK, "reported-with", entry, "70450", TODAY) == []
