"""One core, thin surfaces: what imports what."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import bot

PACKAGE = Path(bot.__file__).parent

CORE_ALLOWED = {"pydantic", "pydantic_core", "annotated_types", "yaml", "rapidfuzz", "Stemmer", "numpy"}
"""Libraries that the core may use, beside the standard library."""

LAYERS = {
    "book": set(),
    "cms": set(),
    "asking": {"book"},
    "marking": {"asking", "book"},
    "logs": set(),
    "database_url": set(),
    "setting_values": {"book", "database_url", "reference"},
    "settings": {"book", "database_url", "reference", "setting_values"},
    "records": {"asking", "book", "logs"},
    "reference": {"book", "cms"},
    "workspace": set(),
    "live": {"asking", "book", "logs", "reference"},
    "doctor": {"book", "logs", "records", "reference", "setting_values", "settings", "slack"},
    "slack": {"asking", "book", "live", "logs", "records", "reference", "setting_values", "settings"},
    "cli": {"asking", "book", "cms", "doctor", "live", "logs", "marking"}
    | {"records", "reference", "settings", "slack", "workspace"},
    "__main__": {"cli"},
}
"""What each part may import of the others: always from right to left along the flow, never back."""


def imports_of(path: Path) -> set[str]:
    """The dotted names that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def modules(part: str) -> list[Path]:
    found = [PACKAGE / f"{part}.py"] if (PACKAGE / f"{part}.py").is_file() else sorted((PACKAGE / part).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("part", LAYERS)
def test_imports_point_one_way(part: str) -> None:
    for path in modules(part):
        ours = {name.split(".")[1] for name in imports_of(path) if name.startswith("bot.")}
        assert ours - {part} <= LAYERS[part], path


def test_every_part_has_its_place() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert parts - {"__init__"} == set(LAYERS)


@pytest.mark.parametrize("part", ["book", "asking"])
def test_the_core_uses_few_libraries(part: str) -> None:
    for path in modules(part):
        libraries = {name.partition(".")[0] for name in imports_of(path)} - set(sys.stdlib_module_names) - {"bot"}
        assert libraries <= CORE_ALLOWED, path


def test_the_core_answers_without_slack_storage_and_command_line() -> None:
    """In a process of its own, where those libraries cannot be imported."""
    program = """
import importlib.abc, sys
class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"slack_bolt", "slack_sdk", "sqlalchemy", "typer", "click", "rich", "aiohttp",
                                      "starlette", "uvicorn", "jinja2", "pydantic_settings", "sqlite3", "watchfiles",
                                      "prometheus_client"} \
           or name in {"bot.slack", "bot.records", "bot.cli", "bot.workspace", "bot.settings", "bot.reference",
                       "bot.cms", "bot.live"}:
            raise ImportError(f"{name} is blocked")
sys.meta_path.insert(0, Blocked())
from bot.asking import Index, ask
from bot.book import load_book, starter_book
reply, _ = ask("can I use 26 with 38240?", Index.of(load_book(starter_book())))
print(reply.outcome.value, reply.answers[0].verdict.value)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout.strip(), run.stderr) == ("answer no", "")
