"""The command line as it is installed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.book import starter_book
from bot.cli.app import app
from tests.one_index import index_once
from tests.patience import patience

__all__ = ["index_once", "patience"]

Codebook = Callable[..., Result]


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("CODEBOOK_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def codebook() -> Codebook:
    """Runs the command in this process."""

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=stdin, prog_name="codebook")

    return run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the starter book, to change."""
    folder = tmp_path / "book"
    shutil.copytree(starter_book(), folder)
    return folder


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the command in a process of its own."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env={**os.environ, **environment},
        )

    return run
