"""A proposal becomes YAML that fits into the book, or a fault at the field that is to be mended."""

import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.book import load_book, read_book, starter_book
from bot.book.proposal import Fragment, NewSource, Proposal, ProposalFault, tidied
from bot.book.proposing import propose
from bot.cli.app import app
from tests.book.merging_by_hand import merge

BOOK = load_book(starter_book())
DAY = date(2026, 12, 1)
TEXT = "The infusion is not split: it has no technical part."
PAGE = NewSource("Noridian: article A52345, “transplants”", "https://med.example/a?b=1&c=2", "2026-10-01")


def proposal(
    entry: str = "38240",
    topic: str = "coverage",
    verdict: str | None = "no",
    text: str = TEXT,
    source: str | NewSource = "cms-nca-hsct",
    name: str = "",
) -> Proposal:
    return Proposal(entry, topic, verdict, text, source, DAY, name)


def fragment(proposed: Proposal, folder: Path | None = None) -> Fragment:
    made = propose(proposed, BOOK, folder or starter_book())
    assert isinstance(made, Fragment), made
    return made


def faults(proposed: Proposal, folder: Path | None = None) -> tuple[ProposalFault, ...]:
    found = propose(proposed, BOOK, folder or starter_book())
    assert isinstance(found, tuple)
    return found


FITTING = {
    "a further statement": (proposal(), "# codes/38240.yaml, under sections: coverage: statements:"),
    "a statement beside nothing_on_file": (
        proposal(topic="global-period", verdict=None),
        "# codes/38240.yaml, under sections: global-period:",
    ),
    "a new section": (proposal(topic="modifiers/XS"), "# codes/38240.yaml, under sections:"),
    "a section of a modifier": (
        proposal(entry="TC", topic="when-to-use", verdict="depends"),
        "# modifiers/TC.yaml, under sections: when-to-use: statements:",
    ),
    "a modifier that is there with imports alone": (
        proposal(entry="22", topic="when-to-use"),
        "# modifiers/22.yaml, under sections: when-to-use: statements:",
    ),
    "a new code": (
        proposal(entry="00100", topic="units", name="Anesthesia: a gland"),
        "# codes/00100.yaml, a new file",
    ),
    "a new code with a letter": (proposal(entry="0001F", topic="units", name="A count"), "# codes/0001F.yaml, a new"),
    "a new modifier": (
        proposal(entry="GT", topic="meaning", verdict=None, name="By video"),
        "# modifiers/GT.yaml, a new file",
    ),
    "a new source": (proposal(source=PAGE), "# sources.yaml, under sources:"),
    "all of it new": (
        proposal(entry="J1442", topic="summary", source=NewSource("A page"), name="A drug, 1 mcg"),
        "# codes/J1442.yaml, a new file",
    ),
}


@pytest.mark.parametrize("name", FITTING)
def test_merged_as_its_comment_says_the_book_has_no_faults(folder: Path, name: str) -> None:
    proposed, comment = FITTING[name]
    made = fragment(proposed)
    assert made.text.startswith("# Proposed on 2026-12-01.\n")
    assert comment in made.text
    merge(made.text, folder)
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert (result.exit_code, result.stdout[:9]) == (0, "No faults"), result.output
    book, _ = read_book(folder)
    assert book is not None
    before, section = BOOK.entries.get(proposed.entry), book.entries[proposed.entry].sections[proposed.topic]
    statement = section.statements[-1]
    assert (statement.verdict, statement.text) == (proposed.verdict, TEXT)
    if before is not None and proposed.topic in before.sections:
        assert section.statements[:-1] == before.sections[proposed.topic].statements
        assert section.nothing_on_file == before.sections[proposed.topic].nothing_on_file
    if before is None and proposed.entry != "22":
        assert book.entries[proposed.entry].name == proposed.name
    if isinstance(proposed.source, NewSource):
        source = book.sources[statement.source]
        assert (source.title, source.standing) == (proposed.source.title, "secondary")
        assert source.as_of == (date(2026, 10, 1) if proposed.source.as_of else DAY)
    else:
        assert statement.source == proposed.source


