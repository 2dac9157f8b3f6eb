"""The book that ships with Codebook is whole and says where everything comes from."""

import pytest

from bot.book import load_book, starter_book
from bot.book.schema import CodeEntry, ModifierEntry

BOOK = load_book(starter_book())
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


def test_it_has_the_first_entries() -> None:
    assert BOOK.codes == ("38240",)
    assert BOOK.modifiers == ("26", "TC")


def test_38240_has_a_section_on_every_topic() -> None:
    assert set(BOOK.topic_ids("code")) == CODE_TOPICS
    assert set(BOOK.entries["38240"].sections) >= CODE_TOPICS


@pytest.mark.parametrize("modifier", BOOK.modifiers)
def test_modifiers_have_a_section_on_every_topic_and_a_rule(modifier: str) -> None:
    entry = BOOK.entries[modifier]
    assert isinstance(entry, ModifierEntry)
    assert set(entry.sections) == {"meaning", "when-to-use", "when-not-to-use", "payment"}
    assert entry.rule is not None


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
    }
    assert BOOK.sources[entry.fee_schedule.source].edition == "October 2025"


def test_every_source_is_used_and_can_be_looked_up() -> None:
    used = {
        statement.source
        for entry in BOOK.entries.values()
        for section in entry.sections.values()
        for statement in section.statements
    }
    assert used == set(BOOK.sources)
    assert [id for id, source in BOOK.sources.items() if source.url is None] == []


def test_a_payer_s_name_means_one_payer() -> None:
    names = [name.casefold() for payer in BOOK.payers.values() for name in {payer.name, *payer.aliases}]
    assert len(names) == len(set(names))
