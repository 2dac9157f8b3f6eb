from pathlib import Path

import pytest

from bot.marking import LabelFaults, read_labelled

FILE = """
set: ours
questions:
- id: a-1
  q: can I use 26 with 38240?
  outcome: answer
  expected:
  - {entry: '38240', section: modifiers/26}
  tags: [terse]
- id: a-2
  q: and TC?
  thread: [can I use 26 with 38240?]
  outcome: answer
  expected: [{entry: 38240, section: modifiers/TC}]
scenarios:
- id: s-1
  title: two people
  turns:
  - {user: ana, q: 38240?, outcome: answer, expected: [{entry: '38240', section: summary}]}
  - {user: ben, q: let me look, outcome: silent}
  - {user: ana, q: units, outcome: answer, expected: [{entry: '38240', section: units}], tags: [followup]}
"""


def test_questions_and_the_turns_of_scenarios_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(FILE, encoding="utf-8")
    questions = read_labelled([path])
    assert [(question.id, question.thread) for question in questions] == [
        ("a-1", ()),
        ("a-2", ("can I use 26 with 38240?",)),
        ("s-1.1", ()),
        ("s-1.3", ("38240?",)),
    ]
    assert [gold.place for question in questions for gold in question.labels.expected] == [
        ("38240", "modifiers/26"),
        ("38240", "modifiers/TC"),
        ("38240", "summary"),
        ("38240", "units"),
    ]
    assert questions[0].tags == ("terse",)
    assert questions[3].tags == ("followup", "scenario")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("outcome: answer", "outcome: anwser", 6, "'anwser' is not known"),
        ("  q: can", "  quest: can", 4, "questions, item 1 / q is missing"),
        ("  tags: [terse]", "  tag: [terse]", 9, "unknown key 'tag'"),
        ("questions:", "questions: [", 3, "is not valid YAML"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, what: str) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(FILE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LabelFaults) as raised:
        read_labelled([path])
    assert any(what in fault.what and fault.path == path for fault in raised.value.faults), raised.value
    assert any(fault.line >= line for fault in raised.value.faults)


def test_all_files_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "list.yaml").write_text("- 1\n", encoding="utf-8")
    with pytest.raises(LabelFaults) as raised:
        read_labelled([tmp_path / "none.yaml", tmp_path / "list.yaml"])
    assert [fault.path.name for fault in raised.value.faults] == ["list.yaml", "none.yaml"]
