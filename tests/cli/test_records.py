"""`codebook purge`, `export` and `forget` on what a bot kept."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from typer.testing import Result

from bot.asking.subject import Subject
from bot.records import Records, VoteKey

Codebook = Callable[..., Result]


async def fill(url: str) -> None:
    """Two votes and a look-up of U0123456789, of which one vote is 91 days old."""
    records = Records(url)
    await records.open()
    for ts in ("1.0", "2.0"):
        await records.votes.cast(VoteKey("T1", "C1", ts, "U0123456789"), False, Subject(codes=("38240",)))
    await records.look_ups.note("T1", "U0123456789", Subject(codes=("38240",)))
    await records.close()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE votes SET changed_at = changed_at - 91 * 24 * 3600 WHERE ts = '1.0'"))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database of a bot, as CODEBOOK_DATABASE_URL says."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"
    else:
        url = request.getfixturevalue("postgres").create()
    asyncio.run(fill(url))
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", url)
    return url


def test_purge_says_what_it_deletes_and_would_delete(codebook: Codebook, url: str) -> None:
    for _ in range(2):
        result = codebook("purge", "--dry-run")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "votes: 1 to delete\n" in result.stdout
    assert "votes: 1 deleted\n" in codebook("purge").stdout
    lines = codebook("purge").stdout.splitlines()
    assert sorted(lines) == [
        f"{table}: 0 deleted"
        for table in ("claims", "expert_requests", "gaps", "look_ups", "slack_oauth_states", "threads", "votes")
    ]


def test_purge_goes_by_the_environment(codebook: Codebook, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEBOOK_KEEP_DAYS", "100")
    monkeypatch.setenv("CODEBOOK_KEEP_LOOK_UPS_DAYS", "0")
    stdout = codebook("purge").stdout
    assert "votes: 0 deleted" in stdout and "look_ups: 1 deleted" in stdout


def test_export_prints_json(codebook: Codebook, url: str) -> None:
    result = codebook("export", "U0123456789")
    assert (result.exit_code, result.stderr) == (0, "")
    held = json.loads(result.stdout)
    assert held["person"] == "U0123456789"
    assert [vote["ts"] for vote in held["votes"]] == ["1.0", "2.0"]
    assert len(held["look_ups"]) == 1


def test_forget_asks_and_says_what_it_deleted(codebook: Codebook, url: str) -> None:
    refused = codebook("forget", "U0123456789", stdin="n\n")
    assert refused.exit_code == 1
    assert "2 votes, 1 look-up" in refused.stdout
    agreed = codebook("forget", "U0123456789", stdin="y\n")
    assert agreed.exit_code == 0
    assert agreed.stdout.endswith("Deleted of U0123456789: 2 votes, 1 look-up.\n")
    again = codebook("forget", "U0123456789")
    assert (again.exit_code, again.stdout) == (0, "Nothing is held of U0123456789.\n")
    assert json.loads(codebook("export", "U0123456789").stdout)["votes"] == []


def test_forget_does_not_ask_where_told_so(codebook: Codebook, url: str) -> None:
    result = codebook("forget", "--yes", "U0123456789")
    assert (result.exit_code, result.stdout) == (0, "Deleted of U0123456789: 2 votes, 1 look-up.\n")


@pytest.mark.parametrize("command", [["purge"], ["export", "U0123456789"], ["forget", "U0123456789"]])
@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("sqlite:///nowhere/records.sqlite3", "There are no records at sqlite+aiosqlite:///nowhere/records.sqlite3."),
        ("postgresql://codebook:hunter2@127.0.0.1:1/records", "cannot be used: ConnectionRefusedError."),
        ("nonsense", "CODEBOOK_DATABASE_URL is malformed"),
    ],
)
def test_a_database_that_is_not_there_is_named_in_one_line(
    codebook: Codebook, monkeypatch: pytest.MonkeyPatch, command: list[str], where: str, says: str
) -> None:
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", where)
    result = codebook(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr and result.stderr.count("\n") == 1
    assert "hunter2" not in result.stderr


@pytest.mark.parametrize("command", ["export", "forget"])
@pytest.mark.parametrize("user", ["ana", "C0123456789", "@ana"])
def test_a_name_is_no_id(codebook: Codebook, command: str, user: str) -> None:
    result = codebook(command, user)
    assert result.exit_code == 2
    assert f"{user} is no Slack id" in result.stderr
