"""The tables are what the program expects, whatever version made the database; nothing that was kept is lost."""

import asyncio
import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.asking.context import Context
from bot.asking.subject import Subject
from bot.records import MessageKey, Records, ThreadKey, VoteKey
from bot.records.migrations import REVISIONS
from bot.records.migrations.upgrading import migrations
from bot.records.tables import metadata
from tests.postgres import Postgres, database_of
from tests.records.conftest import Database

FIRST_VERSION = Path(__file__).parent / "first_version"
CLAIMS = "SELECT team, channel, ts, state, holder, changed_at FROM claims ORDER BY ts"
THREAD = ThreadKey("T1", "C1", "1700000000.000100")


@pytest.fixture
def first_version(url: str, request: pytest.FixtureRequest) -> str:
    """A database as the first version left it, with rows in it."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite+aiosqlite:///"))
        path.parent.mkdir()
        with closing(sqlite3.connect(path)) as made:
            made.executescript((FIRST_VERSION / "sqlite.sql").read_text())
    else:
        server: Postgres = request.getfixturevalue("postgres")
        server.execute(database_of(url), (FIRST_VERSION / "postgresql.sql").read_text())
    return url


async def differences(url: str) -> list[object]:
    """Between the tables that are there and those of the program."""

    def compare(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(compare)
    finally:
        await engine.dispose()


def test_the_revisions_are_those_that_alembic_finds() -> None:
    found = ScriptDirectory.from_config(migrations()).walk_revisions()
    assert tuple(script.revision for script in found) == REVISIONS[::-1]


async def test_an_empty_database_gets_the_tables_of_the_program(records: Records, database: Database) -> None:
    assert await database.rows("SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]
    assert await differences(database.url) == []


async def test_a_database_of_the_first_version_is_upgraded_and_keeps_its_rows(
    first_version: str, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    claims = await database.rows(CLAIMS)
    records = Records(first_version)
    with caplog.at_level(logging.INFO, "bot"):
        await records.open()
    assert [record.getMessage() for record in caplog.records] == [f"records-upgraded now={REVISIONS[-1]}"]
    assert await database.rows(CLAIMS) == claims
    assert len(claims) == 2
    assert not await records.claim(MessageKey("T1", "C1", "1700000000.000100"))
    assert await records.recall(THREAD) == Context(
        codes=("38240",), modifiers=("26",), topics=("payment",), choices=(("26", "payment"),)
    )
    assert await records.votes.cast(VoteKey("T1", "C1", "1.0", "U1"), True, Subject(codes=("38240",)))
    await records.close()
    assert await differences(first_version) == []


async def test_a_database_of_this_version_is_left_as_it_is(
    records: Records, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    again = Records(url)
    with caplog.at_level(logging.INFO, "bot"):
        await again.open()
    await again.close()
    assert caplog.records == []


async def test_several_that_start_together_upgrade_once(
    first_version: str, database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However long the first one takes on a busy disk.
    monkeypatch.setattr("bot.records.database.BUSY_MILLISECONDS", 30_000)
    several = [Records(first_version) for _ in range(4)]
    with caplog.at_level(logging.INFO, "bot"):
        await asyncio.gather(*(one.open() for one in several))
    assert [record.getMessage().split()[0] for record in caplog.records] == ["records-upgraded"]
    assert all(one.state.is_up for one in several)
    for one in several:
        await one.close()
    assert await database.rows("SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


async def test_processes_that_start_together_upgrade_once(first_version: str, database: Database) -> None:
    program = """
import asyncio, logging, sys
from bot.records import Records, keeping
keeping.PATIENCE_SECONDS = 30.0
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
async def start():
    records = Records(sys.argv[1])
    await records.open()
    print("up" if records.state.is_up else records.state)
    await records.close()
asyncio.run(start())
"""
    running = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program, first_version, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [(await process.communicate())[0].decode() for process in running]
    ours = [line for line in "".join(said).splitlines() if line == "up" or line.startswith("records-")]
    assert sorted(ours) == [f"records-upgraded now={REVISIONS[-1]}", "up", "up", "up"]


async def test_an_upgrade_that_fails_leaves_all_as_it_was(
    first_version: str, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Here its last step meets a table that is in its way."""
    await database.rows("CREATE TABLE look_ups (in_the_way INTEGER)")
    records = Records(first_version)
    await records.open()
    assert not records.state.is_up
    with pytest.raises(Exception, match="votes"):
        await database.rows("SELECT * FROM votes")
    await database.rows("DROP TABLE look_ups")
    monkeypatch.setattr("bot.records.keeping.RETRY_SECONDS", 0.05)
    records._keeping.hurry()
    assert not await records.claim(MessageKey("T1", "C1", "1700000000.000100"))
    assert records.state.is_up
    await records.close()
    assert await differences(first_version) == []


async def test_a_database_of_a_newer_version_is_left_alone_and_answers_go_on(
    records: Records, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await database.rows("UPDATE alembic_version SET version_num = '0999'")
    older = Records(database.url)
    with caplog.at_level(logging.INFO, "bot"):
        await older.open()
        assert await older.claim(MessageKey("T1", "C1", "1.0"))
        assert not await older.claim(MessageKey("T1", "C1", "1.0"))
    assert (older.state.is_up, older.state.reason) == (False, "NewerDatabase")
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"records-newer revision=0999 known={REVISIONS[-1]} ")
    await older.close()
    assert await database.count("claims") == 0


def test_a_start_without_an_upgrade_does_not_load_alembic(tmp_path: Path) -> None:
    program = """
import asyncio, sys
from bot.records import Records
async def start():
    records = Records(sys.argv[1])
    await records.open()
    await records.close()
asyncio.run(start())
print("alembic" in sys.modules)
"""
    url = f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"
    said = [
        subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True, timeout=60)
        for _ in range(2)
    ]
    assert [run.stdout.strip() for run in said] == ["True", "False"]
