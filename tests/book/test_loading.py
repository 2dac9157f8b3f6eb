"""Every fault of a book is found, at its line, with a way to mend it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.book import BookFaults, Fault, load_book, read_book

Spoil = Callable[[str, str, str], list[Fault]]
CODE = "codes/38240.yaml"


def line_of(folder: Path, name: str, text: str) -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("name", "old", "new", "what", "mend"),
    [
        (CODE, "    statements:", "    statments:", "unknown key 'statments'", "did you mean statements?"),
        (CODE, 'id: "38240"', "id: 38240", "38240 is not quoted", 'write "38240"'),
        (CODE, 'pc_tc_indicator: "0"', "pc_tc_indicator: 0", "0 is not quoted", 'write "0"'),
        (CODE, 'modifier: ""', "modifier: TC", "TC is not quoted", 'write "TC"'),
        ("modifiers/26.yaml", 'pc_tc_indicator: ["0"]', "pc_tc_indicator: [0]", "0 is not quoted", 'write "0"'),
        (CODE, 'id: "38240"', 'id: "3824"', "id '3824' has the wrong form", "write five digits"),
        (CODE, "  coverage:", "  coverag:", "unknown topic 'coverag' for a code", "did you mean coverage?"),
        (CODE, "  modifiers/26:", "  modifiers/27:", "modifier '27' has no entry", "write an entry for 27 first"),
        (
            CODE,
            "source: mue-2024-07",
            "source: mue-2024-08",
            "unknown source 'mue-2024-08'",
            "did you mean mue-2024-07",
        ),
        (CODE, "holds_for: [aetna]", "holds_for: [aetnna]", "unknown payer 'aetnna'", "did you mean aetna?"),
        (CODE, "verdict: rarely", "verdict: seldom", "'seldom' is not known", "write one of: 'yes', 'no'"),
        (CODE, "name: Infusion", "nam: Infusion", "name is missing", "write name: ..."),
        (CODE, "kind: code", "kind: codes", "kind 'codes' is not known", "write kind: code"),
        (CODE, "kind: code\n", "", "kind is missing", "write kind: code"),
        (CODE, "  service-type:", "  service-type:\n  summary:", "has the key 'summary' twice", "keep one of them"),
        (CODE, 'work_rvu: "4.00"', 'work_rvu: "4"', "has the wrong form", "two decimals"),
        (CODE, "kind: code", "kind: [code", "is not valid YAML", "look at the line"),
        (CODE, "kind: code", "kind: code: x", "is not valid YAML", "quotes"),
        (CODE, "  - allo\n", "\t- allo\n", "is not valid YAML", "spaces, not tabs"),
        (CODE, "kind: code", "---\nkind: code\n---\nkind: code", "is not valid YAML", "one entry a file"),
        ("sources.yaml", "as_of: 2024-09-03", "as_of: 3rd Sept", "is not a date", "year-month-day"),
        ("sources.yaml", "standing: payer", "standing: insurer", "'insurer' is not known", "'official', 'payer'"),
        ("sources.yaml", "url: https://www.cms.gov/medicare/p", "url: cms.gov/p", "is not a web address", "https://"),
        ("modifiers/26.yaml", "with modifier {modifier}", "with {modifer}", "uses {modifer}", "may use {add_on_type}"),
        ("modifiers/26.yaml", "    - own_row: true\n", "    -\n", "decides by nothing", "write own_row"),
        ("book.yaml", "words: 0.30", "words: lots", "is not a number", "write a number"),
        ("topics.yaml", "kinds: [code, modifier]", "kinds: [codes]", "is not known", "'code', 'modifier'"),
        ("vocabulary.yaml", '"93010"]', '"93011"]', "shared by '93011', which has no entry", "take it off"),
        ("vocabulary.yaml", "by_itself: true", "by_itself: maybe", "is not true or false", "write true or false"),
        ("topics.yaml", "holds_for: [medicare]", "holds_for: [medicaire]", "unknown payer", "did you mean medicare?"),
        ("topics.yaml", "    signs:", "    sings:", "unknown key 'sings'", "did you mean signs?"),
        ("modifiers/TC.yaml", "- tech component", "- Professional component", "also belongs to 26", "in one entry"),
    ],
)
def test_a_fault_is_named_with_its_mend(
    faults_after: Spoil, name: str, old: str, new: str, what: str, mend: str
) -> None:
    found = faults_after(name, old, new)
    assert any(what in fault.what and mend in fault.mend and fault.path.name == Path(name).name for fault in found)


def test_a_fault_stands_at_its_line(folder: Path, faults_after: Spoil) -> None:
    line = line_of(folder, CODE, "source: mue-2024-07")
    (fault,) = faults_after(CODE, "source: mue-2024-07", "source: nowhere")
    assert (fault.path, fault.line) == (folder / CODE, line)
    assert str(fault).startswith(f"{folder / CODE}:{line}: unknown source 'nowhere'; ")


def test_all_faults_are_collected_not_only_the_first(folder: Path, faults_after: Spoil) -> None:
    faults_after(CODE, 'id: "38240"', "id: 38240")
    faults_after("modifiers/26.yaml", "source: regence-106", "source: regence")
    faults_after("payers.yaml", "name: Aetna", "nam: Aetna")
    found = faults_after("topics.yaml", "label: coverage", "lable: coverage")
    assert len({(fault.path, fault.line) for fault in found}) >= 4
    with pytest.raises(BookFaults) as refused:
        load_book(folder)
    assert refused.value.faults == tuple(found)


def test_a_file_with_a_fault_is_checked_against_the_others_all_the_same(faults_after: Spoil) -> None:
    faults_after(CODE, 'id: "38240"', "id: 38240")
    faults_after(CODE, 'pc_tc_indicator: "0"', "pc_tc_indicator: 0")
    faults_after(CODE, "source: mue-2024-07", "source: mue-2024-08")
    found = faults_after(CODE, "  coverage:", "  coverag:")
    assert sorted(fault.what.split(" ", 1)[-1] for fault in found) == sorted(
        [
            "38240 is not quoted",
            "/ rows, item 1 / pc_tc_indicator: 0 is not quoted",
            "source 'mue-2024-08'",
            "topic 'coverag' for a code",
        ]
    )


def test_what_refers_to_a_broken_file_is_not_reported_again(faults_after: Spoil) -> None:
    found = faults_after("sources.yaml", "sources:", "sources: [")
    assert {fault.path.name for fault in found} == {"sources.yaml"}


def test_an_id_used_twice_names_the_other_file(folder: Path) -> None:
    (folder / "codes/copy.yaml").write_text((folder / CODE).read_text(encoding="utf-8"), encoding="utf-8")
    _, found = read_book(folder)
    assert any("is used twice" in fault.what and "38240.yaml" in fault.mend for fault in found)


def test_a_section_too_long_for_slack(faults_after: Spoil) -> None:
    text = "Cellular therapy; transplantation of blood-forming stem cells."
    (fault,) = faults_after(CODE, text, "word " * 600)
    assert "a Slack reply takes" in fault.what


def test_many_statements_too_long_together(faults_after: Spoil) -> None:
    one = "\n      - text: " + "word " * 400 + "\n        source: openpayer-38240"
    (fault,) = faults_after(CODE, "  service-type:\n    statements:", "  service-type:\n    statements:" + one * 5)
    assert "the section has" in fault.what


def test_a_yaml_alias_is_refused(faults_after: Spoil) -> None:
    """Nested aliases would grow a small file into gigabytes."""
    found = faults_after(
        CODE,
        "  service-type:\n    statements:",
        "  service-type: &one\n    nothing_on_file: &two\n      reason: x\n  related: *one\n  x:\n    statements:",
    )
    assert any("uses a YAML alias" in fault.what for fault in found)


def test_wrong_encoding_names_the_line(folder: Path) -> None:
    path = folder / CODE
    data = path.read_bytes().replace(b"name: Infusion", "name: Infusión".encode("latin-1"))
    path.write_bytes(data)
    _, found = read_book(folder)
    assert (found[0].line, found[0].what) == (3, "is not UTF-8 text")


def test_utf_8_with_a_byte_order_mark_is_read(folder: Path) -> None:
    path = folder / CODE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_book(folder)[1] == []


def test_no_book_at_all(tmp_path: Path) -> None:
    book, (fault,) = read_book(tmp_path)
    assert book is None
    assert fault.what == "holds no book"
    assert read_book(tmp_path / "nowhere")[1][0].what == "is not a folder"


def test_an_empty_file_and_a_stray_one(folder: Path) -> None:
    (folder / "codes/00100.yaml").write_text("", encoding="utf-8")
    (folder / "topic.yaml").write_text("topics: {}", encoding="utf-8")
    found = {fault.path.name: fault for fault in read_book(folder)[1]}
    assert found["00100.yaml"].what == "is empty"
    assert "did you mean topics.yaml" in found["topic.yaml"].mend


@pytest.mark.parametrize("name", ["book.yaml", "topics.yaml", "sources.yaml", "payers.yaml", "vocabulary.yaml"])
def test_a_missing_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    book, found = read_book(folder)
    assert book is None
    assert [(fault.path.name, fault.what) for fault in found] == [(name, "is missing")]


@pytest.mark.parametrize("depth", [60, 100_000])
def test_nesting_that_would_exhaust_the_stack(folder: Path, depth: int) -> None:
    (folder / CODE).write_text("kind: " + "[" * depth + "]" * depth, encoding="utf-8")
    assert any(fault.mend == "write it with fewer levels" for fault in read_book(folder)[1])


def test_a_file_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = folder / CODE
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:  # the tests may run as root, whom no permission stops
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    (fault,) = read_book(folder)[1]
    assert (fault.path, fault.what) == (refused, "cannot be read (Permission denied)")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no permission stops root")
def test_a_folder_that_cannot_be_read(folder: Path) -> None:
    (folder / "codes").chmod(0)
    try:
        found = read_book(folder)[1]
    finally:
        (folder / "codes").chmod(0o755)
    assert found[0].what == "cannot be read (Permission denied)"


def test_hidden_files_and_other_kinds_of_file_are_left_alone(folder: Path) -> None:
    (folder / ".drafts").mkdir()
    (folder / ".drafts/x.yaml").write_text("[", encoding="utf-8")
    (folder / "codes/.38240.yaml.swp.yaml").write_text("[", encoding="utf-8")
    (folder / "codes/notes.txt").write_text("[", encoding="utf-8")
    assert read_book(folder)[1] == []


def test_yes_and_no_need_no_quotes(folder: Path, faults_after: Spoil) -> None:
    assert faults_after("modifiers/25.yaml", 'verdict: "no"', "verdict: no") == []
    assert faults_after("codes/38222.yaml", 'verdict: "yes"', "verdict: yes") == []
    assert load_book(folder).entries["38222"].sections["modifiers/50"].statements[0].verdict == "yes"


def test_an_article(folder: Path) -> None:
    (folder / "articles").mkdir()
    (folder / "articles/donor-costs.yaml").write_text(
        "kind: article\nid: donor-costs\nname: Donor costs\nsections:\n  about:\n    nothing_on_file: {reason: x}\n",
        encoding="utf-8",
    )
    (fault,) = read_book(folder)[1]
    assert "unknown topic 'about' for an article" in fault.what
    topics = folder / "topics.yaml"
    text = topics.read_text(encoding="utf-8")
    added = "topics:\n  about:\n    label: about\n    kinds: [article]\n    heading: x\n    ask: x\n    phrases: [x]\n"
    topics.write_text(text.replace("topics:\n", added, 1), encoding="utf-8")
    assert load_book(folder).articles == ("donor-costs",)
