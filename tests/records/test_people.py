"""What is held of one person: all of it is given, and all of it is deleted."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from bot.asking.subject import Subject
from bot.records import ExpertRequest, Records, VoteKey
from bot.records.opening import DatabaseFault, opened
from bot.records.people import forget, held_of
from bot.records.tables import metadata
from bot.slack.installing import EncryptedInstallationStore, TokenCipher
from tests.postgres import Postgres
from tests.records.conftest import Database

SUBJECT = Subject(codes=("38240",), modifiers=("26",))
VOTE = VoteKey("T1", "C1", "1700000000.000100", "U1")
REQUEST = ExpertRequest("r1", "T1", "U1", "C1", "", SUBJECT, "C9", posted_ts="1700000001.000100")
KEY = Fernet.generate_key().decode()
COMMENT = "wanderfalter"
NOTHING: dict[str, list[object]] = {"votes": [], "look_ups": [], "expert_requests": [], "slack_installations": []}
WORKSPACE = {"enterprise_id": None, "team_id": "T1"}


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def installation_of(person: str, installed_at: float) -> Installation:
    return Installation(
        app_id="A1",
        team_id="T1",
        team_name="A workspace",
        bot_token=f"xoxb-{person}",
        bot_id="B1",
        bot_user_id="U0BOT",
        user_id=person,
        user_token=f"xoxp-{person}",
        user_scopes=["identity.basic"],
        installed_at=installed_at,
    )


def installations_in(records: Records) -> EncryptedInstallationStore:
    return EncryptedInstallationStore("1.2", records.engine, TokenCipher([KEY]))


async def fill(records: Records) -> None:
    """Of U1 a vote with a comment, a look-up, two requests, of which one is another's, and the installation that is in
    force; of U2 the same, and an earlier installation."""
    await installations_in(records).async_save(installation_of("U2", 1700000000.0))
    await installations_in(records).async_save(installation_of("U1", 1700000060.0))
    for person in ("U1", "U2"):
        await records.votes.cast(replace(VOTE, person=person), False, SUBJECT)
        await records.votes.explain(replace(VOTE, person=person), ["outdated"], f"{COMMENT} by {person}")
        await records.look_ups.note("T1", person, SUBJECT)
    await records.expert_requests.begin(REQUEST)
    await records.expert_requests.begin(replace(REQUEST, id="r2", asker="U2"))
    await records.expert_requests.close("r1", "U2")
    await records.expert_requests.close("r2", "U1")


async def test_all_that_is_held_of_a_person_is_given(records: Records, database: Database) -> None:
    await fill(records)
    async with opened(database.url) as engine:
        held = await held_of(engine, "U1")
        assert await held_of(engine, "U3") == NOTHING
    (vote,), (look_up,) = held["votes"], held["look_ups"]
    assert datetime.fromisoformat(vote.pop("changed_at")).tzinfo is UTC
    assert vote == {
        "team": "T1",
        "channel": "C1",
        "ts": "1700000000.000100",
        "person": "U1",
        "is_positive": False,
        "subject": {"codes": ["38240"], "modifiers": ["26"]},
        "reasons": ["outdated"],
        "comment": f"{COMMENT} by U1",
        "resolved_at": None,
    }
    assert look_up["subject"] == {"codes": ["38240"], "modifiers": ["26"]}
    asked, closed = held["expert_requests"]
    assert (asked["asker"], closed["closed_by"]) == ("U1", "U1")
    assert held["slack_installations"] == [
        {
            "team_id": "T1",
            "team_name": "A workspace",
            "enterprise_id": None,
            "enterprise_name": None,
            "user_id": "U1",
            "user_scopes": "identity.basic",
            "installed_at": "2023-11-14T22:14:20+00:00",
        }
    ]
    assert "U2" not in str(held) and "sealed" not in str(held)


def test_no_other_table_holds_a_persons_id() -> None:
    """A table that does must be given and deleted, too."""
    held = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name in {"person", "asker", "closed_by", "user", "user_id"}
    }
    of_requests = {"expert_requests.asker", "expert_requests.closed_by"}
    assert held == {"votes.person", "look_ups.person", "slack_installations.user_id", *of_requests}


async def test_all_of_it_is_deleted_and_nothing_of_others(records: Records, database: Database) -> None:
    await fill(records)
    async with opened(database.url) as engine:
        before = await held_of(engine, "U2")
        assert await forget(engine, "U1") == {
            "votes": 1, "look_ups": 1, "expert_requests": 2, "slack_installations": 1,
        }  # fmt: skip
        assert await held_of(engine, "U1") == NOTHING
        after = await held_of(engine, "U2")
        assert (after["votes"], after["look_ups"]) == (before["votes"], before["look_ups"])
        assert [request["asker"] for request in after["expert_requests"]] == ["U2"]
        assert after["slack_installations"] == before["slack_installations"]
    for table in ("votes", "look_ups", "expert_requests", "slack_installations"):
        assert "'U1'" not in str(await database.rows(f"SELECT * FROM {table}"))


async def test_an_installation_works_on_without_its_installer(records: Records, database: Database) -> None:
    await fill(records)
    async with opened(database.url) as engine:
        await forget(engine, "U1")
    store = installations_in(records)
    bot, installation = await store.async_find_bot(**WORKSPACE), await store.async_find_installation(**WORKSPACE)
    assert bot is not None and installation is not None
    assert (bot.bot_token, installation.bot_token, installation.user_id) == ("xoxb-U1", "xoxb-U1", "")
    assert (installation.user_token, installation.user_scopes) == (None, None)
    await store.renew_keys()
    await store.async_save(installation_of("U2", 1700000120.0))
    again = await store.async_find_bot(**WORKSPACE)
    assert again is not None and again.bot_token == "xoxb-U2"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_nothing_of_it_is_left_in_the_files(records: Records, database: Database, tmp_path: Path) -> None:
    """Also while the bot has them open: SQLite would only mark the place as free."""

    def kept() -> bytes:
        return b"".join(path.read_bytes() for path in files_in(tmp_path / "data"))

    await fill(records)
    assert f"{COMMENT} by U1".encode() in kept()
    async with opened(database.url) as engine:
        await forget(engine, "U1")
    assert f"{COMMENT} by U1".encode() not in kept()
    assert f"{COMMENT} by U2".encode() in kept()
    assert records.state.is_up


async def test_a_database_of_a_newer_version_is_not_touched(records: Records, database: Database) -> None:
    await fill(records)
    await database.rows("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(DatabaseFault, match=r"newer version of codebook \(revision 0999"):
        async with opened(database.url) as engine:
            await forget(engine, "U1")
    assert await database.count("votes") == 2


async def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseFault, match="There are no records at"):
        async with opened(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"):
            pass
    assert files_in(tmp_path) == []


async def test_a_server_that_refuses_is_named_without_its_password(postgres: Postgres) -> None:
    for url, reason in {
        "postgresql+asyncpg://codebook:hunter2@127.0.0.1:1/records": "ConnectionRefusedError",
        "postgresql+asyncpg://codebook:hunter2@{server}/nowhere": "no database of this name",
        "postgresql+asyncpg://nobody:hunter2@{server}/postgres": "refuses the user name or password",
    }.items():
        with pytest.raises(DatabaseFault, match=reason) as caught:
            async with opened(url.format(server=f"127.0.0.1:{postgres.port}")):
                pass
        assert "hunter2" not in str(caught.value)
