"""What the documents show is what the program does."""

import re
from pathlib import Path

import pytest
import yaml

from bot.asking import Index
from bot.book import load_book, read_book, starter_book
from bot.book.rule import PairCase, Rule
from bot.book.schema import CodeEntry, NotHeld
from bot.marking import mark_questions, read_labelled, tally
from bot.settings import Settings

TOP = Path(__file__).parents[1]


def yaml_examples(document: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (TOP / document).read_text(encoding="utf-8"), re.DOTALL)


def example(document: str, beginning: str) -> str:
    (found,) = [text for text in yaml_examples(document) if text.startswith(beginning)]
    return found


def test_the_example_entry_is_a_valid_one(tmp_path: Path) -> None:
    for path in starter_book().rglob("*.yaml"):
        copy = tmp_path / path.relative_to(starter_book())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "codes" / "38240.yaml").write_text(example("knowledge/README.md", "kind: code"), encoding="utf-8")
    _, faults = read_book(tmp_path)
    assert faults == []


def test_the_example_source_is_one_of_the_starter_book() -> None:
    (source,) = yaml.safe_load(example("knowledge/README.md", "mpfs-2025-10:"))
    assert source in load_book(starter_book()).sources


def test_the_example_tables_are_valid_in_the_example_entry() -> None:
    entry = yaml.safe_load(example("knowledge/README.md", "kind: code"))
    tables = yaml.safe_load(example("knowledge/README.md", "service:"))
    CodeEntry.model_validate({**entry, **tables, "id": "27447"})


def test_the_example_rules_are_valid() -> None:
    Rule.model_validate(yaml.safe_load(example("knowledge/README.md", "rule:"))["rule"])
    for case in yaml.safe_load(example("knowledge/README.md", "pairs:"))["pairs"]:
        PairCase.model_validate(case)
    for held in yaml.safe_load(example("knowledge/README.md", "own-claims:")).values():
        NotHeld.model_validate(held)


def test_the_example_questions_are_answered_as_they_say(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(example("knowledge/README.md", "questions:"), encoding="utf-8")
    counted = tally(mark_questions(read_labelled([path]), Index.of(load_book(starter_book()))))
    assert (counted.asked, counted.right) == (3, 3)


def test_every_variable_is_in_the_operators_table() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \|", (TOP / "deploy" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(str(field.validation_alias) for field in Settings.model_fields.values())


@pytest.mark.parametrize("document", ["README.md", "deploy/README.md", "knowledge/README.md"])
def test_every_file_that_a_document_links_is_there(document: str) -> None:
    text = (TOP / document).read_text(encoding="utf-8")
    linked = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in linked if link and not (TOP / document).parent.joinpath(link).exists()] == []
