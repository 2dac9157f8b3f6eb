"""Patience with a database that is only slow."""

import pytest

from bot.records import keeping


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a test must not go on without the database; how long an answer waits has tests of its own."""
    monkeypatch.setattr(keeping, "PATIENCE_SECONDS", 30.0)
