"""What is said of a database, on a SQLite file and on a real PostgreSQL; nothing in it is changed."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.asking.subject import Subject
from bot.doctor import Finding, Status
from bot.doctor.database import check_database
from bot.records import Records
from bot.records.migrations import REVISIONS
from bot.records.migrations.upgrading import migrations
from bot.settings import read_settings
from tests.postgres import Postgres, database_of
from tests.records.conftest import Database

FIRST_VERSION = Path(__file__).parents[1] / "records" / "first_version"
NEWEST = REVISIONS[-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of each kind, with nothing in it."""
    if request.param == "sqlite":
        (tmp_path / "records.sqlite3").touch()
        return f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"
    return str(request.getfixturevalue("postgres").create())


@pytest.fixture
def database(url: str) -> Database:
    return Database(url)


def files_in(folder: Path) -> list[tuple[str, bytes]]:
    return sorted((path.name, path.read_bytes()) for path in folder.iterdir())


async def found(url: str) -> list[Finding]:
    return await check_database(read_settings(CODEBOOK_DATABASE_URL=url))


async def upgraded(url: str, revision: str) -> None:
    """The database as the version of this revision makes it."""

    def upgrade(connection: Connection) -> None:
        config = migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


async def contents(database: Database) -> Any:
    """All that is in a database: the bytes of the file, or each table of the server with its columns and rows."""
    if database.url.startswith("sqlite"):
        return files_in(Path(str(make_url(database.url).database)).parent)
    columns = await database.rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
        "ORDER BY 1, 2"
    )
    return [
        columns,
        [(table, await database.rows(f"SELECT * FROM {table}")) for table in sorted({c[0] for c in columns})],
    ]


async def test_without_tables(url: str, database: Database) -> None:
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.OK
    assert finding.what.endswith("opens. It has no tables yet: codebook run makes them, and may do so.")
    assert await contents(database) == before


async def test_of_this_version(url: str, database: Database) -> None:
    records = Records(url)
    await records.open()
    await records.look_ups.note("T1", "U1", Subject(codes=("38240",)))
    await records.close()
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.OK
    assert finding.what.endswith(f"is of this version (revision {NEWEST}), and can be written.")
    assert await contents(database) == before


@pytest.mark.parametrize("revision", REVISIONS[:-1])
async def test_of_an_earlier_version(url: str, database: Database, revision: str) -> None:
    await upgraded(url, revision)
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.LOOK
    assert f"is of an earlier version (revision {revision}; this one has {NEWEST})." in finding.what
    assert "codebook run upgrades it" in finding.do and "make a backup first" in finding.do
    assert await contents(database) == before


async def test_of_the_first_version(url: str, database: Database, request: pytest.FixtureRequest) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database))) as made:
            made.executescript((FIRST_VERSION / "sqlite.sql").read_text())
    else:
        server: Postgres = request.getfixturevalue("postgres")
        server.execute(database_of(url), (FIRST_VERSION / "postgresql.sql").read_text())
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.LOOK
    assert "is of an earlier version (the first version, without a revision; this one has" in finding.what
    assert await contents(database) == before


async def test_of_a_newer_version(url: str, database: Database) -> None:
    await upgraded(url, "head")
    await database.rows("UPDATE alembic_version SET version_num = '0999'")
    await database.rows("DROP TABLE claims")
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.BAD
    assert f"was written by a newer version (revision 0999; this one knows up to {NEWEST})." in finding.what
    assert finding.do.startswith("Install that version of codebook and run it.")
    assert await contents(database) == before


@pytest.mark.parametrize(("revision", "table"), [("head", "votes"), ("0001", "claims")])
async def test_a_table_is_gone(url: str, database: Database, revision: str, table: str) -> None:
    await upgraded(url, revision)
    await database.rows(f"DROP TABLE {table}")
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.BAD
    assert f"but lacks {table}." in finding.what and "bring a backup back" in finding.do
    assert await contents(database) == before


async def test_others_tables_stay_as_they_are(url: str, database: Database) -> None:
    await database.rows("CREATE TABLE kept (one INTEGER)")
    before = await contents(database)
    finding, *_ = await found(url)
    assert finding.status is Status.OK
    assert await contents(database) == before


