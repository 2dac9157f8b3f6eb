"""`codebook gaps`: what people asked and the book could not answer, on a terminal and as JSON."""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.asking import NO_SUBJECT, Subject
from bot.records import Records, VoteKey

OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))
OF_38244 = Subject(modifiers=("26",), missing=("38244",))
OF_PAYMENT = Subject(codes=("38240",), topics=("payment",))
COMMENT = "The edit was dropped in October, and \x1b[31mthe page that is quoted says so\n in its second paragraph."
DAY = 24 * 3600


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the records are; there is no file yet."""
    path = tmp_path / "records.sqlite3"
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", f"sqlite:///{path.as_posix()}")
    monkeypatch.setenv("COLUMNS", "80")
    return path


def keep(database: Path, *work: Callable[[Records], Any]) -> None:
    """Keeps something in the records, as the bot does."""

    async def keep() -> None:
        records = Records(f"sqlite+aiosqlite:///{database}")
        await records.open()
        for each in work:
            await each(records)
        await records.close()

    asyncio.run(keep())


@pytest.fixture
def kept(database: Path) -> Path:
    """Records with gaps and votes."""
    key = VoteKey("T1", "C1", "1700000000.000100", "U1")
    keep(
        database,
        lambda records: records.gaps.note("T1", "unknown-code", OF_38244),
        lambda records: records.gaps.note("T1", "unknown-code", OF_38244),
        lambda records: records.gaps.note("T1", "unavailable", OF_PAYMENT),
        lambda records: records.gaps.note("T1", "unknown", NO_SUBJECT),
        lambda records: records.gaps.note("T1", "unknown-code", Subject(missing=("38240",))),
        lambda records: records.votes.cast(key, False, OF_26),
        lambda records: records.votes.explain(key, ["outdated"], COMMENT),
    )
    return database


def test_the_most_frequent_come_first_within_eighty_columns(codebook: Any, kept: Path) -> None:
    run = codebook("gaps")
    lines = run.stdout.splitlines()
    assert run.exit_code == 0
    assert lines[0].rstrip() == "What the book lacks: 5 questions about 4 subjects"
    shown = [line.strip() for line in lines if re.match(r" {3}\d", line)]
    assert shown[0] == "2  38244"
    assert sorted(shown[1:3]) == ["1  38240 · modifier 26", "1  38240 · payment"]
    assert shown[3] == "1  no code or topic was understood"
    assert "not in the book 2 · last on 20" in run.stdout and "voted not helpful 1" in run.stdout
    assert "outdated 1" in run.stdout and "“The edit was dropped in October, and [31mthe page" in run.stdout
    assert max(map(len, lines)) <= 80 and "\x1b" not in run.stdout


def test_as_json(codebook: Any, kept: Path) -> None:
    run = codebook("gaps", "--json")
    groups = {group["about"]: group for group in json.loads(run.stdout)}
    assert run.exit_code == 0 and len(groups) == 4
    lacking, voted = groups["38244"], groups["38240 · modifier 26"]
    assert (lacking["missing"], lacking["count"], lacking["kinds"]) == (["38244"], 2, {"not in the book": 2})
    assert (voted["codes"], voted["modifiers"], voted["reasons"]) == (["38240"], ["26"], {"outdated": 1})
    assert voted["comments"] == [COMMENT] and re.fullmatch(r"20\d\d-\d\d-\d\d", voted["last"])


def test_only_the_last_days(codebook: Any, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as opened, opened:
        opened.execute("UPDATE gaps SET noted_at = noted_at - ?", (3 * DAY,))
    assert [group["about"] for group in json.loads(codebook("gaps", "--json", "--days", "2").stdout)] == [
        "38240 · modifier 26"
    ]
    assert len(json.loads(codebook("gaps", "--json", "--days", "4").stdout)) == 4
    with closing(sqlite3.connect(kept)) as opened, opened:
        opened.execute("UPDATE votes SET changed_at = changed_at - ?", (3 * DAY,))
    assert codebook("gaps", "--days", "2").stdout == "Nothing new in 2 days.\n"


@pytest.mark.parametrize(
    ("name", "done", "left"),
    [
        ("38244", ["38244"], 3),
        ("38240", ["38240 · modifier 26", "38240 · payment"], 2),
        ("38240/payment", ["38240 · payment"], 3),
        ("/payment", ["38240 · payment"], 3),
        ("26", ["38240 · modifier 26"], 3),
        ("none", ["no code or topic was understood"], 3),
    ],
)
def test_what_is_done_is_taken_off(codebook: Any, kept: Path, name: str, done: list[str], left: int) -> None:
    run = codebook("gaps", "--resolve", name)
    assert run.exit_code == 0
    assert sorted(run.stdout.splitlines()) == sorted(f"Done: {about}" for about in done)
    assert len(json.loads(codebook("gaps", "--json").stdout)) == left
    again = codebook("gaps", "--resolve", name)
    assert (again.exit_code, again.stdout) == (1, f"Nothing is open about {name}.\n")


def test_of_one_workspace(codebook: Any, kept: Path) -> None:
    keep(kept, lambda records: records.gaps.note("T2", "unknown-code", Subject(missing=("38249",))))

    def about(*options: str) -> list[str]:
        return [group["about"] for group in json.loads(codebook("gaps", "--json", *options).stdout)]

    assert about("--team", "T2") == ["38249"]
    assert sorted([*about("--team", "T1"), "38249"]) == sorted(about())
    assert about("--team", "T3") == []


def test_where_nothing_is_lacking_it_says_so(codebook: Any, database: Path) -> None:
    keep(database)
    run = codebook("gaps")
    assert (run.exit_code, run.stdout) == (0, "The book lacks nothing that was asked.\n")
    assert codebook("gaps", "--json").stdout == "[]\n"


def test_a_database_that_cannot_be_read_is_no_empty_one(codebook: Any, database: Path) -> None:
    run = codebook("gaps")
    assert (run.exit_code, run.stdout) == (2, "")
    assert re.fullmatch(r"There are no records at .*records\.sqlite3\. Set CODEBOOK_DATABASE_URL .*\n", run.stderr)
    assert not database.exists()
    database.write_text("not a database, but a text that is long enough to be read as one" * 20)
    run = codebook("gaps", "--json")
    assert (run.exit_code, run.stdout) == (2, "")
    assert re.match(r"The database .*records\.sqlite3 cannot be used: ", run.stderr)
    assert len(run.stderr.splitlines()) == 1


def test_bad_usage(codebook: Any, kept: Path, tmp_path: Path) -> None:
    assert codebook("gaps", "--resolve", "/").exit_code == 2
    assert codebook("gaps", "--days", "0").exit_code == 2
    assert codebook("gaps", "--knowledge", str(tmp_path / "nowhere")).exit_code == 2


def test_as_it_is_installed(process: Any, kept: Path) -> None:
    run = process("gaps")
    assert run.returncode == 0 and "38244" in run.stdout and run.stderr == ""
