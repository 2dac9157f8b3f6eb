"""A SQLite file to import into."""

from pathlib import Path

import pytest


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where the imported files go; nothing is there yet."""
    return tmp_path / "reference" / "reference.sqlite3"