def test_codes_modifiers_yes_and_no_are_quoted() -> None:
    made = fragment(proposal(entry="00100", topic="modifiers/26", verdict="yes", name="A gland"))
    for line in ('id: "00100"', 'verdict: "yes"'):
        assert line in made.text
    assert 'id: "TQ"' in fragment(proposal(entry="TQ", topic="meaning", name="A name")).text
    (read,) = yaml.safe_load_all(made.text)
    assert read == {
        "kind": "code",
        "id": "00100",
        "name": "A gland",
        "sections": {"modifiers/26": {"statements": [{"verdict": "yes", "text": TEXT, "source": "cms-nca-hsct"}]}},
    }


def test_what_people_type_is_read_as_they_mean_it() -> None:
    made = fragment(proposal(entry=" “３８２４０” ", topic="modifiers/ tc"))
    assert (made.entry, made.topic) == ("38240", "modifiers/TC")
    assert fragment(proposal(entry="j1442", topic="units", name="A drug")).entry == "J1442"


def test_a_source_gets_an_id_that_no_other_has() -> None:
    title = BOOK.sources["aetna-cpb-0190"].title
    for source, id in [
        (PAGE, "noridian-article-a52345-transplants"),
        (NewSource("CMS, NCA: HSCT"), "cms-nca-hsct-2"),
        (NewSource("規則"), "source"),
        (NewSource(title), "notice-of-aetna-clinical-policy-bulletin"),
    ]:
        statement, added = yaml.safe_load_all(fragment(proposal(source=source)).text)
        assert statement[0]["source"] == id
        assert list(added) == [id]


FAULTS = {
    "no code": (proposal(entry="3824"), "entry", "the code '3824' has the wrong form", "write five digits"),
    "a path": (proposal(entry="../../38240"), "entry", "has the wrong form", "write five digits"),
    "nothing but a space": (proposal(entry=" "), "entry", "the code '' has the wrong form", "write five digits"),
    "no modifier": (
        proposal(entry="2?", topic="meaning"),
        "entry",
        "the code '2?' has the wrong form",
        "two signs of a modifier",
    ),
    "no name": (proposal(entry="38999", topic="units"), "name", "38999 is not in the book yet", "in your own words"),
    "a long name": (
        proposal(entry="38999", topic="units", name="x" * 121),
        "name",
        "the name is longer than 120 characters",
        "shorten it",
    ),
    "another kind's topic": (proposal(entry="26"), "topic", "unknown topic 'coverage' for a modifier", "payment"),
    "no topic": (proposal(topic="coverag"), "topic", "unknown topic 'coverag' for a code", "did you mean coverage?"),
    "a modifier without entry": (
        proposal(topic="modifiers/27"),
        "topic",
        "modifier '27' has no entry",
        "write an entry for 27 first",
    ),
    "a modifier of a modifier": (proposal(entry="26", topic="modifiers/TC"), "topic", "for a modifier", "use one of"),
    "no verdict": (proposal(verdict="maybe"), "verdict", "the verdict 'maybe' is not known", "write one of: 'yes'"),
    "no text": (proposal(text=" \n\x00"), "text", "the text is empty", "in your own words"),
    "a long text": (proposal(text="x" * 2501), "text", "the text has 2501 characters", "shorten it"),
    "no source": (proposal(source="cms-nca"), "source", "unknown source 'cms-nca'", "did you mean cms-nca-hsct?"),
    "a source without title": (proposal(source=NewSource(" ")), "title", "needs a title", "write who says it"),
    "a long title": (proposal(source=NewSource("x" * 121)), "title", "the title is longer than 120", "shorten it"),
    "no link": (proposal(source=NewSource("A", "cms.gov")), "url", "the link is not a web address", "https://"),
    "another link": (proposal(source=NewSource("A", "javascript:x")), "url", "the link is not a web", "https://"),
    "no date": (proposal(source=NewSource("A", as_of="3rd Sept")), "as_of", "the date is not a date", "year-month-day"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_field_with_its_mend(name: str) -> None:
    proposed, field, what, mend = FAULTS[name]
    (fault,) = faults(proposed)
    assert fault.field == field
    assert what in fault.what
    assert mend in fault.mend


def test_all_fields_at_fault_are_told_at_once_and_each_once() -> None:
    found = faults(proposal("3824", "nowhere", "maybe", "", NewSource("", "x", "y")))
    assert [fault.field for fault in found] == ["entry", "topic", "verdict", "text", "title", "url", "as_of"]


def test_a_section_that_would_be_too_long_is_told_at_the_topic(folder: Path) -> None:
    path = folder / "codes" / "38240.yaml"
    for n in range(2):
        merge(fragment(proposal(text=f"{n} " + "word " * 490), folder).text, folder)
    assert read_book(folder)[1] == []
    before = path.read_bytes()
    (fault,) = faults(proposal(text="word " * 490), folder)
    assert fault.field == "topic"
    assert "a Slack reply takes 8000" in fault.what
    assert path.read_bytes() == before


def test_faults_that_were_there_before_are_not_the_proposers(folder: Path) -> None:
    path = folder / "codes" / "38240.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("holds_for: [aetna]", "holds_for: [aetnna]").replace('"4.00"', "four"), "utf-8")
    (folder / "codes" / "38241.yaml").write_text("kind: [", encoding="utf-8")
    assert len(read_book(folder)[1]) > 2
    assert fragment(proposal(), folder).entry == "38240"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("kind: [", "it cannot be read"),
        ("kind: code\nid: '38999'\nsections: {}\n", "it holds another entry"),
        ("kind: cod\nid: '38240'\nsections: {}\n", "its kind is not known"),
        ("kind: code\nid: '38240'\nsections: []\n", "its sections are not as they should be"),
    ],
)
def test_a_file_that_cannot_take_it_is_told_at_the_entry(folder: Path, content: str, what: str) -> None:
    (folder / "codes" / "38240.yaml").write_text(content, encoding="utf-8")
    (fault,) = faults(proposal(), folder)
    assert fault.field == "entry"
    assert fault.what == f"the book's file of 38240 cannot take anything now: {what}"
    assert "ask those who keep the book" in fault.mend


