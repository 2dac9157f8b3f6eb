"""Many workspaces, each with its token in a real database, and Slack as it answers them."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot.doctor import workspaces as module
from bot.doctor.finding import Finding
from bot.doctor.workspaces import check_workspaces
from bot.records import Records
from bot.settings import Settings, read_settings
from bot.slack.installing.cipher import TokenCipher
from bot.slack.installing.store import EncryptedInstallationStore
from bot.slack.manifest import manifest_path, scopes_of_manifest
from bot.workspace import Workspace, serve_workspace
from tests.scenarios.slack_of_many import CLIENT_ID, CLIENT_SECRET, ManyWorkspaces, serve_many

KEY, OLDER = Fernet.generate_key().decode(), Fernet.generate_key().decode()
TEAMS = ("T0FIRST001", "T0SECOND02")


@pytest.fixture
async def many() -> AsyncIterator[ManyWorkspaces]:
    async with serve_many() as served:
        yield served


@pytest.fixture
async def workspaces() -> AsyncIterator[list[Workspace]]:
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(serve_workspace(manifest_path(), team_id=team)) for team in TEAMS]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'records.sqlite3'}"


def settings(many: ManyWorkspaces, url: str, keys: str = KEY) -> Settings:
    return read_settings(
        SLACK_CLIENT_ID=CLIENT_ID,
        SLACK_CLIENT_SECRET=CLIENT_SECRET,
        SLACK_SIGNING_SECRET="invented-signing-secret",
        SLACK_API_URL=f"{many.url}api/",
        CODEBOOK_ENCRYPTION_KEYS=keys,
        CODEBOOK_DATABASE_URL=url,
    )


async def install(many: ManyWorkspaces, workspaces: list[Workspace], url: str, key: str = KEY) -> list[str]:
    """Installs the app in each workspace; the tokens."""
    records = Records(url)
    await records.open()
    store = EncryptedInstallationStore(CLIENT_ID, records.engine, TokenCipher([key]))
    tokens = [many.issue(workspace)["access_token"] for workspace in workspaces]
    for workspace, token in zip(workspaces, tokens, strict=True):
        await store.async_save(
            Installation(
                app_id=workspace.app.app_id,
                team_id=workspace.team_id,
                user_id=workspace.users[0].id,
                bot_token=token,
                bot_id="B0INVENTED",
                bot_user_id=workspace.bot_user_id,
                bot_scopes=sorted(scopes_of_manifest()[0]),
            )
        )
    await records.close()
    return tokens


def lines(findings: list[Finding]) -> list[str]:
    return [f"{one.status} {one.about}: {one.what} {one.do}".rstrip() for one in findings]


async def test_each_token_is_opened_and_tried(many: ManyWorkspaces, workspaces: list[Workspace], url: str) -> None:
    tokens = await install(many, workspaces, url)
    found = lines(await check_workspaces(settings(many, url)))
    assert found == [
        "ok keys: The first of CODEBOOK_ENCRYPTION_KEYS opens every token.",
        "ok workspaces: Workspaces that installed the app: 2; tokens tried: 2. Slack takes each.",
        "ok scopes: Each workspace granted what the manifest asks for.",
    ]
    assert not any(token in line for token in tokens for line in found)


async def test_a_token_that_slack_refuses_is_named(many: ManyWorkspaces, workspaces: list[Workspace], url: str) -> None:
    many.revoked.add((await install(many, workspaces, url))[1])
    _, refused, _ = lines(await check_workspaces(settings(many, url)))
    assert "tokens tried: 2. Slack refuses that of T0SECOND02 (token_revoked 1). Have each install" in refused


async def test_an_older_key_and_a_key_that_is_gone(many: ManyWorkspaces, workspaces: list[Workspace], url: str) -> None:
    await install(many, workspaces[:1], url, OLDER)
    await install(many, workspaces[1:], url)
    older, *_ = lines(await check_workspaces(settings(many, url, f"{KEY},{OLDER}")))
    assert older.startswith("look keys: 1 of 2 tokens are encrypted with a key that is not the first. Start the bot")
    gone, rest, _ = lines(await check_workspaces(settings(many, url)))
    assert gone.startswith("bad keys: No key opens the token of T0FIRST001. Put the key")
    assert rest == "ok workspaces: Workspaces that installed the app: 2; tokens tried: 1. Slack takes each."


async def test_a_workspace_that_granted_less(many: ManyWorkspaces, workspaces: list[Workspace], url: str) -> None:
    await install(many, workspaces, url)
    records = Records(url)
    async with records.engine.begin() as connection:
        less = {"scopes": "commands,chat:write", "team": TEAMS[0]}
        await connection.execute(text("UPDATE slack_bots SET bot_scopes = :scopes WHERE team_id = :team"), less)
    await records.close()
    *_, scopes = lines(await check_workspaces(settings(many, url)))
    assert scopes.startswith("bad scopes: T0FIRST001 granted less than the manifest asks for: app_mentions:read, im:hi")


async def test_of_many_the_latest_are_tried(
    many: ManyWorkspaces, workspaces: list[Workspace], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_ASKED", 1)
    await install(many, workspaces[:1], url)
    await install(many, workspaces[1:], url)
    _, asked, _ = lines(await check_workspaces(settings(many, url)))
    assert asked == "ok workspaces: Workspaces that installed the app: 2; tokens tried: 1. Slack takes each."
    assert [len([call for call in each.calls if call.method == "auth.test"]) for each in workspaces] == [0, 1]


async def test_none_has_installed_it(many: ManyWorkspaces, url: str, tmp_path: Path) -> None:
    (finding,) = lines(await check_workspaces(settings(many, url)))
    assert finding.startswith("look workspaces: No workspace has installed the app. Install it at")


async def test_a_database_that_is_away(many: ManyWorkspaces, tmp_path: Path) -> None:
    away = "postgresql://codebook:invented@127.0.0.1:9/codebook"
    (finding,) = lines(await check_workspaces(settings(many, away)))
    assert finding == "look workspaces: Not checked. Look again when the database can be used."


async def test_one_workspace_is_not_asked_for() -> None:
    assert await check_workspaces(read_settings(SLACK_BOT_TOKEN="xoxb-invented")) == []