async def test_a_bot_that_runs_is_not_disturbed(url: str) -> None:
    records = Records(url)
    await records.open()
    finding, *_ = await found(url)
    assert finding.status is Status.OK
    await records.look_ups.note("T1", "U1", Subject(codes=("38240",)))
    assert records.state.is_up
    await records.close()


async def test_a_user_who_may_not_make_tables(postgres: Postgres) -> None:
    url = postgres.create()
    name = database_of(url)
    postgres.execute(
        name, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN; REVOKE CREATE ON SCHEMA public FROM public;"
    )
    (finding,) = await found(url.replace("codebook@", "reader@"))
    assert finding.status is Status.BAD
    assert "cannot be used: permission denied for schema public." in finding.what
    assert finding.do.startswith("Let this user make tables: GRANT CREATE ON SCHEMA public")


async def test_a_user_who_may_not_write(postgres: Postgres) -> None:
    url = postgres.create()
    await upgraded(url, "head")
    postgres.execute(database_of(url), "DROP ROLE IF EXISTS watcher; CREATE ROLE watcher LOGIN;")
    (finding,) = await found(url.replace("codebook@", "watcher@"))
    assert finding.status is Status.BAD
    assert "permission denied for table alembic_version" in finding.what
    assert finding.do.startswith("Let this user read and write the tables")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("codebook:hunter2@127.0.0.1:1/records", "Connect call failed"),
        ("codebook:hunter2@{server}/nowhere", 'database "nowhere" does not exist'),
        ("nobody:hunter2@{server}/postgres", 'role "nobody" does not exist'),
    ],
)
async def test_a_server_that_refuses(postgres: Postgres, address: str, says: str) -> None:
    url = f"postgresql://{address.format(server=f'127.0.0.1:{postgres.port}')}"
    (finding,) = await found(url)
    assert finding.status is Status.BAD
    assert says in finding.what and finding.do.startswith("See that the database runs")
    assert "hunter2" not in str(finding) and "PostgreSQL at 127.0.0.1:" in finding.what


async def test_where_many_workspaces_install_it_the_bot_needs_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    url = f"sqlite:///{tmp_path}/file/records.sqlite3"
    (finding,) = await check_database(read_settings(CODEBOOK_DATABASE_URL=url, SLACK_CLIENT_ID="1.2"))
    assert finding.do.endswith("Without it the bot does not start, since the tokens of all workspaces are in it.")


async def test_a_file_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    finding, disk = await found(f"sqlite:///{tmp_path}/records.sqlite3")
    assert finding.what == f"SQLite, {tmp_path}/records.sqlite3, is not there yet, and codebook run makes it."
    assert (disk.about, finding.status) == ("disk", Status.OK)
    assert files_in(tmp_path) == []


async def test_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.database.LEAST_BYTES", 2**62)
    finding, disk = await found(f"sqlite:///{tmp_path}/records.sqlite3")
    assert (finding.status, disk.status) == (Status.OK, Status.LOOK)
    assert disk.what.startswith("Only ") and disk.do.startswith("Make room")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_file_that_is_no_database(url: str, tmp_path: Path) -> None:
    (tmp_path / "records.sqlite3").write_text("something else " * 100)
    (finding,) = await found(url)
    assert "cannot be used: file is not a database." in finding.what
    assert finding.do.startswith("The file is damaged or something else: move it away")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_a_file_that_another_program_holds(url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "records.sqlite3", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        (finding,) = await found(url)
    assert "cannot be used: database is locked." in finding.what
    assert finding.do.startswith("Another program holds the file: stop it.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    (finding,) = await found(f"sqlite:///{tmp_path}/closed/records.sqlite3")
    assert "may not be written by this user" in finding.what


@pytest.mark.parametrize(
    ("place", "why"), [("file/records.sqlite3", "is no folder"), ("folder", "is a folder")], ids=["below", "folder"]
)
async def test_a_place_where_no_database_can_be(tmp_path: Path, place: str, why: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    (finding,) = await found(f"sqlite:///{tmp_path / place}")
    assert finding.status is Status.BAD and why in finding.what