def test_an_entry_that_was_written_since_the_book_was_loaded_is_not_a_new_one(folder: Path) -> None:
    merge(fragment(proposal(entry="38999", topic="units", name="A code")).text, folder)
    made = fragment(proposal(entry="38999", topic="units", text="More of it."), folder)
    assert "# codes/38999.yaml, under sections: units: statements:" in made.text
    merge(made.text, folder)
    assert read_book(folder)[1] == []


def test_it_does_not_take_long() -> None:
    """Slack waits three seconds; on an idle machine it takes some eight milliseconds."""
    start = time.perf_counter()
    fragment(proposal(entry="J1442", topic="summary", source=PAGE, name="A drug"))
    assert time.perf_counter() - start < 0.5


words = st.text("ab\"'#:-|>&*!%@`{}[],.? \n\t\r\x85\u2028\xa0\ufeff\ud800\x00é😀", max_size=200) | st.text(max_size=40)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words, words, words)
def test_whatever_is_typed_is_read_back_as_it_was_written(text: str, name: str, title: str) -> None:
    made = propose(proposal(entry="38999", topic="units", text=text, name=name, source=NewSource(title)), BOOK, Path())
    tidy = tidied(proposal(text=text, name=name, source=NewSource(title)), ())
    assert isinstance(tidy.source, NewSource)
    if isinstance(made, tuple):
        empty = {"text": tidy.text, "name": tidy.name, "title": tidy.source.title}
        assert {fault.field for fault in made} == {field for field, typed in empty.items() if not typed}
        return
    entry, sources = yaml.safe_load_all(made.text)
    (statement,), (source,) = entry["sections"]["units"]["statements"], sources.values()
    assert (statement["text"], entry["name"], source["title"]) == (tidy.text, tidy.name, tidy.source.title)


def test_pasting_leaves_nothing_behind_but_the_words_and_paragraphs() -> None:
    typed = " One\u2028two\x00\tthree  \r\n\r\n\n\n\xa0four\ufeff \r\n five \ud800 "
    assert tidied(proposal(text=typed), ()).text == "One\ntwo three\n\nfour\nfive"
