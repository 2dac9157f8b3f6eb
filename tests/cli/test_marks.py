import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from bot.book import load_book

Codebook = Callable[..., Result]

QUESTIONS = """
questions:
- {id: a, q: '26 with 38240?', outcome: answer, expected: [{entry: '38240', section: modifiers/26}], tags: [x]}
- {id: b, q: 'what is the wether', outcome: unknown, tags: [x, y]}
- {id: c, q: 'dose 38240 need pirr auth', outcome: answer, expected: [{entry: '38240', section: units}]}
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def test_it_counts_by_outcome_and_tag(codebook: Codebook, questions: Path) -> None:
    result = codebook("marks", str(questions))
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["answer", "1", "2", "50.0%"] in rows
    assert ["tag", "x", "2", "2", "100.0%"] in rows
    assert result.stdout.splitlines()[-1] == "right 2 of 3 (66.7%), wrong code 0, false answer 0"
    assert result.exit_code == 0


@pytest.mark.parametrize(("least", "status"), [("0.66", 0), ("0.67", 1)])
def test_too_few_right_end_with_one(codebook: Codebook, questions: Path, least: str, status: int) -> None:
    assert codebook("marks", "--least", least, str(questions)).exit_code == status


def test_a_wrong_code_ends_with_one(codebook: Codebook, questions: Path) -> None:
    questions.write_text("questions: [{id: a, q: '38240', outcome: unknown}]", encoding="utf-8")
    result = codebook("marks", str(questions))
    assert "wrong code 1, false answer 1" in result.stdout
    assert result.exit_code == 1


def test_a_miss_is_explained(codebook: Codebook, questions: Path) -> None:
    said = codebook("marks", "--misses", str(questions)).stdout
    miss = said.partition("\n\n")[0].splitlines()
    assert miss[:4] == [
        "c",
        "asked: dose 38240 need pirr auth",
        "wanted: answer: 38240 / units",
        "got: answer: 38240 / prior-authorization",
    ]
    assert "codes: 38240" in miss
    (best,) = [line for line in miss if "prior authorization" in line and line.startswith("0.")]
    assert "need, authorization" in best


def test_faults_of_the_questions_are_named_with_file_and_line(codebook: Codebook, questions: Path) -> None:
    questions.write_text("questions:\n- {id: a, q: x, outcome: maybe}\n", encoding="utf-8")
    result = codebook("marks", str(questions))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{questions}:2: ")
    assert codebook("marks", str(questions.with_name("none.yaml"))).exit_code == 2
    assert codebook("marks").exit_code == 2


def test_fit_prints_the_limits_and_how_they_do_on_questions_not_seen(codebook: Codebook, questions: Path) -> None:
    result = codebook("marks", "--fit", str(questions))
    lines = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert re.fullmatch(r"fitted +topic 0\.\d\d, words 0\.\d\d, margin 0\.\d\d", lines["fitted"])
    assert "right 2 of 3" in lines["seen"]
    assert lines["held"].endswith("in 3 folds")
    assert result.exit_code == 0


def test_fit_writes_the_limits_and_nothing_else(codebook: Codebook, questions: Path, book: Path) -> None:
    about = book / "book.yaml"
    before = about.read_text(encoding="utf-8").splitlines()
    said = codebook("marks", "--knowledge", str(book), "--fit", "--write", str(questions)).stdout
    found = re.search(r"topic ([\d.]+), words ([\d.]+), margin ([\d.]+)", said)
    assert found is not None
    limits = load_book(book).about.limits
    assert [f"{value:.2f}" for value in (limits.topic, limits.words, limits.margin)] == list(found.groups())
    after = about.read_text(encoding="utf-8").splitlines()
    assert {old.split(":")[0].strip() for old, new in zip(before, after, strict=True) if old != new} <= {
        "topic",
        "words",
        "margin",
    }
