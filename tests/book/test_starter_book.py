"""The book that ships with Codebook is whole and says where everything comes from."""

import pytest

from bot.asking.claim import Claim
from bot.asking.sections import Asked, answer_with
from bot.book import load_book, read_book, starter_book
from bot.book.rules import apply_pair
from bot.book.schema import CodeEntry, Entry, ModifierEntry
from tests.book.tables import TODAY

BOOK = load_book(starter_book())
ASKED = Asked(Claim(TODAY))
CODE_TOPICS = {
    "summary",
    "service-type",
    "site-of-service",
    "clinical-context",
    "documentation",
    "modifiers",
    "payers",
    "prior-authorization",
    "coverage",
    "payment",
    "diagnoses",
    "related-codes",
    "reported-with",
    "units",
    "global-period",
}


CODES = "27447 38220 38221 38222 38240 38241 38242 38243 71046 88305 93000 93005 93010 99213"
MODIFIERS = "25 26 50 51 52 53 57 58 59 62 66 76 77 78 79 80 82 91 AS GC KX LT RT TC XE XP XS XU"
ENTRIES = list(BOOK.entries.values())


def code_entries() -> list[CodeEntry]:
    return [entry for entry in ENTRIES if isinstance(entry, CodeEntry)]


def test_it_has_its_entries() -> None:
    assert BOOK.codes == tuple(CODES.split())
    assert BOOK.modifiers == tuple(MODIFIERS.split())


@pytest.mark.parametrize("code", code_entries(), ids=lambda code: code.id)
def test_a_code_has_a_section_on_every_topic_and_all_its_tables(code: CodeEntry) -> None:
    assert set(BOOK.topic_ids("code")) == CODE_TOPICS
    assert set(code.sections) >= CODE_TOPICS
    assert code.service is not None
    assert code.fee_schedule is not None
    assert code.medically_unlikely_edits is not None
    assert code.correct_coding_edits is not None


@pytest.mark.parametrize("modifier", BOOK.modifiers)
def test_modifiers_have_a_section_on_every_topic_and_a_rule(modifier: str) -> None:
    entry = BOOK.entries[modifier]
    assert isinstance(entry, ModifierEntry)
    assert set(entry.sections) == {"meaning", "when-to-use", "when-not-to-use", "payment"}
    assert entry.rule is not None


@pytest.mark.parametrize("modifier", BOOK.modifiers)
@pytest.mark.parametrize("code", BOOK.codes)
def test_every_modifier_with_every_code_has_a_verdict_with_its_source(code: str, modifier: str) -> None:
    answer = answer_with(BOOK, code, f"modifiers/{modifier}", 1.0, ASKED)
    assert answer.verdict is not None
    assert answer.nothing is None
    assert all(code in statement.text or modifier in statement.text for statement in answer.statements[:1])


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_section_says_something_within_slack_s_limits(entry: Entry) -> None:
    for section in entry.sections:
        answer = answer_with(BOOK, entry.id, section, 1.0, ASKED)
        assert answer.statements or answer.nothing
        total = sum(len(statement.text) for statement in answer.statements)
        assert total <= 8000
        assert max((len(statement.text) for statement in answer.statements), default=0) <= 2500


def test_the_pairs_among_the_codes_were_all_looked_up() -> None:
    for first in code_entries():
        for second in BOOK.codes:
            assert second == first.id or apply_pair(BOOK, "reported-with", first, second, TODAY)


def test_the_fee_schedule_row_of_38240_is_the_file_s() -> None:
    """CMS, PPRRVU2025_Oct.csv: R, 4.00, 2.94 NA, 2.94, 0.27, 7.21, 7.21, PC/TC 0, XXX, 2 0 0 0 0, 09."""
    entry = BOOK.entries["38240"]
    assert isinstance(entry, CodeEntry)
    assert entry.fee_schedule is not None
    (row,) = entry.fee_schedule.rows
    assert row.model_dump() == {
        "modifier": "",
        "status": "R",
        "work_rvu": "4.00",
        "non_facility_pe_rvu": "2.94",
        "non_facility_na": True,
        "facility_pe_rvu": "2.94",
        "facility_na": False,
        "malpractice_rvu": "0.27",
        "non_facility_total_rvu": "7.21",
        "facility_total_rvu": "7.21",
        "pc_tc_indicator": "0",
        "global_days": "XXX",
        "multiple_procedure": "2",
        "bilateral_surgery": "0",
        "assistant_surgery": "0",
        "co_surgeons": "0",
        "team_surgery": "0",
        "supervision": "09",
        "preoperative_share": None,
        "intraoperative_share": None,
        "postoperative_share": None,
    }
    assert BOOK.sources[entry.fee_schedule.source].edition == "October 2025"


def sources_used() -> set[str]:
    book, _ = read_book(starter_book())  # with the entries that wait for imported files
    assert book is not None
    entries = book.entries.values()
    used = {
        statement.source for entry in entries for section in entry.sections.values() for statement in section.statements
    }
    used |= {held.source for held in book.about.service_ranges}
    for entry in entries:
        if isinstance(entry, ModifierEntry) and entry.rule:
            used |= {case.source for case in entry.rule.cases if case.source}
        if isinstance(entry, CodeEntry):
            tables = (entry.fee_schedule, entry.medically_unlikely_edits, entry.correct_coding_edits)
            used |= {table.source for table in tables if table}
    return used


def test_every_source_is_used_and_can_be_looked_up() -> None:
    assert sources_used() == set(BOOK.sources)
    assert [id for id, source in BOOK.sources.items() if source.url is None] == []


def test_a_payer_s_name_means_one_payer() -> None:
    names = [name.casefold() for payer in BOOK.payers.values() for name in {payer.name, *payer.aliases}]
    assert len(names) == len(set(names))
